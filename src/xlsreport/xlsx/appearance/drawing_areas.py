"""Which cells lie under pictures, shapes, charts, notes and controls ([ECMA-376] part 1, 20.5.2: anchors)."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Sequence
from typing import TypeAlias

from xlsreport.layout.cells import MAX_COLUMNS, MAX_ROWS, CellRange, CellRef, parse_range
from xlsreport.opc.invalid_file import InvalidFileError
from xlsreport.opc.relationships import Relationship
from xlsreport.opc.safe_xml import NO_ELEMENT, Element, parse_xml
from xlsreport.xlsx.appearance.drawing_overhang import is_turned_in_space, overhang
from xlsreport.xlsx.appearance.sheet_geometry import SheetGeometry
from xlsreport.xlsx.package.workbook_package import Package
from xlsreport.xlsx.worksheet.sheet_cells import SheetCells

Sizes: TypeAlias = Callable[[int], float]
"""How high a row is, or how wide a column, in points, by its number from 0."""

_TO_POINT = 12_700
"""English Metric Units, in which drawings are measured."""
_ANCHORS = ("twoCellAnchor", "oneCellAnchor", "absoluteAnchor")
_MAX_STEPS = 20_000
"""Rows or columns over which a drawing is followed; no report has as many."""
_UNSEEN_REACH = 6.0
"""Points by which an outline or a shadow may reach over the next cells without hiding a digit."""
_REACHING = ("dist", "blurRad", "rad", "extrusionH", "contourW")
"""Attributes of what surrounds a shape: its shadow, its glow, its depth ([ECMA-376] part 1, 20.1.8 and 20.1.5)."""
_SHAPED = ("outerShdw", "prstShdw", "glow", "sp3d", "reflection")
_LARGE, _FAR = 150_000, 20_000.0
"""The scale of a shadow, in thousandths of a percent, from which on it may lie anywhere, so many points away."""
_DEGREE = 60_000
_FIT = 2.0
"""Widths of a column, or heights of a row, from which on a place within it counts as beyond it. Excel takes its end
for such a place, LibreOffice goes on to the next; smaller differences come from how widths are measured."""

_ROW_HEIGHT, _COLUMN_WIDTH, _DIGIT_WIDTH = 15.0, 9.1, 5.25
"""Height of rows (points) and width of columns (digits) that state none; width of a digit in points."""
_BACKGROUND = "picture"
"""The element of a picture behind all cells of a sheet: figures are seen before whatever it shows."""
_DRAWN = frozenset(["drawing", "legacyDrawing", "controls", "oleObjects", "AlternateContent", _BACKGROUND])
"""Elements of a sheet that lead to what may lie over its cells."""
_VML = "urn:schemas-microsoft-com:vml"
_NOT_DRAWN = ("shapetype", "background")
_HIDDEN = re.compile(r"visibility\s*:\s*hidden", re.IGNORECASE)
_NUMBERS = 8
"""Of an anchor: column, pixels into it, row and pixels into it, of the first corner and of the last."""


def cells_between(first_row: int, first_column: int, last_row: int, last_column: int) -> CellRange:
    """The cells that something touches: rows and columns count from 0."""
    return CellRange(CellRef("", first_row, first_column), CellRef("", last_row, last_column))


EVERYWHERE = cells_between(0, 0, MAX_ROWS - 1, MAX_COLUMNS - 1)
"""Where something lies of which nobody can say where."""


def drawn_areas(package: Package, part: str, sheet: SheetCells) -> Sequence[CellRange]:
    """Where pictures, shapes, charts, form controls and notes that are always shown lie on a sheet.

    Args:
        package: the parts of the file.
        part: the name of the sheet's part.
        sheet: its cells.
    """
    frame, relationships, geometry = sheet.frame, package.relationships(part), SheetGeometry(sheet)
    if not frame.parts & _DRAWN and not frame.sparklines and not any(r.kind == "pivotTable" for r in relationships):
        return ()
    roots = [
        parse_xml(package.parts[one.target])
        for one in relationships
        if one.kind == "drawing" and one.target in package.parts
    ]
    drawn = [one for one in relationships if one.kind == "vmlDrawing" and one.id in frame.notes]
    in_vml = [package.parts.get(one.target, b"") for one in drawn]

    def height(row: int) -> float:
        return geometry.stated_height(row) or _ROW_HEIGHT

    def width(column: int) -> float:
        return _DIGIT_WIDTH * (geometry.width(column) or _COLUMN_WIDTH)

    return [
        *([EVERYWHERE] if _BACKGROUND in frame.parts else ()),
        *(area for root in roots for area in anchored_areas(root, height, width)),
        *(anchored_area(anchor, height, width) for anchor in frame.anchors),
        *(area for written in in_vml for area in vml_areas(written)),
        *map(area_of, frame.sparklines),
        *_pivots(package, relationships),
    ]


def _pivots(package: Package, relationships: Sequence[Relationship]) -> Iterator[CellRange]:
    """The areas of a sheet that pivot tables write into whenever they are refreshed."""
    for one in relationships:
        if one.kind == "pivotTable" and one.target in package.parts:
            for place in parse_xml(package.parts[one.target]).all("location"):
                yield area_of(place.attributes.get("ref", ""))


def area_of(written: str) -> CellRange:
    """An area of a sheet; all cells where it is not written as programs write it."""
    area = parse_range(written, "")
    return EVERYWHERE if area is None or area.sheet else area


def anchored_areas(drawing: Element, heights: Sizes, widths: Sizes) -> Iterator[CellRange]:
    """The areas of the drawings of a sheet that are shown.

    Args:
        drawing: The root of the part with the sheet's drawings.
        heights: Of the sheet's rows.
        widths: Of its columns.
    """
    for anchor in (item for item in drawing.descendants() if item.local in _ANCHORS):
        if not _is_hidden(anchor):
            yield anchored_area(anchor, heights, widths)


def anchored_area(anchor: Element, heights: Sizes, widths: Sizes) -> CellRange:
    """The area under what is drawn at an anchor; rows and columns as for :func:`anchored_areas`."""
    rows, columns = _along(anchor, "row", "y", heights), _along(anchor, "col", "x", widths)
    reach, turned = _reach(anchor), _turned(anchor)
    if turned:
        high, wide = _distance(*rows, heights), _distance(*columns, widths)
        rows = _grown(rows, (high * (math.cos(turned) - 1) + wide * math.sin(turned)) / 2 + reach, heights)
        columns = _grown(columns, (wide * (math.cos(turned) - 1) + high * math.sin(turned)) / 2 + reach, widths)
    elif reach:
        rows, columns = _grown(rows, reach, heights), _grown(columns, reach, widths)
    share, is_turned = overhang(anchor), is_turned_in_space(anchor)
    if share or is_turned:
        high, wide = _distance(*rows, heights), _distance(*columns, widths)
        rows = _grown(rows, high * share + wide * is_turned, heights)
        columns = _grown(columns, wide * share + high * is_turned, widths)
    if anchor.named("reflection"):  # upside down, right below
        rows = _grown(rows, _distance(*rows, heights), heights)
    return cells_between(rows[0], columns[0], rows[1], columns[1])


def _reach(anchor: Element) -> float:
    """Points by which outlines, shadows and the like go beyond a drawing, as far as that could hide anything.

    Half of an outline lies outside, at corners more.
    """
    around = [_points(item, "w") for item in anchor.named("ln")]
    around += [_points(item, name) for local in _SHAPED for item in anchor.named(local) for name in _REACHING]
    scales = [item.attributes.get(name, "0") for item in anchor.descendants() for name in ("sx", "sy")]
    if any(_number(scale.removeprefix("-")) > _LARGE for scale in scales):
        return _FAR
    return max(0.0, sum(around) - _UNSEEN_REACH)


def _turned(anchor: Element) -> float:
    """The angle, at most an eighth of a circle, by which a drawing is turned within its place.

    One that lies on its side has the place of its upright copy.
    """
    angles = [_number(item.attributes.get("rot", "0").removeprefix("-")) / _DEGREE for item in anchor.descendants()]
    return math.radians(max((min(angle % 90, -angle % 90) for angle in angles), default=0.0))


def _distance(first: int, last: int, sizes: Sizes) -> float:
    return sum(sizes(at) for at in range(first, min(last, first + _MAX_STEPS) + 1))


def _grown(span: tuple[int, int], points: float, sizes: Sizes) -> tuple[int, int]:
    """Rows or columns with those that lie within a distance of them."""
    first, last = span
    return _back(first, points, sizes), _walk(last, sizes(last) + points, sizes)[0]


def _is_hidden(anchor: Element) -> bool:
    """Whether the drawing is there and not shown; of a group, the whole of it. Of variants each program takes one."""
    if anchor.named("AlternateContent"):
        return False
    first = next(iter(anchor.named("cNvPr")), NO_ELEMENT)
    return first.attributes.get("hidden", "0") in ("1", "true")


def _along(anchor: Element, name: str, axis: str, sizes: Sizes) -> tuple[int, int]:
    """The first and last row or column under a drawing."""
    begin, end = anchor.first("from"), anchor.first("to")
    first, offset = _marker(begin, name) if begin is not NO_ELEMENT else (0, _points(anchor.first("pos"), axis))
    first, offset = _back(first, -offset, sizes), max(offset, 0.0)
    if end is not NO_ELEMENT:
        last, beyond = _marker(end, name)
        if beyond > _FIT * sizes(last):
            last, beyond = _walk(last, beyond, sizes)
        return first, max(first, last if beyond > 0 else last - 1)
    first, offset = _walk(first, offset, sizes)
    last, rest = _walk(first, offset + _points(anchor.first("ext"), f"c{axis}"), sizes)
    return first, max(first, last if rest > 0 else last - 1)


def _walk(first: int, points: float, sizes: Sizes) -> tuple[int, float]:
    """The row or column at a distance in points from the beginning of another, and the offset in points within it."""
    for at in range(first, first + _MAX_STEPS):
        size = sizes(at)
        if points <= 0 or points < size:
            return at, points
        points -= size
    return first + _MAX_STEPS, 0.0


def _back(first: int, points: float, sizes: Sizes) -> int:
    """The row or column at a distance in points before the beginning of another."""
    while points > 0 and first > 0:
        first -= 1
        points -= sizes(first)
    return first


def _marker(marker: Element, name: str) -> tuple[int, float]:
    """A row or column, and how many points into it."""
    at, offset = (marker.first(part).text.strip() for part in (name, f"{name}Off"))
    sign = -1 if offset.startswith("-") else 1
    return _number(at), sign * _number(offset.removeprefix("-")) / _TO_POINT


def _points(measured: Element, name: str) -> float:
    return _number(measured.attributes.get(name, "0")) / _TO_POINT


def _number(text: str) -> int:
    """A whole number; 0 for anything else, and for positions before the sheet's first cell."""
    text = text.strip()
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 16 else 0


