"""The line of a list that is most likely wrong where its sum is not what a table says."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from support.grants import GOOD, grants, reported
from support.returning import received, returned
from xlsreport import check, read_workbook
from xlsreport.checking.findings import Finding

LEDGER = 500


def about_the_ledger(amounts: tuple[float, float, float], tmp_path: Path) -> Finding:
    lines = [{**line, "amount": amount} for line, amount in zip(GOOD, amounts, strict=True)]
    came = received(reported(lines, LEDGER), tmp_path)
    return next(finding for finding in check(came) if finding.rule == "ledger_agrees")


@pytest.mark.parametrize(
    ("amounts", "place", "suggested", "reason"),
    [
        ((250.5, 199.5, 500), "grants.3.amount", 50, "digit_doubled"),
        ((250.5, 199.5, 5), "grants.3.amount", 50, "decimal_shifted"),
        ((205.5, 199.5, 50), "grants.1.amount", 250.5, "digits_exchanged"),
        ((250.5, 1999.5, 50), "grants.2.amount", 199.5, "digit_doubled"),
    ],
)
def test_the_line_of_which_a_slip_explains_the_sum_is_named(
    amounts: tuple[float, float, float], place: str, suggested: float, reason: str, tmp_path: Path
) -> None:
    finding = about_the_ledger(amounts, tmp_path)
    (suspect,) = finding.suspects
    assert (str(suspect.place), suspect.suggested, suspect.because) == (place, suggested, (reason,))
    assert finding.certainty == "candidates"
    assert f"'Grants'!{suspect.cell.a1}" in finding.message


@pytest.mark.parametrize("amounts", [(250.5, 199.5, 61), (500.5, 500.5, 0)])
def test_no_line_is_named_where_none_or_several_may_be_wrong(
    amounts: tuple[float, float, float], tmp_path: Path
) -> None:
    assert about_the_ledger(amounts, tmp_path).suspects == ()


@pytest.mark.slow
def test_the_line_is_marked_in_the_workbook_that_goes_back(tmp_path: Path) -> None:
    lines = [GOOD[0], GOOD[1], {**GOOD[2], "amount": 500}]
    came = received(reported(lines, LEDGER), tmp_path)
    returned(came, tmp_path / "returned.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "returned.xlsx")["Grants"]
    assert sheet["E9"].comment is not None
    assert read_workbook(tmp_path / "returned.xlsx", grants()).lines == came.lines
