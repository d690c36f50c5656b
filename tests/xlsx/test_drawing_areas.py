"""Cells under pictures, shapes and charts, as XlsxWriter, openpyxl and LibreOffice anchor them."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from openpyxl.drawing.image import Image
from PIL import Image as Pictures

from support.office import converted
from xlsreport.layout.cells import CellRange, CellRef
from xlsreport.opc.safe_xml import parse_xml
from xlsreport.xlsx.appearance.drawing_areas import anchored_areas, cells_between
from xlsreport.xlsx.appearance.drawing_overhang import is_turned_in_space, overhang

_NAMES = 'xmlns:x="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"'


def _areas(file: Path) -> list[CellRange]:
    part = zipfile.ZipFile(file).read("xl/drawings/drawing1.xml")
    return list(anchored_areas(parse_xml(part), lambda _: 15.0, lambda _: 48.0))


def _written(file: Path) -> Path:
    with xlsxwriter.Workbook(str(file)) as book:
        sheet = book.add_worksheet()
        sheet.write(0, 0, 1)
        # 64 dots are a column, 20 a row.
        sheet.insert_textbox(1, 1, "over B2:C4", {"width": 128, "height": 60})
        chart = book.add_chart({"type": "bar"})
        chart.add_series({"values": "=Sheet1!$A$1"})
        sheet.insert_chart(9, 4, chart, {"x_scale": 0.1, "y_scale": 0.1})
    return file


def test_what_xlsxwriter_anchors(tmp_path: Path) -> None:
    areas = sorted(_areas(_written(tmp_path / "a.xlsx")), key=lambda area: area.first.row)
    assert areas == [cells_between(1, 1, 3, 2), cells_between(9, 4, 10, 4)]


@pytest.mark.engine
def test_the_same_after_libreoffice_saved_it(tmp_path: Path) -> None:
    saved = converted([_written(tmp_path / "a.xlsx")], tmp_path / "saved", "xlsx")[0]
    boxes, charts = sorted(_areas(saved), key=lambda area: area.first.row)
    asked = [CellRef("", *at) for at in ((1, 1), (3, 2), (5, 1), (2, 4))]
    assert [cell in boxes for cell in asked] == [True, True, False, False]
    assert (CellRef("", 9, 4) in charts, CellRef("", 8, 4) in charts) == (True, False)


def test_what_openpyxl_anchors_by_one_cell_and_a_size(tmp_path: Path) -> None:
    picture = BytesIO()
    Pictures.new("RGB", (100, 50)).save(picture, "PNG")
    book = openpyxl.Workbook()
    book.worksheets[0].add_image(Image(picture), "B3")
    book.save(tmp_path / "a.xlsx")
    assert _areas(tmp_path / "a.xlsx") == [cells_between(2, 1, 4, 2)]  # 75 by 37.5 points


@pytest.mark.parametrize(
    ("anchor", "areas"),
    [
        ('<x:pos x="609600" y="381000"/><x:ext cx="609600" cy="190500"/>', [cells_between(2, 1, 2, 1)]),
        ('<x:pos x="0" y="0"/><x:ext cx="1" cy="1"/>', [cells_between(0, 0, 0, 0)]),
        ('<x:pos x="-5" y="x"/><x:ext cx="9e9" cy=""/>', [cells_between(0, 0, 0, 0)]),
        ('<x:ext cx="609601" cy="1"/><x:sp><x:nvSpPr><x:cNvPr id="2" name="n" hidden="1"/></x:nvSpPr></x:sp>', []),
    ],
)
def test_a_drawing_may_be_anchored_to_the_sheet(anchor: str, areas: list[CellRange]) -> None:
    part = f"<x:wsDr {_NAMES}><x:absoluteAnchor>{anchor}</x:absoluteAnchor></x:wsDr>".encode()
    assert list(anchored_areas(parse_xml(part), lambda _: 15.0, lambda _: 48.0)) == areas


_A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
_HIDDEN_SHAPE = '<x:sp><x:nvSpPr><x:cNvPr id="2" name="n" hidden="1"/></x:nvSpPr></x:sp>'


@pytest.mark.parametrize(
    ("first", "last", "drawn", "areas"),
    [
        ("0", "0", "<x:sp/>", [cells_between(9, 4, 11, 4)]),
        ("-952500", "0", "<x:sp/>", [cells_between(9, 2, 11, 4)]),  # 75 points: LibreOffice goes back to other columns
        ("0", "1905000", "<x:sp/>", [cells_between(9, 4, 11, 8)]),  # 150 points
        ("0", "700000", "<x:sp/>", [cells_between(9, 4, 11, 5)]),  # a little more than a column, as it is measured here
        ("0", "0", _HIDDEN_SHAPE, []),
        (
            "0",
            "0",
            f'<m:AlternateContent xmlns:m="m">{_HIDDEN_SHAPE}<x:sp/></m:AlternateContent>',
            [cells_between(9, 4, 11, 4)],
        ),
        ("0", "0", '<x:sp><a:ln w="25400"/></x:sp>', [cells_between(9, 4, 11, 4)]),  # two points hide nothing
        ("0", "0", '<x:sp><a:ln w="254000"/></x:sp>', [cells_between(8, 3, 12, 5)]),
        ("0", "0", '<x:sp><a:outerShdw blurRad="50800" dist="381000"/></x:sp>', [cells_between(7, 3, 13, 5)]),
        (
            "0",
            "0",
            '<x:sp><a:xfrm rot="5400000"/></x:sp>',
            [cells_between(9, 4, 11, 4)],
        ),  # its place is that of the upright
        ("0", "3000000", '<x:sp><a:xfrm rot="-2700000"/></x:sp>', [cells_between(2, 4, 18, 9)]),
    ],
)
def test_a_drawing_may_reach_beyond_its_anchor(first: str, last: str, drawn: str, areas: list[CellRange]) -> None:
    ends = f"<x:from><x:col>4</x:col><x:colOff>{first}</x:colOff><x:row>9</x:row><x:rowOff>0</x:rowOff></x:from>"
    ends += f"<x:to><x:col>5</x:col><x:colOff>{last}</x:colOff><x:row>12</x:row><x:rowOff>0</x:rowOff></x:to>"
    part = f"<x:wsDr {_NAMES} {_A}><x:twoCellAnchor>{ends}{drawn}</x:twoCellAnchor></x:wsDr>".encode()
    assert list(anchored_areas(parse_xml(part), lambda _: 15.0, lambda _: 48.0)) == areas


@pytest.mark.parametrize(("scale", "is_covered"), [("102000", False), ("900000", True), ("-900000", True)])
def test_a_shadow_that_is_much_larger_than_its_shape_may_lie_anywhere(scale: str, is_covered: bool) -> None:
    drawn = f'<x:sp><a:outerShdw sx="{scale}" sy="100000"/></x:sp>'
    anchor = f'<x:pos x="609600" y="381000"/><x:ext cx="609600" cy="190500"/>{drawn}'
    part = f"<x:wsDr {_NAMES} {_A}><x:absoluteAnchor>{anchor}</x:absoluteAnchor></x:wsDr>".encode()
    (area,) = anchored_areas(parse_xml(part), lambda _: 15.0, lambda _: 48.0)
    assert (CellRef("", 40, 9) in area) is is_covered


def test_a_drawing_without_end_is_not_followed_for_ever() -> None:
    endless = '<x:ext cx="999999999999999" cy="999999999999999"/>'
    part = f"<x:wsDr {_NAMES}><x:absoluteAnchor>{endless}</x:absoluteAnchor></x:wsDr>"
    (area,) = anchored_areas(parse_xml(part.encode()), lambda _: 0.0, lambda _: 48.0)
    assert CellRef("", 1000, 100) in area


def _freeform(width: int, height: int, *points: str) -> str:
    listed = "".join(f'<x:pt x="{point.split()[0]}" y="{point.split()[1]}"/>' for point in points)
    return f'<x:path w="{width}" h="{height}">{listed}</x:path>'


def _group(*members: tuple[str, str]) -> str:
    """Of a frame of 100 by 10, each member with its frame and the angle by which it is turned."""
    frame = '<x:chOff x="0" y="0"/><x:chExt cx="100" cy="10"/>'
    inner = ""
    for where, angle in members:
        x, y, cx, cy = where.split()
        place = f'<x:xfrm rot="{angle}"><x:off x="{x}" y="{y}"/><x:ext cx="{cx}" cy="{cy}"/></x:xfrm>'
        inner += f"<x:sp><x:spPr>{place}</x:spPr></x:sp>"
    return f"<x:grpSp><x:grpSpPr><x:xfrm>{frame}</x:xfrm></x:grpSpPr>{inner}</x:grpSp>"


def _named(name: str, *adjustments: str) -> str:
    return f'<x:prstGeom prst="{name}">{"".join(f"""<x:gd fmla="{one}"/>""" for one in adjustments)}</x:prstGeom>'


@pytest.mark.parametrize(
    ("drawn", "share"),
    [
        ("", 0.0),
        (_freeform(100, 50, "0 0", "100 50", "r b"), 0.0),
        (_freeform(100, 50, "0 0", "101 50"), 0.0),  # rounded
        (_freeform(100, 0, "0 0", "100 0"), 0.0),  # a level line
        (_freeform(100, 50, "-25 0", "100 50"), 0.25),
        (_freeform(100, 50, "0 0", "100 200"), 3.0),
        (_freeform(100, 50, "0 0", "guide 0"), 10_000.0),
        (_named("roundRect", "val 900000"), 0.0),  # programs keep it within
        (_named("wedgeRectCallout"), 0.0),
        (_named("wedgeRectCallout", "val -20000", "val 62500"), 0.125),
        (_named("borderCallout1", "val 18750", "val 100000"), 0.0),
        (_named("bentConnector3", "val -300000"), 3.0),
        (_named("cloudCallout", "*/ 1 2 3"), 10_000.0),
        (_group(("0 0 100 10", "0"), ("10 2 5 5", "5400000")), 0.0),
        (_group(("150 0 50 10", "0")), 1.0),
        (_group(("0 0 100 10", "5400000")), 4.5),  # on its side, it is as high as it was wide
    ],
)
def test_what_lies_beyond_a_frame_is_measured_in_its_sizes(drawn: str, share: float) -> None:
    anchor = parse_xml(f"<x:twoCellAnchor {_NAMES}>{drawn}</x:twoCellAnchor>".encode())
    assert overhang(anchor) == pytest.approx(share)


@pytest.mark.parametrize(
    ("camera", "is_turned"),
    [
        ('prst="orthographicFront"', False),
        ('prst="isometricTopUp"', True),
    ],
)
def test_a_shape_may_be_turned_in_space(camera: str, is_turned: bool) -> None:
    light = '<x:lightRig><x:rot lat="0" lon="0" rev="1200000"/></x:lightRig>'
    anchor = parse_xml(f"<x:twoCellAnchor {_NAMES}><x:camera {camera}/>{light}</x:twoCellAnchor>".encode())
    assert is_turned_in_space(anchor) == is_turned