def vml_areas(part: bytes) -> Iterator[CellRange]:
    """The areas of what is drawn in VML and shown: notes and form controls; of a part that is no XML, all cells.

    Every note of a sheet has a shape there, hidden until somebody points at its cell ([MS-OI29500] 2.1.1709).
    """
    try:
        root = parse_xml(part)
    except InvalidFileError:  # Excel's own parser is more forgiving
        yield EVERYWHERE
        return
    loose = (shape for shape in root.children if shape.name.startswith(f"{_VML} ") and shape.local not in _NOT_DRAWN)
    if any(not shape.named("ClientData") and not _HIDDEN.search(shape.attributes.get("style", "")) for shape in loose):
        yield EVERYWHERE
    for shape in root.descendants():
        for client in shape.all("ClientData"):
            if _is_shown(shape, client):
                yield _area_of_client(client)


def _is_shown(shape: Element, client: Element) -> bool:
    """Whether a shape is seen; one of a note is where the note says so, whatever its style."""
    visible = client.all("Visible")
    if visible:
        return visible[-1].text.strip().lower() not in ("f", "false")
    return not _HIDDEN.search(shape.attributes.get("style", ""))


def _area_of_client(client: Element) -> CellRange:
    anchors = client.all("Anchor")
    written = [number.strip() for number in anchors[-1].text.split(",")] if anchors else []
    if len(written) != _NUMBERS or not all(number.isascii() and number.isdecimal() for number in written):
        return EVERYWHERE
    column, _, row, _, last_column, right, last_row, below = map(int, written)
    return cells_between(
        row,
        column,
        max(row, last_row if below else last_row - 1),
        max(column, last_column if right else last_column - 1),
    )
