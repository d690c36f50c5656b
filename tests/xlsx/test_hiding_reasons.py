"""Whether what a cell holds can be seen: bounds, colours of every kind, and LibreOffice's drawing of the same cells."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
import xlsxwriter

from support.office import converted
from xlsreport.opc.invalid_file import InvalidFileError
from xlsreport.opc.safe_xml import NO_ELEMENT, parse_xml
from xlsreport.spreadsheet.opened_spreadsheet import HidingReason
from xlsreport.xlsx.appearance.hiding_reasons import (
    CellGeometry,
    VisualStyle,
    fill_colour,
    has_room,
    hiding_reason,
)
from xlsreport.xlsx.cell_format.colours import BLACK, RGB, WHITE, Palette, contrast, palette_of, rgb_of, tinted

PLAIN, HERE = VisualStyle(), CellGeometry(height=15, width=10)
YELLOW, ENTRY_FILL = (255, 255, 0), (255, 251, 230)


@pytest.mark.parametrize(
    ("style", "geometry", "reason"),
    [
        (PLAIN, HERE, None),
        (PLAIN, CellGeometry(), None),
        (PLAIN, CellGeometry(row_hidden=True), "row"),
        (PLAIN, CellGeometry(column_hidden=True), "column"),
        (PLAIN, HERE._replace(height=0), "height"),
        (PLAIN, HERE._replace(height=7.6), "height"),
        (PLAIN, HERE._replace(height=7.8), None),
        (VisualStyle(size=6), HERE._replace(height=7.6), None),
        (PLAIN, HERE._replace(width=0), "width"),
        (PLAIN, HERE._replace(width=0.99), "width"),
        (PLAIN, HERE._replace(width=1.2), None),
        (VisualStyle(indent=12), HERE, "width"),
        (VisualStyle(indent=2), HERE, None),
        (VisualStyle(rotation=255), HERE, "height"),
        (VisualStyle(rotation=255), HERE._replace(height=76), None),
        (VisualStyle(rotation=255), CellGeometry(), None),
        (VisualStyle(rotation=90), HERE._replace(height=32), "height"),
        (VisualStyle(rotation=180), HERE._replace(height=32), "height"),
        (VisualStyle(rotation=90), HERE._replace(height=34), None),
        (VisualStyle(rotation=10), HERE, None),
        (PLAIN, HERE._replace(is_scrolled_off=True), "scrolled"),
        (PLAIN, HERE._replace(zoom=10), "zoom"),
        (PLAIN, HERE._replace(zoom=20), None),
        (VisualStyle(size=1), HERE, "size"),
        (VisualStyle(size=3), HERE, "size"),
        (VisualStyle(size=4), HERE, None),
        (VisualStyle(is_symbols=True), HERE, "symbols"),
        (VisualStyle(is_shrunk=True), HERE._replace(width=1.5), "size"),
        (VisualStyle(is_shrunk=True), HERE, None),
        (VisualStyle(letters=WHITE), HERE, "colour"),
        (VisualStyle(letters=(250, 250, 250)), HERE, "colour"),
        (VisualStyle(letters=(238, 238, 238)), HERE, "colour"),
        (VisualStyle(letters=(232, 232, 232)), HERE, None),
        (VisualStyle(letters=YELLOW), HERE, "colour"),
        (VisualStyle(letters=YELLOW, behind=BLACK), HERE, None),
        (VisualStyle(behind=BLACK), HERE, "colour"),
        (VisualStyle(letters=ENTRY_FILL, behind=ENTRY_FILL), HERE, "colour"),
        (VisualStyle(letters=WHITE, behind=ENTRY_FILL), HERE, "colour"),
        (VisualStyle(is_repeated=True), HERE._replace(width=20), "repeated"),
        (VisualStyle(is_repeated=True), HERE, None),
    ],
)
def test_a_figure_is_seen_or_not(style: VisualStyle, geometry: CellGeometry, reason: HidingReason | None) -> None:
    assert hiding_reason(style, geometry, "517645") == reason


def test_nothing_is_out_of_sight_of_nothing() -> None:
    assert hiding_reason(VisualStyle(letters=WHITE), CellGeometry(row_hidden=True), " ") is None


@pytest.mark.parametrize(
    ("shown", "width", "room"),
    [
        ("12.3456", 8.0, True),
        ("12.3456", 7.0, False),
        ("12.3456", None, True),
        ("5", 1.7, True),
        ("517645", 3.0, False),
    ],
)
def test_general_rounds_in_a_narrow_column(shown: str, width: float | None, room: bool) -> None:
    assert has_room(shown, width) == room


@pytest.mark.parametrize(
    ("written", "rgb"),
    [
        ({"rgb": "FFFFFBE6"}, ENTRY_FILL),
        ({"rgb": "FFFBE6"}, ENTRY_FILL),
        ({"rgb": "00FFFBE6"}, ENTRY_FILL),
        ({"rgb": "red"}, BLACK),
        ({"theme": "0"}, WHITE),
        ({"theme": "1"}, BLACK),
        ({"theme": "0", "tint": "-0.5"}, (128, 128, 128)),
        ({"theme": "1", "tint": "1"}, WHITE),
        ({"theme": "4"}, (0x44, 0x72, 0xC4)),
        ({"theme": "99"}, BLACK),
        ({"indexed": "9"}, WHITE),
        ({"indexed": "1"}, WHITE),
        ({"indexed": "13"}, YELLOW),
        ({"indexed": "64"}, BLACK),
        ({"indexed": "65"}, WHITE),
        ({"indexed": "-1"}, BLACK),
        ({"auto": "1"}, BLACK),
        ({}, BLACK),
        ({"rgb": "FF808080", "tint": "nan"}, (128, 128, 128)),
        ({"rgb": "FF808080", "tint": "7"}, WHITE),
    ],
)
def test_a_colour_is_what_its_attributes_stand_for(written: dict[str, str], rgb: RGB) -> None:
    assert Palette().colour(written, BLACK) == rgb


def test_a_workbook_may_have_colours_of_its_own() -> None:
    theme = parse_xml(
        b'<a:theme xmlns:a="x"><a:themeElements><a:clrScheme name="y">'
        b'<a:dk1><a:sysClr val="windowText" lastClr="101010"/></a:dk1><a:lt1><a:srgbClr val="FEFEFE"/></a:lt1>'
        b"</a:clrScheme></a:themeElements></a:theme>"
    )
    styles = parse_xml(
        b'<styleSheet><colors><indexedColors><rgbColor rgb="00ABCDEF"/></indexedColors></colors></styleSheet>'
    )
    palette = palette_of(theme, styles)
    assert palette.colour({"theme": "0"}, BLACK) == (0xFE, 0xFE, 0xFE)
    assert palette.colour({"theme": "1"}, WHITE) == BLACK  # the system's, whatever was saved with it
    assert palette.colour({"theme": "4"}, WHITE) == (0x44, 0x72, 0xC4)
    assert palette.colour({"indexed": "0"}, WHITE) == (0xAB, 0xCD, 0xEF)
    assert palette.colour({"indexed": "1"}, BLACK) == WHITE
    assert palette_of(NO_ELEMENT, NO_ELEMENT) == Palette()


@pytest.mark.parametrize(
    "dark",
    ['<a:prstClr val="white"/>', '<a:srgbClr val="000000"><a:lumOff val="100000"/></a:srgbClr>', "<a:srgbClr/>", ""],
)
def test_a_colour_of_the_theme_that_programs_do_not_write_is_refused_where_it_is_used(dark: str) -> None:
    theme = f'<a:theme xmlns:a="x"><a:clrScheme name="y"><a:dk1>{dark}</a:dk1></a:clrScheme></a:theme>'
    palette = palette_of(parse_xml(theme.encode()), NO_ELEMENT)
    assert palette.colour({"theme": "0"}, BLACK) == WHITE
    with pytest.raises(InvalidFileError, match="ambiguous"):
        palette.colour({"theme": "1"}, BLACK)


def test_a_colour_that_is_stated_twice_is_one() -> None:
    assert Palette().colour({"rgb": "FF000000", "theme": "1", "indexed": "8"}, WHITE) == BLACK
    with pytest.raises(InvalidFileError, match="ambiguous"):  # LibreOffice takes the theme's
        Palette().colour({"rgb": "FF000000", "theme": "0"}, BLACK)


def test_colours_of_number_formats_are_those_of_the_palette() -> None:
    assert [Palette().of_format(number) for number in (1, 2, 3, 57)] == [BLACK, WHITE, (255, 0, 0), None]


@pytest.mark.parametrize(
    ("pattern", "front", "back", "rgb"),
    [
        ("none", {"rgb": "FF000000"}, {"rgb": "FF000000"}, WHITE),
        ("solid", {"rgb": "FF000000"}, {}, BLACK),
        ("solid", {}, {"rgb": "FFFFFFFF"}, BLACK),
        ("mediumGray", {}, {}, (128, 128, 128)),
        ("gray125", {}, {}, (223, 223, 223)),
        ("lightGray", {"rgb": "FF000000"}, {"rgb": "FF000000"}, BLACK),
        ("of tomorrow", {"rgb": "FF000000"}, {}, WHITE),
    ],
)
def test_a_pattern_looks_like_its_colours_together(
    pattern: str, front: dict[str, str], back: dict[str, str], rgb: RGB
) -> None:
    assert fill_colour(pattern, front, back, Palette()) == rgb


def test_lightness_is_compared_as_on_web_pages() -> None:
    assert contrast(BLACK, WHITE) == pytest.approx(21)
    assert contrast(WHITE, WHITE) == 1
    assert tinted((128, 128, 128), 0) == (128, 128, 128)
    assert rgb_of("12345") is None


@dataclass(frozen=True)
class Drawn:
    """A cell as XlsxWriter writes it, and what this package takes it for."""

    style: VisualStyle = PLAIN
    geometry: CellGeometry = HERE
    format: dict[str, Any] = field(default_factory=dict)
    row: dict[str, Any] = field(default_factory=dict)
    column: dict[str, Any] = field(default_factory=dict)
    height: float | None = None
    width: float = 20


DRAWN = {
    "plain": Drawn(),
    "grey": Drawn(VisualStyle(letters=(192, 192, 192)), format={"font_color": "#C0C0C0"}),
    "white": Drawn(VisualStyle(letters=WHITE), format={"font_color": "#FFFFFF"}),
    "nearly white": Drawn(VisualStyle(letters=(250, 250, 250)), format={"font_color": "#FAFAFA"}),
    "white by its format": Drawn(VisualStyle(letters=WHITE), format={"num_format": "[White]0"}),
    "white on dark": Drawn(VisualStyle(WHITE, (64, 64, 64)), format={"font_color": "#FFFFFF", "bg_color": "#404040"}),
    "dark on dark": Drawn(
        VisualStyle((64, 64, 64), (64, 64, 64)), format={"font_color": "#404040", "bg_color": "#404040"}
    ),
    "in a hidden row": Drawn(geometry=CellGeometry(row_hidden=True), row={"hidden": True}),
    "in a collapsed row": Drawn(geometry=CellGeometry(row_hidden=True), row={"level": 1}),
    "in a hidden column": Drawn(geometry=CellGeometry(column_hidden=True), column={"hidden": True}),
    "in a row of no height": Drawn(geometry=CellGeometry(height=0.5), height=0.5),
    "in a column of no width": Drawn(geometry=CellGeometry(width=0.1), width=0.1),
    "indented out of its cell": Drawn(
        VisualStyle(indent=12), CellGeometry(width=10), format={"indent": 12, "align": "left"}, width=10
    ),
    "indented": Drawn(VisualStyle(indent=2), CellGeometry(width=20), format={"indent": 2, "align": "left"}),
}


def _ink(page: pypdfium2.PdfPage) -> int:
    """How many dots of a page differ in lightness from the colours around them that fill most of it."""
    picture = page.render(scale=2).to_pil().convert("RGB")
    counted = sorted(picture.getcolors(maxcolors=1_000_000), reverse=True)
    grounds = [colour for number, colour in counted if number > 1500]
    return sum(number for number, colour in counted if all(contrast(colour, ground) >= 1.25 for ground in grounds))


@pytest.mark.engine
def test_libreoffice_draws_what_counts_as_seen_and_nothing_else(tmp_path: Path) -> None:
    file = tmp_path / "drawn.xlsx"
    with xlsxwriter.Workbook(str(file)) as book:
        for name, drawn in DRAWN.items():
            sheet = book.add_worksheet(name)
            sheet.set_row(0, drawn.height, None, drawn.row)
            sheet.set_column(0, 0, drawn.width, None, drawn.column)
            sheet.write_number(0, 0, 517645, book.add_format(drawn.format))
            sheet.set_row(1, None, None, {"collapsed": "level" in drawn.row})
            sheet.print_area(0, 0, 3, 3)
    pdf = pypdfium2.PdfDocument(converted([file], tmp_path, "pdf")[0])
    seen = {name: _ink(page) > 0 for name, page in zip(DRAWN, pdf, strict=True)}
    assert seen == {name: hiding_reason(drawn.style, drawn.geometry, "517645") is None for name, drawn in DRAWN.items()}
