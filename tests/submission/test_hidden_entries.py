"""Figures and paragraphs that are read and not seen as they are, in every way in which a sheet can hide them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.drawing.image import Image
from openpyxl.formatting import rule as rules
from openpyxl.styles import Alignment, Color, Font, GradientFill, PatternFill
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.styles.numbers import NumberFormat
from PIL import Image as Pictures

from support.definitions import loaded
from xlsreport import new_submission, read_workbook, write_workbook
from xlsreport.layout.positions import Positions
from xlsreport.layout.workbook_layout import layout_of
from xlsreport.spreadsheet.opened_spreadsheet import HiddenCell
from xlsreport.spreadsheet.reading_cache import ReadingCache
from xlsreport.submission.cell_plan import cell_plan_of
from xlsreport.xlsx.appearance import hidden_cells

RULES: Any = rules
"""Whose functions have no types."""
SAMPLES = Path(__file__).parents[2] / "samples"
Inspector = hidden_cells._CellInspector
TABLE, LINES, COVER = "二、主动公开", "一、总体情况", "封面"
CELL, BELOW = "B9", "B10"
Change = Callable[[Any], object]
Told = tuple[str, str, str, int]
"""Kind and sentence of what is told, the area, and how many cells."""


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    definition = loaded("cn-gov-info-disclosure/2021")
    figures = [str(place) for place, facts in definition.places.items() if not facts.computed]
    entries = {place: 1200 for place in figures if place.startswith("proactive.")}
    file = tmp_path_factory.mktemp("unseen") / "filled.xlsx"
    write_workbook(
        new_submission(
            definition, agency="河口镇", year=2025, entries={**entries, "overview": ["河口镇公开了政府信息。"]}
        ),
        file,
    )
    return file


def told(file: Path, cache: ReadingCache | None = None) -> list[Told]:
    found = read_workbook(file, cache=cache).alterations
    return [
        (one.kind.rule, one.kind.key, one.cells.a1, int(str(one.values["count"])))
        for one in found
        if one.kind.rule in ("hidden", "format")
    ]


def rule(**style: Any) -> Any:
    return RULES.Rule(type="expression", dxf=DifferentialStyle(**style), formula=["TRUE"])


def font(**style: Any) -> Change:
    return lambda sheet: setattr(sheet[CELL], "font", Font(**style))


def fill(style: Any) -> Change:
    return lambda sheet: setattr(sheet[CELL], "fill", style)


def aligned(**style: Any) -> Change:
    return lambda sheet: setattr(sheet[CELL], "alignment", Alignment(**style))


def text(value: Any) -> Change:
    return lambda sheet: setattr(sheet[CELL], "value", value)


def code(text: str) -> Change:
    return lambda sheet: setattr(sheet[CELL], "number_format", text)


def ruled(one: Any, areas: str = CELL) -> Change:
    return lambda sheet: sheet.conditional_formatting.add(areas, one)


def row(number: int, **what: Any) -> Change:
    def change(sheet: Any) -> None:
        for name, value in what.items():
            setattr(sheet.row_dimensions[number], name, value)

    return change


def column(letter: str, **what: Any) -> Change:
    def change(sheet: Any) -> None:
        for name, value in what.items():
            setattr(sheet.column_dimensions[letter], name, value)

    return change


def both(*changes: Change) -> Change:
    def change(sheet: Any) -> None:
        for one in changes:
            one(sheet)

    return change


def unfitted(sheet: Any) -> None:
    """Numbers that do not fit are no longer shown smaller."""
    for cell in (cell for row in sheet for cell in row if cell.alignment.shrink_to_fit):
        cell.alignment = Alignment(horizontal="center")


def drawn_over(sheet: Any) -> None:
    picture = io.BytesIO()
    Pictures.new("RGB", (60, 15), "white").save(picture, "PNG")
    sheet.add_image(Image(picture), CELL)


def frozen(sheet: Any) -> None:
    sheet.freeze_panes = "A20"
    sheet.sheet_view.topLeftCell = "A12"


HERE = [("hidden", "hidden_colour", CELL, 1)]
INK, ENTRY = "FF1F2A37", "FFFFFBE6"

HIDING: dict[str, tuple[Change, list[Told]]] = {
    "white letters": (font(color="FFFFFFFF"), HERE),
    "letters of the theme's white": (font(color=Color(theme=0)), HERE),
    "letters of a tint that is nearly white": (font(color=Color(theme=1, tint=0.98)), HERE),
    "letters of the palette's white": (font(color=Color(indexed=9)), HERE),
    "letters of the fill's colour": (font(color=ENTRY), HERE),
    "fill of the letters' colour": (fill(PatternFill("solid", fgColor=INK)), HERE),
    "a pattern of that colour": (fill(PatternFill("darkGray", fgColor=INK, bgColor=INK)), HERE),
    "a gradient of that colour": (fill(GradientFill(stop=(INK, INK))), HERE),
    "white by the number format": (code("[White]0"), HERE),
    "white by a numbered colour": (code("[颜色2]0"), HERE),
    "symbols": (font(name="Wingdings"), [("hidden", "hidden_symbols", CELL, 1)]),
    "symbols by their character set": (font(name="Runes", charset=2), [("hidden", "hidden_symbols", CELL, 1)]),
    "white letters within a text": (
        both(text(CellRichText("12", TextBlock(InlineFont(color=Color(rgb=ENTRY)), "00"))), code("@")),
        HERE,
    ),
    "small letters within a text": (
        both(text(CellRichText("12", TextBlock(InlineFont(sz=1), "00"))), code("@")),
        [("hidden", "hidden_small", CELL, 1)],
    ),
    "a text that its format hides": (both(text("1200"), code(";;;")), [("format", "format", CELL, 1)]),
    "a text that its format adds to": (both(text("1200"), code('@"0"')), [("format", "format", CELL, 1)]),
    "letters of one point": (font(size=1), [("hidden", "hidden_small", CELL, 1)]),
    "figures made to fit narrow columns": (
        column("B", width=1.5),  # which openpyxl keeps for all columns that are as wide as B
        [("hidden", "hidden_small", "B5:D6", 6)],
    ),
    "letters made to fit a narrow column": (
        both(
            unfitted,
            lambda sheet: setattr(sheet["B5"], "alignment", Alignment(shrink_to_fit=True)),
            column("B", width=1.5),
        ),
        [("hidden", "hidden_small", "B5", 1)],
    ),
    "indented out of its cell": (aligned(indent=200), [("hidden", "hidden_cut_off", CELL, 1)]),
    "a low row": (row(9, height=1), [("hidden", "hidden_cut_off", CELL, 1)]),
    "a hidden row": (row(9, hidden=True), [("hidden", "hidden", CELL, 1)]),
    "a closed group": (both(row(9, outlineLevel=1), row(10, collapsed=True)), [("hidden", "hidden", CELL, 1)]),
    "a small view": (
        lambda sheet: setattr(sheet.sheet_view, "zoomScale", 10),
        [("hidden", "hidden_small", "B5:D6", 10)],
    ),
    "fixed panes": (frozen, [("hidden", "hidden_scrolled", "B5:D6", 7)]),
    "the alignment that repeats": (aligned(horizontal="fill"), [("format", "format_repeated", CELL, 1)]),
    "a condition that colours": (ruled(rule(font=Font(color=ENTRY))), [("hidden", "hidden_conditional", CELL, 1)]),
    "a condition that fills": (
        ruled(rule(fill=PatternFill(bgColor=INK)), "A1:C20"),
        [("hidden", "hidden_conditional", "B5:C6", 8)],
    ),
    "a condition with both": (
        ruled(rule(font=Font(color=INK), fill=PatternFill("solid", bgColor=INK)), f"Z1 {CELL}"),
        [("hidden", "hidden_conditional", CELL, 1)],
    ),
    "a condition with a format": (
        ruled(rule(numFmt=NumberFormat(190, ";;;"))),
        [("format", "format_conditional", CELL, 1)],
    ),
    "a scale of colours": (
        ruled(RULES.ColorScaleRule(start_type="min", start_color="FFFFFF", end_type="max", end_color=INK[2:])),
        [("hidden", "hidden_conditional", CELL, 1)],
    ),
    "bars alone": (
        ruled(RULES.DataBarRule("min", 0, "max", 1, color="FF638EC6", showValue=False)),
        [("hidden", "hidden_conditional", CELL, 1)],
    ),
    "bars of the letters' colour": (
        ruled(RULES.DataBarRule("min", 0, "max", 1, color=INK)),
        [("hidden", "hidden_conditional", CELL, 1)],
    ),
    "symbols alone": (
        ruled(RULES.IconSetRule("3Arrows", "percent", [0, 33, 66], showValue=False)),
        [("hidden", "hidden_conditional", CELL, 1)],
    ),
    "a picture over it": (drawn_over, [("hidden", "hidden_drawn", CELL, 1)]),
}

HARMLESS: dict[str, Change] = {
    "nothing": lambda sheet: None,
    "red letters": font(color="FFFF0000"),
    "grey letters": font(color="FF808080"),
    "white on dark": both(font(color="FFFFFFFF"), fill(PatternFill("solid", fgColor="FF203040"))),
    "another format": code('#,##0"件"'),
    "bold letters within a text": text(CellRichText("12", TextBlock(InlineFont(b=True), "00"))),
    "a text": both(text("1200"), code("@")),
    "an indent": aligned(indent=2),
    "a row of its own height": row(9, height=18),
    "an open group": row(9, outlineLevel=1),
    "a view of a quarter": lambda sheet: setattr(sheet.sheet_view, "zoomScale", 25),
    "panes fixed below the heading": lambda sheet: setattr(sheet, "freeze_panes", "A4"),
    "a condition that warns": ruled(rule(font=Font(color="FF9C0006"), fill=PatternFill(bgColor="FFFFC7CE"))),
    "bars": ruled(RULES.DataBarRule("min", 0, "max", 1, color="FF638EC6")),
    "symbols": ruled(RULES.IconSetRule("3Arrows", "percent", [0, 33, 66])),
    "a hiding condition elsewhere": ruled(rule(font=Font(color=ENTRY)), "Z90"),
    "white letters elsewhere": lambda sheet: setattr(sheet["Z90"], "font", Font(color="FFFFFFFF")),
}


def _changed(filled: Path, target: Path, change: Change, sheet: str = TABLE) -> Path:
    book = openpyxl.load_workbook(filled)
    change(book[sheet])
    book.save(target)
    return target


@pytest.mark.slow
@pytest.mark.parametrize("name", HIDING)
def test_a_figure_that_is_not_seen_is_told(name: str, filled: Path, tmp_path: Path) -> None:
    change, expected = HIDING[name]
    assert told(_changed(filled, tmp_path / "a.xlsx", change)) == expected


@pytest.mark.slow
@pytest.mark.parametrize("name", HARMLESS)
def test_a_figure_that_is_seen_is_not(name: str, filled: Path, tmp_path: Path) -> None:
    assert told(_changed(filled, tmp_path / "a.xlsx", HARMLESS[name])) == []


@pytest.mark.slow
def test_general_rounds_in_a_narrow_column(filled: Path, tmp_path: Path) -> None:
    def change(sheet: Any) -> None:
        unfitted(sheet)
        sheet[CELL].number_format, sheet[CELL].value = "General", 12.345678
        sheet.column_dimensions["B"].width = 2

    ((_, key, area, _),) = told(_changed(filled, tmp_path / "a.xlsx", change))
    assert (key, area) == ("format_rounded", CELL)


@pytest.mark.slow
def test_paragraphs_and_the_cover_are_looked_at_too(filled: Path, tmp_path: Path) -> None:
    submission = read_workbook(filled)
    line, agency = submission.positions.first_line("overview"), submission.positions.cover_field("agency")
    book = openpyxl.load_workbook(filled)
    for cell in (line, agency):
        book[cell.sheet][cell.a1].font = Font(color=ENTRY if cell is line else "FFECEFF3")
    book.save(tmp_path / "a.xlsx")
    assert told(tmp_path / "a.xlsx") == [
        ("hidden", "hidden_colour", cell.a1, 1) for cell in sorted((line, agency), key=lambda cell: cell.sheet == COVER)
    ]


_EXTENSION = """
<extLst><ext uri="{78C0D931-6437-407d-A8EE-F0AAD7539E65}" xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main">
<x14:conditionalFormattings><x14:conditionalFormatting xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main">
<x14:cfRule type="expression" priority="1" id="{00000000-0000-0000-0000-000000000001}"><xm:f>TRUE</xm:f>
<x14:dxf>STYLE</x14:dxf></x14:cfRule><xm:sqref>B9</xm:sqref></x14:conditionalFormatting></x14:conditionalFormattings></ext></extLst>
"""


def _edited(file: Path, target: Path, edit: Callable[[str, bytes], bytes]) -> Path:
    with zipfile.ZipFile(file) as archive, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as written:
        for name in archive.namelist():
            written.writestr(name, edit(name, archive.read(name)))
    return target


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        ('<numFmt numFmtId="190" formatCode="0&quot;万&quot;"/>', ("format", "format_conditional", CELL, 1)),
        ('<numFmt numFmtId="9"/>', ("format", "format_conditional", CELL, 1)),
        ('<font><color rgb="FFFFFBE6"/></font>', ("hidden", "hidden_conditional", CELL, 1)),
        ('<font><color theme="0"/></font>', ("hidden", "hidden_conditional", CELL, 1)),
    ],
)
def test_conditional_formats_of_newer_programs_are_looked_at(
    style: str, expected: Told, filled: Path, tmp_path: Path
) -> None:
    extension = "".join(_EXTENSION.split("\n")).replace("STYLE", style).encode()

    def edit(name: str, part: bytes) -> bytes:
        is_table = name == "xl/worksheets/sheet3.xml"
        return part.replace(b"</worksheet>", extension + b"</worksheet>") if is_table else part

    assert told(_edited(filled, tmp_path / "a.xlsx", edit)) == [expected]


@pytest.mark.parametrize(
    ("part", "before", "after"),
    [
        ("xl/styles.xml", f'rgb="{INK}"', 'rgb="FFFFFFFF"'),
        ("xl/worksheets/sheet3.xml", "<sheetView ", '<sheetView zoomScale="10" '),
        ("xl/worksheets/sheet3.xml", "<v>1200</v>", "<v>1.2e+90</v>"),
    ],
)
def test_a_sheet_whose_cells_were_seen_in_other_files_is_judged_by_its_own(
    part: str, before: str, after: str, filled: Path, tmp_path: Path
) -> None:
    """Its formats, its view and its values."""
    edited = _edited(
        filled,
        tmp_path / "edited.xlsx",
        lambda name, was: was.replace(before.encode(), after.encode()) if name == part else was,
    )
    cache = ReadingCache()
    assert [told(file, cache) for file in (filled, filled, edited, filled)] == [[], [], told(edited), []]
    assert told(edited)


@pytest.mark.parametrize("sample", sorted(SAMPLES.glob("*/workbook.xlsx")), ids=lambda path: path.parent.name)
def test_ordinary_workbooks_are_not_inspected_cell_by_cell(sample: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It takes longer than all other reading, and an office reads thousands."""
    inspected: list[object] = []

    class Noting(Inspector):
        def __init__(self, *arguments: Any) -> None:
            inspected.append(arguments)
            super().__init__(*arguments)

    monkeypatch.setattr(hidden_cells, "_CellInspector", Noting)
    assert read_workbook(sample).entries
    assert inspected == []


