"""Where a text disagrees with a table, the workbook asks why, and a returned one says whether it still does."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from support.files import official, saved
from support.fillings import SAYS_ENOUGH
from support.office import recalculated
from support.parts import cached_values
from support.returning import received, returned
from xlsreport import Submission, check, new_submission, read_workbook
from xlsreport.layout.cells import CellRef
from xlsreport.layout.workbook_layout import layout_of
from xlsreport.messages import messages_for

ZH = messages_for("zh-CN")
CHECKS = layout_of(official()).checks
STATED = "全年收到政府信息公开申请13件，均已答复。"


def contradicting(**changes: Any) -> Submission:
    """A complete report whose text says 13 where the table says 12."""
    entries: dict[str, Any] = {str(place): 0 for table in official().tables for place in official().entry_places(table)}
    entries |= {"requests.received.natural": 12, "requests.granted.natural": 12}
    entries |= {"overview": [SAYS_ENOUGH, STATED], "problems": [SAYS_ENOUGH], "other_matters": [SAYS_ENOUGH]}
    fields = dict.fromkeys(official().fields, "9")
    previous = dict.fromkeys(official().previous_places, 0)
    named = entries | fields | {name.replace("__", "."): value for name, value in changes.items()}
    return new_submission(official(), agency="城关镇", year=2025, entries=named, previous=previous)


def test_an_explanation_is_written_and_read_back(tmp_path: Path) -> None:
    submission = contradicting(requests_in_text__explanation="一件重复。")
    again = read_workbook(saved(submission, tmp_path))
    assert again.explanations == {"requests_in_text": "一件重复。"}
    assert [(f.rule, f.severity) for f in check(again)] == [("requests_in_text", "note")]


def test_the_row_says_that_it_is_checked_later_and_keeps_nobody_from_being_ready(tmp_path: Path) -> None:
    file = saved(contradicting(), tmp_path)
    sheet = openpyxl.load_workbook(file)[CHECKS.sheet]
    claims = ("requests_in_text", "remedies_in_text", "proactive_in_text", "period_in_text")
    assert {sheet[CHECKS.claim_cell(claim, "status").a1].value for claim in claims} == {ZH("checks.state.later")}
    assert cached_values(file)[CHECKS.sheet, CHECKS.verdict.a1] == ZH("verdict.ready")


@pytest.mark.slow
def test_a_workbook_without_these_rows_is_read_as_before(tmp_path: Path) -> None:
    file = saved(contradicting(), tmp_path)
    book = openpyxl.load_workbook(file)
    sheet = book[CHECKS.sheet]
    sheet.delete_rows(min(CHECKS.claims.values()) + 1, len(CHECKS.claims))
    book.save(file)
    again = read_workbook(file)
    assert again.alterations == ()
    assert [(f.rule, f.severity) for f in check(again)] == [("requests_in_text", "warning")]
    noticed = {f.rule for f in check(again, forensic=True)}
    assert noticed & {"altered.text", "altered.validation"} == set()


MENDED: list[tuple[str, Any, str]] = [
    ("nothing", None, "open_warning"),
    ("the text", (CellRef("一、总体情况", 6, 1), "全年收到政府信息公开申请12件，均已答复。"), "done"),
    ("the table", (CellRef("三、申请办理", 6, 3), 13), "done"),
    ("an explanation", (CHECKS.claim_cell("requests_in_text", "explanation"), "一件重复。"), "done"),
]


@pytest.mark.engine
@pytest.mark.parametrize(("what", "change", "state"), MENDED, ids=[what for what, *_ in MENDED])
def test_a_returned_workbook_tells_whether_it_is_mended(what: str, change: Any, state: str, tmp_path: Path) -> None:
    file = tmp_path / "returned.xlsx"
    (remark,) = returned(received(contradicting(), tmp_path), file).warnings
    assert remark.explanation == CHECKS.claim_cell("requests_in_text", "explanation")
    assert remark.label == "一、总体情况"
    if change is not None:
        cell, value = change
        book = openpyxl.load_workbook(file)
        book[cell.sheet][cell.a1] = value
        book.save(file)
    values = cached_values(recalculated([file], tmp_path / "out")[0])
    assert ZH(f"returned.{state}") in values.values()
    assert (ZH("returned.open_warning") in values.values()) == (state != "done")


def test_the_two_sentences_of_one_line_are_told_apart() -> None:
    two = contradicting()
    texts = {**two.texts, "overview": ("（二）依申请公开。收到申请13件。办结11件。",)}
    findings = [f for f in check(replace(two, texts=texts)) if f.rule == "requests_in_text"]
    assert [f.found for f in findings] == [11, 13]
