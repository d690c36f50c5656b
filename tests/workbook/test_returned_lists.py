"""Faults in lines of lists go back with their line, and with formulas that settle them."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from support.grants import GOOD, grants, reported
from support.returning import received, returned
from xlsreport import check, read_workbook


@pytest.mark.slow
def test_faults_in_lines_are_named_and_can_be_settled(tmp_path: Path) -> None:
    lines = [{**GOOD[0], "fund": "Sheds"}, {**GOOD[1], "owed": None}, GOOD[2]]
    came = received(reported(lines), tmp_path)
    remarks = returned(came, tmp_path / "returned.xlsx")
    assert [remark.label for remark in remarks.errors] == ["Line 1 · Fund", "Line 2 · Still owed"]
    assert [str(remark.finding.cells) for remark in remarks.errors] == ["'Grants'!D7", "'Grants'!G8"]
    sheet = openpyxl.load_workbook(tmp_path / "returned.xlsx").worksheets[0]
    states = [cell.value for row in sheet.iter_rows() for cell in row if "'Checks'!" in str(cell.value)]
    assert len([state for state in states if str(state).startswith("=IF(")]) >= 2
    again = read_workbook(tmp_path / "returned.xlsx", grants())
    assert {one.place for one in check(again) if one.severity == "error"} == {"grants.1.fund", "grants.2.owed"}


@pytest.mark.slow
def test_a_rule_is_not_called_mended_while_a_number_that_it_compares_is_a_text(tmp_path: Path) -> None:
    received(reported([{**GOOD[0], "loan": "Y", "owed": 100}, GOOD[1], GOOD[2]]), tmp_path)
    file = tmp_path / "received.xlsx"
    book = openpyxl.load_workbook(file)
    assert book["Grants"]["G7"].value == 100
    book["Grants"]["G7"].value = "10,000"
    book.save(file)
    remarks = returned(read_workbook(file, grants()), tmp_path / "returned.xlsx")
    assert "owed_within" in {remark.finding.rule for remark in remarks.errors}
    (sheet, *_) = openpyxl.load_workbook(tmp_path / "returned.xlsx", data_only=True).worksheets
    said = [str(cell.value) for row in sheet.iter_rows() for cell in row if str(cell.value)[:1] in "✓✗!"]
    assert "✓ Mended" not in said
    assert said.count("✗ To correct") == len(remarks.errors)
