"""Which file of an agency counts: said where it is not plain, decided by the office, and followed everywhere."""

from __future__ import annotations

import io
import json
import shutil
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from support.commands import run
from support.rounds import filled, records, small_round
from xlsreport import Place
from xlsreport.messages import messages_for
from xlsreport.round.consolidation.consolidating import consolidate
from xlsreport.round.consolidation.consolidation_options import ConsolidationOptions
from xlsreport.round.counting.round_state import AgencyState, state_of
from xlsreport.round.folder import Round, open_round
from xlsreport.round.outgoing.returned_workbooks import to_return

pytestmark = pytest.mark.slow

EN = messages_for("en")
FIRST, OTHER = 97, 98
"""What two files of one agency say at one place."""


@pytest.fixture
def round_(tmp_path: Path) -> Round:
    return small_round(tmp_path / "round", 2, name="All harbours")


def sent(round_: Round, name: str, code: str = "001", value: int = FIRST, **entries: Any) -> Path:
    path = round_.folder.parent / "in" / f"{name}.xlsx"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(filled(round_, code, calls__inspected__other=value, **entries))
    return path


def came(round_: Round, *paths: Path) -> list[str]:
    """The lines of collecting files that all were recorded or known."""
    said = run("collect", round_.folder, *paths)
    assert said.err == ""
    return said.out.splitlines()


def told(round_: Round, code: str = "001") -> dict[str, Any]:
    status = json.loads(run("status", round_.folder, code, "--format", "json").out)
    return dict(status["agencies"][0])


def state(round_: Round, code: str = "001") -> AgencyState:
    return next(one for one in state_of(open_round(round_.folder, EN)).agencies if one.agency.code == code)


def decide(round_: Round, *arguments: str) -> list[str]:
    said = run("decide", round_.folder, *arguments, "--reason", "they called")
    assert (said.code, said.err) == (0, ""), said
    return said.out.splitlines()


def test_two_different_files_are_told_where_they_come_and_where_the_round_stands(round_: Round) -> None:
    assert len(came(round_, sent(round_, "first"))) == 1
    other = sent(round_, "other", value=OTHER)
    lines = came(round_, other)
    assert lines[0].startswith(f"{other}: 001 第001镇. Two files differ: the figures or texts of no. 1 (received ")
    assert "No. 2 counts for now" in lines[0]
    assert lines[-1] == EN("collect.undecided", count=1)
    assert len(lines) == 3
    assert [one["number"] for one in told(round_)["undecided"]] == [1]
    assert told(round_)["current"] == 2
    table = run("status", round_.folder, "--only", "undecided").out
    assert "Two files differ" in table
    assert "002" not in table.splitlines()[2]
    whole = " ".join(run("status", round_.folder).out.split())  # lines are broken where the terminal ends
    assert EN("status.undecided_summary", summary="", count=1).strip() in whole


def test_the_same_figures_saved_once_more_are_not_two_different_files(round_: Round) -> None:
    came(round_, sent(round_, "first"))
    path = sent(round_, "again")
    path.write_bytes(packed_otherwise(path.read_bytes()))
    assert len(came(round_, path)) == 1
    assert (told(round_)["current"], told(round_)["undecided"]) == (2, [])


