"""Cells that do not plainly say what they are asked for: each is told at its place, in words that can be acted on."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from support import grants
from support.files import official, saved
from support.fillings import SAYS_ENOUGH
from xlsreport import Finding, Submission, build_document, check, new_submission, read_workbook, workbook_bytes
from xlsreport.document.content.model import Heading, Paragraph
from xlsreport.messages import messages_for

COVER, TEXT, TABLE = "封面", "一、总体情况", "三、申请办理"
ZEROS = {str(place): 0 for place, facts in official().places.items() if not facts.computed}
TEXTS = {"overview": [SAYS_ENOUGH, "第二段。"], "problems": [SAYS_ENOUGH], "other_matters": [SAYS_ENOUGH]}
Change = Callable[[openpyxl.Workbook], None]


def changed(change: Change, folder: Path, year: int | None = 2025, **entries: object) -> Submission:
    """A complete report of zeros, changed by somebody who uses openpyxl."""
    filled = {"office": "办公室", "phone": "1", **TEXTS, **ZEROS, **entries}
    submission = new_submission(official(), agency="某镇", year=year, entries=filled)
    book = openpyxl.load_workbook(io.BytesIO(workbook_bytes(submission)))
    change(book)
    book.save(folder / "changed.xlsx")
    return read_workbook(folder / "changed.xlsx")


def put(sheet: str, cell: str, value: Any) -> Change:
    def change(book: openpyxl.Workbook) -> None:
        book[sheet][cell] = value

    return change


def told(submission: Submission) -> list[tuple[str, str, str]]:
    ignored = ("altered.validation", "altered.merge")
    return [(f.rule, f.severity, str(f.cells)) for f in check(submission) if f.rule not in ignored]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("typed", "year", "expected"),
    [
        (2025, 2025, []),
        ("2025", 2025, [("number", "warning")]),
        ("2025年", 2025, [("number", "warning")]),
        ("２０２５年度", 2025, [("number", "warning")]),
        ("二〇二五", None, [("kind", "error")]),
        (20255, None, [("kind", "error")]),
        (25, None, [("kind", "error")]),
        (date(2025, 1, 1), None, [("kind", "error")]),
        ("1" * 5000, None, [("kind", "error")]),
        (None, None, [("filled", "error")]),
    ],
)
def test_a_year_is_read_from_four_digits_and_nothing_else(
    typed: object, year: int | None, expected: list[tuple[str, str]], tmp_path: Path
) -> None:
    submission = changed(put(COVER, "B5", typed), tmp_path, year=None)
    assert submission.year == year
    assert told(submission) == [(rule, severity, "'封面'!B5") for rule, severity in expected]


@pytest.mark.slow
@pytest.mark.parametrize("typed", ["√", "Y", "是的", "是。"])
def test_an_answer_that_is_neither_yes_nor_no_is_told_and_the_figures_count(typed: str, tmp_path: Path) -> None:
    submission = changed(put(TABLE, "J3", typed), tmp_path)
    assert submission.nil_returns == frozenset()
    assert told(submission) == [("nil_return", "warning", "'三、申请办理'!J3")]


@pytest.mark.slow
def test_a_yes_with_an_invisible_character_is_a_yes(tmp_path: Path) -> None:
    assert changed(put(TABLE, "J3", "\u200b 是\u200b"), tmp_path).nil_returns == {"requests"}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("typed", "read", "expected"),
    [
        ("#NAME?", "#NAME?", [("kind", "error")]),
        (True, "TRUE", [("kind", "warning")]),
        (date(2025, 1, 5), "2025-01-05", [("kind", "warning")]),
        ("=1+1", "", [("kind", "error")]),
        (12, "12", []),
    ],
)
def test_what_is_no_text_among_the_paragraphs_is_told(
    typed: object, read: str, expected: list[tuple[str, str]], tmp_path: Path
) -> None:
    submission = changed(put(TEXT, "B7", typed), tmp_path)
    assert [*submission.texts["overview"], ""][1] == read
    assert told(submission) == [(rule, severity, "'一、总体情况'!B7") for rule, severity in expected]


@pytest.mark.slow
def test_a_figure_whose_formula_nobody_calculated_is_no_blank(tmp_path: Path) -> None:
    submission = changed(put(TABLE, "D7", "=12+3"), tmp_path)
    (finding,) = (f for f in check(submission) if f.severity == "error")
    assert (finding.rule, finding.cell) == ("kind", "D7")
    assert finding.message == messages_for("zh-CN")("finding.unclear_formula")


@pytest.mark.slow
def test_under_a_nil_return_such_a_formula_is_an_error_all_the_same(tmp_path: Path) -> None:
    submission = changed(put(TABLE, "D7", "=12+3"), tmp_path, **{"requests.nil_return": True})
    assert [(f.rule, f.cell) for f in check(submission) if f.severity == "error"] == [("kind", "D7")]


@pytest.mark.slow
def test_paragraphs_within_one_cell_are_paragraphs_of_the_report(tmp_path: Path) -> None:
    submission = changed(put(TEXT, "B6", "（一）甲。\n乙。\n\n（二）丙。"), tmp_path)
    texts = [p for p in build_document(submission).parts if isinstance(p, Paragraph | Heading)]
    said = ["".join(getattr(p, "text", "") or "") for p in texts]
    assert [one for one in ("（一）甲。", "乙。", "（二）丙。") if not any(one in text for text in said)] == []


@pytest.mark.slow
def test_totals_pasted_as_text_are_as_good_as_their_numbers(tmp_path: Path) -> None:
    submission = changed(put(TABLE, "J7", "0"), tmp_path)
    assert [f for f in check(submission) if f.severity == "error"] == []


@pytest.mark.slow
def test_many_totals_that_were_typed_over_are_few_findings(tmp_path: Path) -> None:
    def spoil(book: openpyxl.Workbook) -> None:
        for row in range(7, 32):
            book[TABLE][f"J{row}"] = 5

    errors = [f for f in check(changed(spoil, tmp_path)) if f.severity == "error"]
    assert [(f.rule, f.cell) for f in errors] == [("total", "J7:J31")]


@pytest.mark.slow
def test_last_years_figures_that_were_pasted_as_text_are_compared(tmp_path: Path) -> None:
    from_last_year = dict.fromkeys(official().previous_places, 2)
    submission = new_submission(official(), agency="某镇", year=2025, previous=from_last_year)
    file = saved(submission, tmp_path)
    book = openpyxl.load_workbook(file)
    places = list(read_workbook(file).previous)
    cell = read_workbook(file).positions.previous_cell(places[0])
    book[cell.sheet][cell.a1] = "2"
    book.save(file)
    returned = read_workbook(file)
    assert returned.previous == from_last_year
    assert not any(finding.rule == "altered.previous" for finding in _findings(returned))


def _findings(submission: Submission) -> tuple[Finding, ...]:
    return check(submission, forensic=True)


@pytest.mark.slow
@pytest.mark.parametrize("typed", ["[object Object]", '=DISPIMG("ID_1",1)'])
def test_what_is_no_entry_in_a_list_has_one_finding(typed: str, tmp_path: Path) -> None:
    """It is neither called an option that there is not nor a number that it is not."""
    book = openpyxl.load_workbook(io.BytesIO(workbook_bytes(grants.reported([dict(one) for one in grants.GOOD]))))
    for cell in ("B7", "D8", "E9"):
        book["Grants"][cell].value, book["Grants"][cell].data_type = typed, "s"
    book.save(tmp_path / "changed.xlsx")
    found = [one for one in check(read_workbook(tmp_path / "changed.xlsx", grants.grants())) if one.rule == "kind"]
    assert [str(one.cells) for one in found] == ["'Grants'!B7", "'Grants'!D8", "'Grants'!E9"]
