"""Lines compared with last year's by their key: new, gone, changed, and what rules ask of last year's figures."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from support.returning import received, returned
from support.works import CONTRACTS, Lines, reported, works
from xlsreport import PreviousError, check, new_submission, read_workbook, write_workbook
from xlsreport.checking.across_years import previous_values, with_previous_year
from xlsreport.definition.place import Place
from xlsreport.submission.submission import Submission

LAST_YEAR: Lines = (
    {"number": "c-1", "division": "Dams", "ceiling": 600},
    {},
    {"number": "C-9", "division": "Dams", "ceiling": 5},
    {"number": " C-2", "division": "Dams", "ceiling": 260},
)
OF_LINES = {"contracts.new", "contracts.gone", "as_agreed", "jump"}


def last_year(contracts: Lines = LAST_YEAR) -> Submission:
    return reported(contracts=contracts, year=2024)


def told(submission: Submission, tmp_path: Path) -> list[tuple[str, str, str, str]]:
    """What is found about lines of two years, after a way through the workbook."""
    write_workbook(submission, tmp_path / "works.xlsx")
    findings = check(read_workbook(tmp_path / "works.xlsx", works()))
    assert {one.rule for one in findings} <= OF_LINES
    return [(one.severity, one.rule, one.place, str(one.cells)) for one in findings]


def test_lines_are_found_by_their_key_and_changes_are_told(tmp_path: Path) -> None:
    contracts = [*CONTRACTS, {"number": "C-3", "division": "Dams", "ceiling": 12}]
    assert told(reported(contracts=contracts, previous=last_year()), tmp_path) == [
        ("warning", "jump", "contracts.1.ceiling", "'Contracts'!D4"),
        ("note", "as_agreed", "contracts.2.ceiling", "'Contracts'!D5"),
        ("warning", "contracts.gone", "contracts", "'Contracts'!Y5"),
        ("note", "contracts.new", "contracts.3.number", "'Contracts'!B6"),
    ]


def test_findings_say_which_lines_and_what_they_had() -> None:
    contracts = [*CONTRACTS, {"number": "C-3", "division": "Dams", "ceiling": 12}]
    said = {one.rule: one.message for one in check(reported(contracts=contracts, previous=last_year()))}
    assert said["contracts.gone"].startswith("1 line of last year is not there any more: C-9 Dams. If it is right")
    assert said["contracts.new"] == "Not in the list of last year: line 3."
    assert "Line 1 (C-1 Dams): Ceilings are about those of last year." in said["jump"]
    assert "1000 this year, 600 last year" in said["jump"]


def test_without_last_year_nothing_is_asked(tmp_path: Path) -> None:
    assert told(reported(), tmp_path) == []


def test_a_key_that_several_lines_had_says_nothing_about_figures(tmp_path: Path) -> None:
    before = last_year([LAST_YEAR[0], LAST_YEAR[0], {"number": "C-2", "division": "Dams"}])
    assert told(reported(previous=before), tmp_path) == []


def test_an_explained_warning_is_a_note(tmp_path: Path) -> None:
    reasons: dict[str, Any] = {"contracts.gone.explanation": "It has ended.", "jump.explanation": "It was raised."}
    found = told(reported(previous=last_year(), **reasons), tmp_path)
    assert {(severity, rule) for severity, rule, *_ in found} == {
        ("note", "as_agreed"),
        ("note", "jump"),
        ("note", "contracts.gone"),
    }


@pytest.mark.slow
def test_lines_of_last_year_go_with_the_workbook_and_are_locked(tmp_path: Path) -> None:
    file = tmp_path / "blank.xlsx"
    values = previous_values(works(), 2025, last_year())
    write_workbook(new_submission(works(), agency="Bay Water", year=2025, previous=values), file)
    assert read_workbook(file, works()).previous == values
    sheet = openpyxl.load_workbook(file)["Contracts"]
    assert [sheet.cell(3, column).value for column in (25, 26, 27)] == [
        "Last year's Number",
        "Last year's Division",
        "Last year's Ceiling",
    ]
    assert [sheet.cell(row, 25).value for row in (4, 5, 6, 7)] == ["c-1", "C-9", "C-2", None]
    assert sheet.cell(4, 25).protection.locked
    assert [one.rule for one in check(read_workbook(file, works())) if one.rule.startswith("altered")] == []


@pytest.mark.slow
def test_an_altered_figure_of_last_year_is_noticed(tmp_path: Path) -> None:
    file = tmp_path / "works.xlsx"
    write_workbook(reported(previous=last_year()), file)
    book = openpyxl.load_workbook(file)
    book["Contracts"]["AA4"] = 990
    book.save(file)
    assert "altered.previous" in {one.rule for one in check(read_workbook(file, works()))}


def test_a_check_may_name_last_years_workbook(tmp_path: Path) -> None:
    there = with_previous_year(reported(), last_year())
    assert there.previous[Place("contracts", "2", "number")] == "C-9"
    assert "contracts.gone" in {one.rule for one in check(there)}


def test_a_list_of_last_year_that_is_too_long_is_refused() -> None:
    lines = [{"number": f"C-{number}", "division": "Dams", "ceiling": 1} for number in range(30)]
    before = last_year(lines)
    more = tuple(replace(line, number=line.number + 30) for line in before.lines["contracts"])
    before = replace(before, lines={**before.lines, "contracts": (*before.lines["contracts"], *more)})
    with pytest.raises(PreviousError, match="has 60 lines, and this one has room for 30 only"):
        previous_values(works(), 2025, before)


@pytest.mark.slow
def test_what_is_found_goes_back_with_formulas_that_settle_it(tmp_path: Path) -> None:
    came = received(reported(previous=last_year()), tmp_path)
    remarks = returned(came, tmp_path / "returned.xlsx")
    assert {remark.finding.rule for remark in remarks.warnings} == {"jump", "contracts.gone"}
    again = read_workbook(tmp_path / "returned.xlsx", works())
    assert again.previous == came.previous


def test_lines_with_nothing_but_notes_are_in_order(tmp_path: Path) -> None:
    write_workbook(reported(previous=last_year([CONTRACTS[0]])), tmp_path / "works.xlsx")
    assert [one.rule for one in check(read_workbook(tmp_path / "works.xlsx", works()))] == ["contracts.new"]
    sheet = openpyxl.load_workbook(tmp_path / "works.xlsx", data_only=True)["Contracts"]
    assert sheet["A2"].value == "Lines filled in: 2, nothing to mend. Room for 30."
