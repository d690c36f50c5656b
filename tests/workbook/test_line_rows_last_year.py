"""Rows for the lines of a list, compared with those that the same lines had last year, wherever they stood then."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from support.offices import GOOD, LAST_YEAR, NORTH, SOUTH, WEST, last_year, of_both_years, offices_by_code, reported
from xlsreport import Submission, check, read_workbook, write_workbook
from xlsreport.checking.across_years import previous_values, with_previous_year


def told(submission: Submission) -> list[tuple[str, str, str]]:
    """The findings of a check about last year."""
    rules = ("carried", "change", "offices.new", "offices.gone")
    return [(one.severity, one.rule, one.place) for one in check(submission) if one.rule in rules]


def test_each_row_is_compared_with_that_of_its_line() -> None:
    """North was in the third line and is in the first."""
    assert told(of_both_years()) == [
        ("note", "offices.gone", "offices"),
        ("warning", "change", "requests.offices_1.received"),
    ]
    wrong = {**GOOD, "requests.offices_1.open": 3}
    found = [one for one in check(of_both_years(figures=wrong)) if one.rule == "carried"]
    assert [(one.place, one.found, one.expected) for one in found] == [("requests.offices_1.open", 3, 1)]
    assert found[0].message.startswith("N1 North: ")
    assert "last year's Left (1)" in found[0].message


@pytest.mark.parametrize(
    ("line", "rules"),
    [
        ({**NORTH, "code": "n1 "}, {"carried", "change", "offices.gone"}),
        ({**NORTH, "code": "N9"}, {"offices.new", "offices.gone"}),
        (SOUTH, {"carried", "offices.gone"}),  # named twice now, and both are compared with what it was
    ],
)
def test_lines_are_found_by_their_code_alone(line: dict[str, Any], rules: set[str]) -> None:
    wrong = {**GOOD, "requests.offices_1.open": 3}
    assert {rule for _, rule, _ in told(of_both_years([line, {}, SOUTH], wrong))} == rules


def test_a_code_that_two_lines_had_tells_nothing() -> None:
    form = offices_by_code()
    before = last_year([SOUTH, {}, NORTH, {**WEST, "code": "N1"}])
    now = reported(figures={**GOOD, "requests.offices_1.open": 3}, form=form)
    assert told(with_previous_year(now, before)) == []


@pytest.mark.slow
def test_the_workbook_shows_last_years_figures_beside_the_lines(tmp_path: Path) -> None:
    given = of_both_years()
    write_workbook(given, tmp_path / "offices.xlsx")
    sheet = load_workbook(tmp_path / "offices.xlsx")["Offices"]
    (headings,) = [row for row in sheet.iter_rows(values_only=True) if "Last year's Code" in row]
    first = headings.index("Last year's Code")
    assert headings[first : first + 4] == (
        "Last year's Code",
        "Last year's Office",
        "Last year's Left (Requests)",
        "Last year's Received (Requests)",
    )
    rows = [row[first : first + 4] for row in sheet.iter_rows(min_row=5, max_row=7, values_only=True)]
    assert rows == [("S2", "South", 0, 2), ("N1", "North", 1, 60), ("W3", "West", 1, 1)]
    found = read_workbook(tmp_path / "offices.xlsx", offices_by_code())
    assert found.previous == given.previous
    assert told(found) == told(given)


def test_figures_of_a_line_follow_it_year_after_year() -> None:
    form = offices_by_code()
    values = previous_values(form, 2026, reported(form=form))
    assert {str(place): value for place, value in values.items() if ":" in place.column} == {
        "offices.1.requests:left": 2,
        "offices.1.requests:received": 5,
        "offices.2.requests:left": 0,
        "offices.2.requests:received": 2,
    }


def test_figures_that_are_last_years_of_each_other_are_told() -> None:
    """Somebody typed the names in another order than the figures that he pasted from last year's report."""
    had = {**LAST_YEAR, "requests.offices_1.open": 7}
    form = offices_by_code()
    before = previous_values(form, 2025, last_year(figures=had))
    opened = {**GOOD, "requests.offices_1.open": 7, "requests.offices_3.open": 1}
    found = [one for one in check(reported(figures=opened, form=form, previous=before)) if one.rule == "altered.rows"]
    assert [(one.severity, str(one.cells), [str(area) for area in one.also]) for one in found] == [
        ("warning", "'Work'!B5", ["'Work'!B7"])
    ]
    assert "The figures of N1 North, S2 South (2 rows)" in found[0].message
    right = {**GOOD, "requests.offices_1.open": 1, "requests.offices_3.open": 7}
    assert not told(reported(figures=right, form=form, previous=before))[2:]
