"""Last year's list in a round: it is found in last year's workbooks, given out, and counts as it was given out."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.small_rounds import new_round, send
from support.works import WORKS, reported, works
from support.works import entries as all_entries
from xlsreport import Place, check, definition_text, load_package, package_files, packaged, write_workbook
from xlsreport.checking.across_years import previous_values
from xlsreport.round.counting.round_state import state_of
from xlsreport.round.outgoing.previous_year import read_last_year
from xlsreport.round.processing.round_reader import open_reader
from xlsreport.submission.submission import Submission

CODE, AGENCIES = "01", [("01", "Bay Water", ""), ("02", "Hill Water", "")]
CHANGED = [
    {"number": "C-1", "division": "Dams", "ceiling": 400},
    {"number": "C-7", "division": "Dams", "ceiling": 5},
]


def last_year() -> Submission:
    return reported(contracts=CHANGED, year=2024)


@pytest.mark.slow
def test_lines_are_found_given_out_and_compared_as_they_were_given_out(tmp_path: Path) -> None:
    known = previous_values(works(), 2025, last_year())
    round_ = new_round(tmp_path, str(WORKS), AGENCIES, {CODE: known})
    before = tmp_path / "before"
    before.mkdir()
    write_workbook(last_year(), before / "bay.xlsx")
    assert read_last_year(before, round_).figures == {CODE: known}

    send(round_, {CODE: all_entries()})
    (state,) = [one for one in state_of(round_).agencies if one.agency.code == CODE]
    assert state.current is not None
    with open_reader(round_) as reader:
        came = reader.received_submission(state.current)
    assert came.previous == known
    assert {one.rule for one in check(came)} == {"contracts.new", "contracts.gone", "jump"}


def test_lines_of_last_year_go_into_a_data_package_and_come_back(tmp_path: Path) -> None:
    given = reported(previous=last_year())
    files = package_files(works(), definition_text(WORKS), [packaged(given, check(given))], title="Works")
    for name, data in dict(files).items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(data)
    (back,) = load_package(tmp_path)
    assert back.previous == given.previous
    assert back.previous[Place("contracts", "2", "number")] == "C-7"
