"""Names of a list that were retyped in another order over figures that stayed in their rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from support.offices import GOOD, NORTH, SOUTH, WEST, offices, reported
from xlsreport import Submission, check, read_workbook, write_workbook
from xlsreport.checking.replaced_entries import with_entries


def told(submission: Submission) -> list[tuple[str, str]]:
    return [(str(one.cells), one.message) for one in check(submission) if one.rule == "altered.rows"]


def retyped(given: Submission, folder: Path, lines: Mapping[int, Sequence[Any]], *, labels: bool = False) -> Submission:
    """A workbook in which codes and names were typed over, calculated since unless the ``labels`` stay as they were."""
    write_workbook(given, folder / "given.xlsx")
    book = load_workbook(folder / "given.xlsx")
    if labels:
        values = load_workbook(folder / "given.xlsx", data_only=True)["Work"]
        for (cell,) in book["Work"].iter_rows(max_col=1):
            if str(cell.value).startswith("="):
                cell.value = values[cell.coordinate].value
    for number, typed in lines.items():
        for column, value in enumerate(typed, start=2):
            book["Offices"].cell(4 + number, column).value = value
    book.save(folder / "typed.xlsx")
    return read_workbook(folder / "typed.xlsx", offices())


@pytest.mark.slow
def test_names_that_changed_places_over_standing_figures_are_told(tmp_path: Path) -> None:
    found = retyped(reported(), tmp_path, {1: ("S2", "South", 2, None, None, "N"), 3: ("N1", "North", 3, 1, None, "Y")})
    ((cell, message),) = told(found)
    assert cell == "'Offices'!B5"
    assert "S2 South, N1 North (2 rows)" in message


@pytest.mark.slow
@pytest.mark.parametrize(
    ("given", "lines"),
    [
        (reported(), {1: ("N1", "North Bay")}),  # a name that was mended
        (reported(), {4: ("W3", "West")}),  # one more
        (reported(figures={}), {1: ("S2", "South"), 3: ("N1", "North")}),  # no figures stood there
    ],
)
def test_other_changes_of_a_list_are_nothing_to_tell(
    given: Submission, lines: Mapping[int, Sequence[Any]], tmp_path: Path
) -> None:
    assert told(retyped(given, tmp_path, lines)) == []


@pytest.mark.slow
def test_figures_that_were_moved_with_their_names_are_nothing_to_tell(tmp_path: Path) -> None:
    write_workbook(reported(), tmp_path / "given.xlsx")
    stamped = load_workbook(tmp_path / "given.xlsx")
    moved = with_entries(reported(), {"offices": [SOUTH, {}, NORTH]})
    write_workbook(moved, tmp_path / "moved.xlsx")
    book = load_workbook(tmp_path / "moved.xlsx")
    for name in book.sheetnames:
        if book[name].sheet_state == "veryHidden":
            for row in stamped[name].iter_rows():
                for cell in row:
                    book[name][cell.coordinate].value = cell.value
    book.save(tmp_path / "moved.xlsx")
    assert told(read_workbook(tmp_path / "moved.xlsx", offices())) == []


@pytest.mark.slow
def test_a_table_that_shows_other_names_than_its_list_is_told(tmp_path: Path) -> None:
    """Nothing stood there when it was given out; but beside the figures stand the names that they were entered for."""
    given = reported([NORTH, SOUTH, WEST], {})
    found = retyped(given, tmp_path, {1: ("S2", "South"), 2: ("N1", "North")}, labels=True)
    ((_, message),) = told(found)
    assert "S2 South, N1 North (2 rows)" in message
    assert told(retyped(reported(), tmp_path, {}, labels=True)) == []


@pytest.mark.slow
def test_a_workbook_with_figures_says_whose_they_are_and_is_read_like_any(tmp_path: Path) -> None:
    write_workbook(reported(figures={**GOOD, "requests.offices_1.open": 0.5}), tmp_path / "given.xlsx")
    found = read_workbook(tmp_path / "given.xlsx", offices())
    assert not [one for one in check(found) if one.rule.startswith("altered.")]