def packed_otherwise(package: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as parts, zipfile.ZipFile(stream, "w") as copy:
        for name in parts.namelist():
            copy.writestr(name, parts.read(name))
    return stream.getvalue()


def test_an_earlier_workbook_that_comes_later_is_recorded_and_does_not_count(round_: Round) -> None:
    came(round_, sent(round_, "second", revision=2))
    path = sent(round_, "first", value=OTHER)
    lines = came(round_, path)
    assert "No. 2 (received " in lines[0]
    assert "is workbook 1, and workbook 2 (no. 1) still counts" in lines[0]
    assert lines[-2:] == [EN("collect.not_counted", count=1), EN("collect.undecided", count=1)]
    assert told(round_)["undecided"] == [{"number": 2, "why": "earlier_revision"}]
    assert told(round_)["current"] == 1


def test_a_mended_workbook_takes_the_place_of_the_first_without_a_word(round_: Round) -> None:
    came(round_, sent(round_, "first"))
    assert len(came(round_, sent(round_, "second", value=OTHER, revision=2))) == 1
    assert (told(round_)["current"], told(round_)["undecided"]) == (2, [])


def test_a_faulty_file_after_a_good_one_is_told_not_to_count(round_: Round) -> None:
    came(round_, sent(round_, "good"))
    lines = came(round_, sent(round_, "bad", calls__arrived__other="many"))
    assert EN("counting.still_counts_faulty", number=2, current=1) in lines[1]
    assert (told(round_)["current"], told(round_)["undecided"]) == (1, [])


# Decided


@pytest.fixture
def two(round_: Round) -> Round:
    """A round to which an agency has sent 97, then 98."""
    for path in (sent(round_, "first"), sent(round_, "other", value=OTHER), sent(round_, "neighbour", "002")):
        came(round_, path)
    return round_


def total(round_: Round) -> Any:
    result = consolidate(open_round(round_.folder, EN), ConsolidationOptions(count_parents=True), processes=1)
    return result.figures[Place.parse("calls.inspected.other")]


def test_the_file_that_the_office_names_counts_everywhere(two: Round) -> None:
    assert total(two) == OTHER + FIRST
    lines = decide(two, "1", "--counts")
    assert lines[0].startswith("No. 1 (001 第001镇, ")
    assert lines[1] == EN("decide.now_counts", number=1, state="accepted")
    assert total(two) == FIRST + FIRST
    status = told(two)
    assert (status["current"], status["latest"], status["undecided"]) == (1, 1, [])
    assert (status["decided"]["number"], status["decided"]["reason"]) == (1, "they called")
    assert "they called" in run("status", two.folder).out
    assert run("render", two.folder, "--all", "--to", "html").code == 0
    page = next(two.subfolder("round.reports").glob("001-*.html")).read_text(encoding="utf-8")
    assert f">{FIRST}<" in page
    assert f">{OTHER}<" not in page


def test_a_file_that_was_withdrawn_is_set_aside_and_the_one_before_counts(two: Round) -> None:
    decide(two, "2", "--set-aside")
    status = told(two)
    assert (status["current"], status["undecided"]) == (1, [])
    assert [one["number"] for one in status["set_aside"]] == [2]
    assert total(two) == FIRST + FIRST
    lines = came(two, two.folder.parent / "in" / "other.xlsx")
    assert "known from before. No. 2 was set aside" in lines[0]


def test_a_decision_can_be_taken_back_and_all_of_them_stay_recorded(two: Round) -> None:
    decide(two, "2", "--set-aside")
    decide(two, "2", "--take-back")
    assert (told(two)["current"], len(told(two)["undecided"])) == (2, 1)
    kinds = [json.loads(row[3])["deed"] for row in records(two.ledger_path) if row[0] == "decision"]
    assert kinds == ["set_aside", "taken_back"]
    lines = run("decide", two.folder).out.splitlines()
    assert lines[0] == EN("decide.open", code="001", agency="第001镇")
    assert [line.rpartition("  ")[2] for line in lines[-2:]] == ["set aside: they called", "taken back: they called"]


def test_when_everything_was_set_aside_nothing_was_sent(two: Round) -> None:
    decide(two, "1", "--set-aside")
    assert decide(two, "2", "--set-aside")[1] == EN("decide.nothing_counts", state="not sent")
    assert state(two).state == "missing"


def test_what_comes_after_a_decision_is_recorded_and_waits_for_another(two: Round) -> None:
    decide(two, "1", "--counts")
    lines = came(two, sent(two, "third", value=99))
    assert "came after it was decided that no. 1 counts" in lines[0]
    assert lines[-1] == EN("collect.undecided", count=1)
    assert told(two)["current"] == 1
    assert told(two)["undecided"] == [{"number": 4, "why": "after_decision"}]
    decide(two, "4", "--counts")
    assert (told(two)["current"], told(two)["undecided"]) == (4, [])
    decide(two, "4", "--take-back")
    assert told(two)["current"] == 1  # as had been decided before


def test_what_comes_after_a_file_was_set_aside_counts_as_always(two: Round) -> None:
    decide(two, "2", "--set-aside")
    decide(two, "1", "--set-aside")
    assert len(came(two, sent(two, "third", value=99))) == 1
    assert (told(two)["current"], told(two)["undecided"]) == (4, [])


def test_what_was_decided_against_is_not_returned(round_: Round) -> None:
    came(round_, sent(round_, "bad", calls__arrived__other="many"))
    assert [one.agency.code for one in to_return(open_round(round_.folder, EN))] == ["001"]
    decide(round_, "1", "--set-aside")
    assert to_return(open_round(round_.folder, EN)) == ()


def test_a_file_that_was_set_aside_makes_nobody_a_copier(round_: Round) -> None:
    """One agency had sent another's figures by mistake, which then were refused as a copy."""
    came(round_, sent(round_, "wrong", own_words="x" * 15))
    right = sent(round_, "right", "002", own_words="x" * 15)
    assert "may be a copy" in came(round_, right)[0]
    decide(round_, "1", "--set-aside")
    assert len(came(round_, right)) == 1
    assert state(round_, "002").state == "accepted"


@pytest.mark.parametrize(
    ("arguments", "key", "values"),
    [
        (["9", "--counts"], "decide.unknown", {"number": 9}),
        (["2", "--counts"], "decide.faulty", {"number": 2, "code": "001"}),
        (["1", "--take-back"], "decide.nothing_to_take_back", {"number": 1}),
        (["1", "--received", "soon"], "round.deadline", {"found": "soon"}),
        (["1", "--received", "2199-01-01"], "moment.to_come", {"found": "2199-01-01"}),
    ],
)
def test_what_cannot_be_decided_is_said(arguments: list[str], key: str, values: dict[str, Any], round_: Round) -> None:
    came(round_, sent(round_, "good"))
    came(round_, sent(round_, "bad", calls__arrived__other="many"))
    before = records(round_.ledger_path)
    said = run("decide", round_.folder, *arguments, "--reason", "none")
    assert (said.code, said.out, said.err) == (2, "", EN(key, **values) + "\n")
    assert records(round_.ledger_path) == before


def test_a_file_that_is_no_agencys_cannot_count(round_: Round, tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("no workbook", encoding="utf-8")
    came(round_, tmp_path / "note.txt")
    said = run("decide", round_.folder, "1", "--counts", "--reason", "none")
    assert (said.code, said.err.startswith("No. 1 is kept out as no agency's")) == (2, True)


@pytest.mark.parametrize(
    ("arguments", "key"),
    [
        (["1", "--counts"], "decide.no_reason"),
        (["1", "--reason", "x"], "decide.which"),
        (["--counts", "--reason", "x"], "decide.which"),
        (["1", "--counts", "--set-aside", "--reason", "x"], "decide.one_only"),
    ],
)
def test_half_a_decision_is_none(arguments: list[str], key: str, two: Round) -> None:
    said = run("decide", two.folder, *arguments, language="en")
    assert (said.code, EN(key) in said.err) == (2, True)
    assert not [row for row in records(two.ledger_path) if row[0] == "decision"]


def test_a_ledger_that_was_decided_about_tells_it_in_every_form(two: Round, tmp_path: Path) -> None:
    decide(two, "2", "--set-aside")
    assert run("status", two.folder, "-o", tmp_path / "status.xlsx").code == 0
    sheet = openpyxl.load_workbook(tmp_path / "status.xlsx")["decisions"]
    assert [cell.value for cell in sheet[3]][1:] == [2, "001", "第001镇", "set aside", "they called"]
    assert run("status", two.folder, "-o", tmp_path / "status.html").code == 0
    page = (tmp_path / "status.html").read_text(encoding="utf-8")
    assert "accepted; set aside<br>decided by the office on " in page
    details = run("status", two.folder, "001").out
    assert "accepted; set aside" in details
    assert "accepted; this one counts" in details


def test_nothing_is_decided_in_a_round_whose_ledger_is_as_it_was(two: Round) -> None:
    """A decision holds for the round that it was made in, not for a copy from before it."""
    copy = two.folder.parent / "backup"
    shutil.copytree(two.folder, copy)
    decide(two, "1", "--counts")
    assert told(replace(two, folder=copy))["current"] == 2