def test_where_letters_have_a_font_of_their_own_only_their_cells_are_inspected(
    filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """LibreOffice saves a text of two scripts as two pieces, each with its font."""
    plain, pieces = "<t>河口镇</t>", '<r><t>河口</t></r><r><rPr><color rgb="FF000000"/></rPr><t>镇</t></r>'
    edited = _edited(
        filled,
        tmp_path / "edited.xlsx",
        lambda name, was: was.replace(plain.encode(), pieces.encode()) if "sharedStrings" in name else was,
    )
    inspected: list[tuple[int, int]] = []

    class Noting(Inspector):
        def inspect(self, at: tuple[int, int]) -> HiddenCell | None:
            inspected.append(at)
            return super().inspect(at)

    monkeypatch.setattr(hidden_cells, "_CellInspector", Noting)
    submission = read_workbook(edited)
    agency = submission.positions.cover_field("agency")
    assert (submission.agency, submission.alterations) == ("河口镇", ())
    assert inspected == [(agency.row, agency.column)]


@pytest.mark.parametrize(("colour", "found"), [("FFFFFFFF", 1), ("FF000000", 0)])
def test_an_explanation_that_nobody_sees_is_told(filled: Path, tmp_path: Path, colour: str, found: int) -> None:
    laid = layout_of(loaded("cn-gov-info-disclosure/2021"))
    _, cell = cell_plan_of(Positions(laid)).explanation_cells[0]
    book = openpyxl.load_workbook(filled)
    explanation = book[cell.sheet][cell.a1]
    explanation.value, explanation.font = "清理后口径调整", Font(color=colour)
    explanation.fill = PatternFill("solid", fgColor="FFFFFFFF")
    book.save(tmp_path / "explained.xlsx")
    assert told(tmp_path / "explained.xlsx") == [("hidden", "hidden_colour", cell.a1, 1)] * found
