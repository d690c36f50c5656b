"""The workbook that a clerk opens: what is locked, what is asked, how it prints, and what is nowhere in it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest
from lxml import etree
from openpyxl.cell.cell import Cell
from openpyxl.workbook import Workbook
from openpyxl.worksheet.protection import SheetProtection
from openpyxl.worksheet.worksheet import Worksheet

from support.blank_workbooks import blank, blank_book
from support.definitions import loaded
from support.files import content, harbour, official, saved
from support.fillings import DEFINITIONS, fillings
from support.parts import formulas, parts, sheet_parts, sheet_roots
from xlsreport import (
    Definition,
    Submission,
    WorkbookError,
    check,
    load_definition,
    new_submission,
    read_workbook,
    workbook_bytes,
)
from xlsreport.definition.loading.sheet_names import STAMP_SHEET
from xlsreport.document.content.report_builder import build_document
from xlsreport.document.html import render_html
from xlsreport.layout.cells import CellRef, sheet_prefix
from xlsreport.layout.checklines import CaseLine, TextLine, severity_of
from xlsreport.layout.workbook_layout import Layout, layout_of
from xlsreport.submission.submission import Entry

KNOWN_EVERYWHERE = {
    *("ABS", "AND", "COUNT", "COUNTBLANK", "COUNTIF", "COUNTIFS", "IF", "IFERROR", "INT", "ISBLANK"),
    *(
        "ISNUMBER",
        "ISTEXT",
        "LEFT",
        "LEN",
        "MAX",
        "MIN",
        "N",
        "NOT",
        "OR",
        "ROUND",
        "ROW",
        "SUBSTITUTE",
        "SUM",
        "SUMIF",
    ),
    *("CLEAN", "COUNTA", "EXACT", "FIND", "HYPERLINK", "LOWER", "MATCH", "RIGHT", "SUMIFS", "SUMPRODUCT"),
    *("TRIM", "VLOOKUP"),
}
"""Functions that Excel 2010, WPS and LibreOffice share."""

CJK = re.compile("[\u2e80-\u2fff\u3001-\u303f\u31c0-\u9fff\uff00-\uffef\U00020000-\U0003ffff]")
"""Chinese characters and punctuation; not the ideographic space, which formulas count as a blank."""

EVERY = pytest.mark.parametrize("name", DEFINITIONS)


def opened(submission: Submission, folder: Path) -> Workbook:
    return openpyxl.load_workbook(saved(submission, folder))


def sheets(book: Workbook) -> Iterator[Worksheet]:
    for sheet in book.worksheets:
        assert isinstance(sheet, Worksheet)
        yield sheet


def entry_cells(definition: Definition) -> set[str]:
    """Every cell that a reporter may change where neither agency nor year were given."""
    laid = layout_of(definition)
    cells = [laid.cell(place) for place, facts in definition.places.items() if not facts.computed]
    cells += [table.nil for table in laid.tables.values() if table.nil is not None]
    cells += [text.line(number) for text in laid.narratives.values() for number in range(text.size)]
    cells += [cell for text in laid.narratives.values() for cell in text.room.cells()]
    cells += [laid.cover.agency, laid.cover.year, *laid.fields.values()]
    explained = [
        key for key in laid.checks.rows if isinstance(key, CaseLine | TextLine) and severity_of(key) == "warning"
    ]
    cells += [laid.checks.cell(line, "explanation") for line in explained]
    cells += [laid.checks.claim_cell(claim, "explanation") for claim in laid.checks.claims]
    return set(map(str, cells))


def unlocked(book: Workbook) -> set[str]:
    """The cells that can be changed; of merged cells only the first, which is the one that is seen."""
    return {
        f"{sheet_prefix(sheet.title)}{cell.coordinate}"
        for sheet in sheets(book)
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell, Cell) and not is_locked(sheet, cell)
    }


def is_locked(sheet: Worksheet, cell: Cell) -> bool:
    """By its own format, or, where it has none, by that of its column."""
    if cell.has_style:
        return bool(cell.protection.locked)
    (column,) = (one for one in sheet.column_dimensions.values() if (one.min or 0) <= cell.column <= (one.max or 0))
    return bool(column.protection.locked)


@pytest.mark.slow
@EVERY
def test_what_may_be_changed_is_what_is_asked_for_and_nothing_else(name: str) -> None:
    definition = loaded(name)
    assert unlocked(blank_book(definition)) == entry_cells(definition)


def test_agency_and_year_are_locked_where_the_office_gave_them(tmp_path: Path) -> None:
    cover = layout_of(harbour()).cover
    book = opened(new_submission(harbour(), agency="Port of A", year=2025), tmp_path)
    assert entry_cells(harbour()) - unlocked(book) == {str(cover.agency), str(cover.year)}


@EVERY
def test_every_sheet_is_protected_without_a_password_and_leaves_reading_comfort(name: str) -> None:
    for sheet in sheets(blank_book(loaded(name))):
        protection = sheet.protection
        assert protection.sheet
        assert protection.password is None
        allowed = {
            option
            for option in ("formatColumns", "formatRows", "autoFilter", "sort", "selectLockedCells", "formatCells")
            if not getattr(protection, option)
        }
        assert allowed == {"formatColumns", "formatRows", "autoFilter", "sort", "selectLockedCells"}


@pytest.mark.slow
def test_a_password_protects_every_sheet(tmp_path: Path) -> None:
    file = tmp_path / "locked.xlsx"
    file.write_bytes(workbook_bytes(new_submission(harbour()), password="Opensesame"))
    reference = SheetProtection(password="Opensesame")
    book = openpyxl.load_workbook(file)
    assert {sheet.protection.password for sheet in sheets(book)} == {reference.password}
    assert content(read_workbook(file, harbour())) == content(new_submission(harbour()))


@EVERY
def test_only_the_stamp_is_hidden_and_that_deeply(name: str) -> None:
    definition = loaded(name)
    book = blank_book(definition)
    assert tuple(book.sheetnames) == layout_of(definition).sheets
    assert {sheet.title: sheet.sheet_state for sheet in sheets(book) if sheet.sheet_state != "visible"} == {
        STAMP_SHEET: "veryHidden"
    }


def boxes(laid: Layout) -> set[str]:
    """The ranges that the grids of all tables ask to be merged."""
    return {
        str(cells)
        for table in laid.tables.values()
        for box in (*(label.box for label in table.grid.labels), *(figure.box for figure in table.grid.figures))
        if (cells := table.cells_of(box)).first != cells.last
    }


@pytest.mark.slow
@EVERY
def test_the_merged_cells_of_a_table_are_those_of_its_grid(name: str) -> None:
    definition = loaded(name)
    laid = layout_of(definition)
    grids = [
        (table.sheet, range(table.top, table.top + table.grid.height), range(table.grid.width))
        for table in laid.tables.values()
    ]
    merged = {
        str(
            CellRef(sheet.title, area.min_row - 1, area.min_col - 1).to(
                CellRef(sheet.title, area.max_row - 1, area.max_col - 1)
            )
        )
        for sheet in sheets(blank_book(definition))
        for area in sheet.merged_cells.ranges
        if any(
            sheet.title == s and area.min_row - 1 in rows and area.min_col - 1 in columns for s, rows, columns in grids
        )
    }
    assert merged == boxes(laid)


@EVERY
def test_every_figure_and_answer_has_a_prompt_and_a_limit_that_excel_accepts(name: str) -> None:
    definition = loaded(name)
    laid = layout_of(definition)
    limited: set[str] = set()
    paragraphs = {one.sheet for one in laid.narratives.values()}
    for sheet in sheets(blank_book(definition)):
        for rule in sheet.data_validations.dataValidation if sheet.title not in paragraphs else ():
            assert 0 < len(rule.promptTitle or "") <= 32
            assert 0 < len(rule.prompt or "") <= 255
            assert len(rule.formula1 or "") <= 257
            if rule.type in (None, "none"):
                continue
            assert rule.showErrorMessage
            assert 0 < len(rule.errorTitle or "") <= 32
            assert 0 < len(rule.error or "") <= 224
            limited |= {
                str(CellRef(sheet.title, row - 1, column - 1))
                for area in rule.sqref.ranges
                for row, column in area.cells
            }
    figures = {laid.cell(place) for place, facts in definition.places.items() if not facts.computed}
    nil = {table.nil for table in laid.tables.values() if table.nil is not None}
    assert limited == set(map(str, figures | nil | {laid.cover.year}))


@EVERY
def test_headings_stay_in_view_and_sheets_print_on_a4_at_the_width_of_the_page(name: str, tmp_path: Path) -> None:
    definition = loaded(name)
    laid = layout_of(definition)
    freezes = {section.sheet: section.freeze_row + 1 for section in laid.sections.values()}
    freezes[laid.checks.sheet] = laid.checks.heading_row + 2
    for sheet in sheets(opened(new_submission(definition, agency="A & B", year=2025), tmp_path)):
        if sheet.title == STAMP_SHEET:
            continue
        frozen = freezes.get(sheet.title)
        assert sheet.freeze_panes == (f"A{frozen}" if frozen else None)
        assert str(sheet.page_setup.paperSize) == "9"
        assert sheet.sheet_properties.pageSetUpPr is not None
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.page_setup.fitToHeight in (0, "0", False)
        assert sheet.print_area
        assert sheet.oddHeader is not None
        assert sheet.oddFooter is not None
        header = sheet.oddHeader.left.text or ""
        assert "A && B 2025" in header or "A & B 2025" in header
        assert "&P" in (sheet.oddFooter.center.text or "").replace("&[Page]", "&P")


def printed(header: str) -> str:
    """What stands at the left of a page: the header without its commands."""
    left = header.partition("&R&9")[0]
    return re.sub(r"&(&|\d+|[A-Z])", lambda command: "&" if command[1] == "&" else "", left).strip()


@pytest.mark.parametrize(
    ("agency", "head"),
    [
        ("P&G", "P&G 2025"),
        ("R&D &G", "R&D &G 2025"),
        ("&[Picture]", "&[Picture] 2025"),
        ("7 &&G", "7 &&G 2025"),
        ("x" * 300, "x" * 250),
        ("😀" * 200, "😀" * 125),
        ("&" * 200, "&" * 125),
    ],
    ids=lambda text: text[:10],
)
def test_any_agency_stands_at_the_head_of_the_page_as_far_as_there_is_room(
    agency: str, head: str, tmp_path: Path
) -> None:
    for root in sheet_roots(saved(new_submission(harbour(), agency=agency, year=2025), tmp_path)).values():
        for header in root.iter("{*}oddHeader"):
            assert printed(str(header.text)) == head
            assert len(str(header.text).encode("utf-16-le")) <= 2 * 255


def test_the_headings_of_a_table_repeat_on_every_page() -> None:
    laid = layout_of(official())
    book = blank_book(official())
    table = laid.tables["requests"]
    sheet = book[table.sheet]
    assert sheet.print_title_rows == f"${table.top + 1}:${table.first_figure_row}"
    texts = laid.narratives["overview"]
    assert book[texts.sheet].print_title_rows == f"${texts.lines.first.row}:${texts.lines.first.row}"


@pytest.mark.slow
@EVERY
def test_a_section_of_paragraphs_has_room_for_at_least_120(name: str) -> None:
    definition = loaded(name)
    free = unlocked(blank_book(definition))
    assert definition.narratives
    for section, text in layout_of(definition).narratives.items():
        cells = [cell for cell in free if cell.startswith(str(CellRef(text.sheet, 0, 0))[:-2] + "B")]
        declared = definition.narratives[section].narrative
        assert declared is not None
        assert len(cells) == declared.lines >= 120


@pytest.mark.slow
def test_the_same_submission_gives_the_same_bytes_in_every_process() -> None:
    """Python orders sets of texts anew in each process unless told otherwise."""
    program = (
        "import hashlib, sys; from support.fillings import *; from xlsreport import workbook_bytes\n"
        "for name in DEFINITIONS:\n"
        "    for filling in fillings(loaded(name), 5):\n"
        "        print(hashlib.sha256(workbook_bytes(filling)).hexdigest())"
    )
    outputs = set()
    for seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)}
        done = subprocess.run(
            [sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True
        )
        outputs.add(done.stdout)
    (output,) = outputs
    digests = output.split()
    assert len(digests) == len(set(digests)) == 5 * len(DEFINITIONS)


def test_an_english_definition_brings_no_chinese_into_workbook_findings_or_page(tmp_path: Path) -> None:
    entries = {"calls.arrived.cargo": -1, "calls.left.cargo": "12x", "calls.left.ferry": "1,200"}
    texts = {"summary": ["One"], "fleet.tugs.state": "bad", "fleet.tugs.notes": "n" * 50, "cases.nil_return": True}
    figures = {"cases.year.won": 3, "prices.water.paid": "1.234", "prices.power.paid": 0.125, "calls.open.cargo": 1.5}
    previous = dict.fromkeys(harbour().previous_places, 7)
    filled = new_submission(
        harbour(), agency="Port", year=2025, entries={**entries, **texts, **figures}, previous=previous
    )
    file = saved(filled, tmp_path)
    for submission in (new_submission(harbour()), filled, read_workbook(file, harbour())):
        for finding in check(submission):
            assert not CJK.search(finding.message), finding
        page = render_html(build_document(submission))
        assert not CJK.search(_spoken(page))
    for name, data in parts(file).items():
        if name.endswith((".xml", ".rels", ".vml")) and "theme" not in name:
            assert not CJK.search(data.decode()), name


def _spoken(page: str) -> str:
    """A page without the names of fonts, which its style sheet gives for every language."""
    return re.sub(r"<style>.*?</style>", "", page, flags=re.DOTALL)


@EVERY
def test_formulas_use_only_what_every_program_knows(name: str) -> None:
    file = blank(loaded(name))
    texts = list(formulas(file).values())
    for part, data in parts(file).items():
        if "worksheets/sheet" in part:
            root = etree.fromstring(data)
            texts += [element.text or "" for element in root.iter("{*}formula", "{*}formula1", "{*}formula2")]
    used = {function for text in texts for function in re.findall(r"([A-Z][A-Z.0-9]*)\(", _code(text))}
    assert used <= KNOWN_EVERYWHERE
    assert {"SUM", "COUNT", "IF"} <= used
    assert max(map(len, texts)) <= 8192
    for text in texts:
        assert max(map(len, re.findall(r'"((?:[^"]|"")*)"', text)), default=0) <= 255


def _code(formula: str) -> str:
    """A formula without its texts and sheet names."""
    return re.sub(r"'(?:[^']|'')*'", "", re.sub(r'"(?:[^"]|"")*"', "", formula))


@EVERY
def test_there_are_no_array_formulas_names_macros_or_links_to_other_files(name: str) -> None:
    file = blank(loaded(name))
    package = parts(file)
    for part in sheet_parts(package).values():
        root = etree.fromstring(package[part])
        assert {f.get("t") for f in root.iter("{*}f")} <= {None, "shared"}
        assert all(
            link.get("location") and not link.get("ref", "").startswith("http") for link in root.iter("{*}hyperlink")
        )
    names = {str(n.get("name")) for n in etree.fromstring(package["xl/workbook.xml"]).iter("{*}definedName")}
    assert names == {"_xlnm.Print_Area", "_xlnm.Print_Titles"}
    assert not [part for part in package if "external" in part.lower() or "vba" in part.lower()]


@EVERY
def test_every_part_is_well_formed_and_declared(name: str, tmp_path: Path) -> None:
    package = parts(saved(next(fillings(loaded(name), 4)), tmp_path))
    types = etree.fromstring(package["[Content_Types].xml"])
    overridden = {str(item.get("PartName")) for item in types.iter("{*}Override")}
    defaults = {str(item.get("Extension")) for item in types.iter("{*}Default")}
    for part, data in package.items():
        etree.fromstring(data)
        assert f"/{part}" in overridden or part.rsplit(".", 1)[-1] in defaults


def test_a_text_that_begins_like_a_formula_stays_a_text(tmp_path: Path) -> None:
    dangerous = ["=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("http://example.org")', "http://example.org"]
    entries = {"summary": dangerous, "contact": "=2+2", "fleet.tugs.notes": "=3+3", "fleet.tugs.number": "=4+4"}
    book = opened(new_submission(harbour(), agency="=5+5", entries=entries), tmp_path)
    laid = layout_of(harbour())
    places = {str(place): laid.cell(place) for place in harbour().places}
    cells = [laid.narratives["summary"].line(number) for number in range(len(dangerous))]
    cells += [laid.cover.fields["contact"], places["fleet.tugs.notes"], places["fleet.tugs.number"], laid.cover.agency]
    found = [book[cell.sheet][cell.a1] for cell in cells]
    assert [cell.value for cell in found] == [*dangerous, "=2+2", "=3+3", "=4+4", "=5+5"]
    assert {cell.data_type for cell in found} == {"s"}
    assert not any(cell.hyperlink for cell in found)


@pytest.mark.slow
@pytest.mark.parametrize("text", ["<r>&</r>", "<r><t>x</t></r>", "<r></si><si></r>", "<r> _x0041_ </r>"])
def test_a_text_that_looks_like_the_markup_of_a_workbook_stays_a_text(text: str, tmp_path: Path) -> None:
    submission = new_submission(harbour(), agency=text, entries={"summary": [text], "contact": text})
    assert content(read_workbook(saved(submission, tmp_path), harbour())) == content(submission)
    book = opened(submission, tmp_path)
    assert book[layout_of(harbour()).cover.agency.sheet][layout_of(harbour()).cover.agency.a1].value == text


def test_what_excel_cannot_hold_is_refused_instead_of_dropped() -> None:
    with pytest.raises(WorkbookError) as long:
        workbook_bytes(new_submission(harbour(), entries={"summary": ["x" * 32768]}))
    assert str(long.value) == (
        "The content of 'Summary'!B5 has 32768 characters; a cell of Excel holds at most 32767."
        " Split it into paragraphs."
    )
    with pytest.raises(WorkbookError) as great:
        workbook_bytes(new_submission(harbour(), entries={"fleet.tugs.number": 10**400}))
    assert str(great.value) == "The number 1.000E+400 of '2 Traffic & dues'!B21 is too great for Excel. Check it."


def test_a_number_beyond_all_binary_ones_is_refused_whoever_hands_it_over() -> None:
    """A returned workbook may state one in words of digits, and its figures go into next year's."""
    place = next(iter(harbour().previous_places))
    with pytest.raises(WorkbookError, match=r"The number 1\.000E\+1289 of .* is too great for Excel"):
        workbook_bytes(new_submission(harbour(), previous={place: Decimal("1e1289")}))


def test_a_workbook_of_texts_that_no_xml_can_hold_is_well_formed() -> None:
    bad = "a\x00\x01\x1b\ufffe\uffff\ud800b"
    place, field = next(iter(harbour().places)), next(iter(harbour().fields))
    submission = Submission(
        harbour(),
        agency=bad,
        entries={place: Entry(bad)},
        texts={"summary": (bad,)},
        fields={field: bad},
        explanations={case.key: bad for case in harbour().cases},
    )
    with ZipFile(BytesIO(workbook_bytes(submission))) as archive:
        texts = [etree.fromstring(archive.read(name)).itertext() for name in archive.namelist()]
    assert any("ab" in text for part in texts for text in part)


def test_no_two_cells_of_the_layout_collide() -> None:
    for definition in map(load_definition, DEFINITIONS):
        laid = layout_of(definition)
        cells = [laid.cell(place) for place in definition.places]
        cells += [laid.previous_cell(place) for place in definition.previous_places]
        for table in laid.tables.values():
            cells += [*table.row_checks.values(), *table.case_cells.values()]
            cells += [cell for cell in (table.nil, table.title) if cell is not None]
        assert len(cells) == len(set(cells))
