"""What an unaltered workbook looks like is known from the calls that write it, exactly as from the file itself."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest

from support.definitions import loaded
from support.depth import cases
from support.files import harbour, official, reread
from support.fillings import HARBOUR, fillings
from support.returning import IDENTITY, KEY, received
from support.shipped_forms import DISTINCT_FORMS
from xlsreport import Definition, Submission, check
from xlsreport.inspection import deep_inspection
from xlsreport.inspection.return_preparation import prepare_return
from xlsreport.inspection.snapshot import Snapshot, snapshot_of
from xlsreport.layout.cells import CellRef
from xlsreport.layout.workbook_layout import layout_of
from xlsreport.submission.alterations.sheet_facts import facts_of
from xlsreport.submission.identity.source_file import FileFacts, SheetFacts
from xlsreport.workbook.composition import compose_workbook
from xlsreport.workbook.draft.issued_facts import issued_facts
from xlsreport.workbook.draft.workbook_draft import WorkbookDraft
from xlsreport.workbook.formula.calculation import Formula
from xlsreport.workbook.xlsxwriter_backend.backend import xlsx_bytes
from xlsreport.xlsx.opened_workbook import OpenedWorkbook
from xlsreport.xlsx.package.workbook_package import unpack

DEFINITIONS = (*DISTINCT_FORMS, *(str(HARBOUR.with_name(f"{name}.yaml")) for name in ("harbour", "village", "yard")))
MANY_PLACES = 2000
"""Of forms whose workbooks take seconds to write."""


def of_file(book: WorkbookDraft) -> FileFacts:
    return facts_of(OpenedWorkbook(unpack(xlsx_bytes(book))))


def blank(definition: Definition, agency: str, year: int | None) -> WorkbookDraft:
    return compose_workbook(Submission(definition, agency=agency, year=year), None)


@cache
def of_blank(definition: Definition, agency: str, year: int | None) -> FileFacts:
    return issued_facts(blank(definition, agency, year))


@pytest.mark.slow
@pytest.mark.parametrize("name", DEFINITIONS)
def test_of_a_blank_workbook(name: str) -> None:
    definition = loaded(name)
    known_or_not = (("", None), ("城关镇", 2025), ("城关镇", None), ("", 2025))
    is_large = len(definition.places) >= MANY_PLACES
    for agency, year in known_or_not[cases(1, 0) : 2] if is_large else known_or_not:
        book = blank(definition, agency, year)
        known = of_blank(definition, agency, year)
        assert known == of_file(book)
        assert any(facts.formulas for facts in known.values())
        assert all(facts.is_protected and not facts.broken for facts in known.values())


@pytest.mark.slow
@pytest.mark.parametrize("name", DEFINITIONS)
def test_of_a_filled_workbook_which_are_those_of_the_blank_one(name: str) -> None:
    definition = loaded(name)
    is_large = len(definition.places) >= MANY_PLACES
    chosen = list(fillings(definition, 5 if is_large else 6))
    for filled in chosen[-cases(1, 5) :] if is_large else chosen:
        book = compose_workbook(filled, "a password")
        assert issued_facts(book) == of_file(book) == of_blank(definition, filled.agency, filled.year)


@pytest.mark.slow
@pytest.mark.parametrize("definition", [official(), harbour()], ids=["official", "harbour"])
def test_of_a_returned_workbook(definition: Definition, tmp_path: Path) -> None:
    seen = 0
    for filled in fillings(definition, 6):
        submission, remarks = prepare_return(received(filled, tmp_path), IDENTITY, KEY)
        if not remarks.groups:
            continue
        book = compose_workbook(submission, None, remarks)
        assert issued_facts(book) == of_file(book)
        seen += any(facts.comments for facts in issued_facts(book).values())
    assert seen


def test_what_our_own_workbooks_hide_is_known() -> None:
    """Else the tests above could compare nothing with nothing."""
    facts = issued_facts(blank(official(), "", None))
    layout = layout_of(official())
    tables = [facts[layout.cell(next(iter(official().entry_places(table)))).sheet] for table in official().tables]
    assert all(one.hidden_columns and one.merged for one in tables)


def test_of_several_calls_for_one_cell_row_or_column_the_last_counts() -> None:
    book = WorkbookDraft(title="", author="", font="Arial")
    sheet = book.sheet("s")

    def at(row: int, column: int) -> CellRef:
        return CellRef("s", row, column)

    for column in range(4):
        sheet.formula(at(0, column), Formula("1+1", 2), {})
        sheet.formula(at(3, column), Formula("#REF!+1", "#REF!"), {})
    sheet.number(at(0, 1), 7, {})
    sheet.merge(at(0, 2).to(at(1, 3)), {})
    sheet.formula(at(0, 2), Formula("1+2", 3), {})
    sheet.row_height(4, 0)
    sheet.row_height(5, 0)
    sheet.row_height(5, 20)
    sheet.hide_columns(2, 3)
    sheet.hide_columns(5, 7)
    sheet.column_width(4, 4, 0)
    sheet.column_width(7, 7, 10)
    sheet.comment(at(0, 0), "one", {})
    sheet.comment(at(0, 0), "two", {})
    assert issued_facts(book) == of_file(book)
    assert issued_facts(book)["s"] == SheetFacts(
        formulas=((0, (0, 2)), (3, (0, 1, 2, 3))),
        broken=4,
        merged=frozenset({"C1:D2"}),
        hidden_rows=(4,),
        hidden_columns=((2, 6),),
        is_protected=False,
        comments=1,
    )


@pytest.mark.slow
def test_a_file_that_is_asked_about_again_is_opened_once(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[OpenedWorkbook] = []

    def counted(workbook: OpenedWorkbook, last_rows: Mapping[str, int]) -> Snapshot:
        opened.append(workbook)
        return snapshot_of(workbook, last_rows)

    _, zeros, _, others = fillings(harbour(), 4)
    first, second, same = map(reread, (others, zeros, zeros))
    check(first, forensic=True)  # what was given out is known from here on
    monkeypatch.setattr(deep_inspection, "snapshot_of", counted)
    for submission, files in ((second, 1), (second, 1), (same, 1), (first, 2)):
        assert check(submission, forensic=True) == check(submission)
        assert len(opened) == files
