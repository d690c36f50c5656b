"""Paragraphs whose cells are locked were pasted with a foreign format: that is told, and the text is read."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles import Protection

from support.files import official, saved
from xlsreport import Finding, check, new_submission, read_workbook
from xlsreport.layout.workbook_layout import layout_of

LAID = layout_of(official()).narratives["overview"]


@pytest.fixture
def filled(tmp_path: Path) -> Path:
    texts = {"overview": ["第一段。", "第二段。", "第三段。"]}
    return saved(new_submission(official(), agency="镇政府", year=2025, entries=texts), tmp_path)


def lock(file: Path, *cells: str, protected: bool = True) -> None:
    book = openpyxl.load_workbook(file)
    for cell in cells:
        book[LAID.sheet][cell].protection = Protection(locked=True)
    book[LAID.sheet].protection.sheet = protected
    book.save(file)


def told(file: Path) -> list[Finding]:
    found = check(read_workbook(file))
    return [finding for finding in found if finding.rule == "altered.protection"]


@pytest.mark.slow
def test_it_is_said_from_where_on_and_how_many(filled: Path) -> None:
    lock(filled, "B7", "B8")
    (finding,) = told(filled)
    assert (finding.severity, str(finding.cells)) == ("note", f"'{LAID.sheet}'!B7")
    assert "2 格" in finding.message
    assert read_workbook(filled).texts["overview"] == ("第一段。", "第二段。", "第三段。")


@pytest.mark.slow
def test_a_locked_line_in_which_nothing_stands_is_nothing_to_tell(filled: Path) -> None:
    lock(filled, "B9")
    assert told(filled) == []


def test_nothing_is_told_as_the_workbook_was_given_out(filled: Path) -> None:
    assert told(filled) == []


@pytest.mark.slow
def test_where_the_sheet_is_not_protected_no_cell_is_locked(filled: Path) -> None:
    lock(filled, "B7", protected=False)
    assert [f.message for f in told(filled) if "从这一格起" in f.message] == []
