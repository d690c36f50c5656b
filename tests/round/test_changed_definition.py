"""A definition is changed while workbooks are out: they are read as they were given out, and checked anew."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner

from support.commands import run
from xlsreport import new_submission, workbook_bytes
from xlsreport.cli.group import main
from xlsreport.definition.place import Place
from xlsreport.messages import messages_for
from xlsreport.round.counting.round_state import state_of
from xlsreport.round.creating import RoundOptions, create_round
from xlsreport.round.folder import Round, open_round
from xlsreport.round.incoming.collection import collect
from xlsreport.round.incoming.rechecking import recheck
from xlsreport.round.ledger.records import Receipt
from xlsreport.round.outgoing.distribution import distribute
from xlsreport.round.outgoing.returned_workbooks import return_workbooks, to_return
from xlsreport.round.processing.round_reader import open_reader
from xlsreport.submission.identity.stamp import Identity
from xlsreport.submission.stamping import signed

EN = messages_for("en")
FORM = """
id: stock
edition: "1"
language: en
name: Stock return
title: "{agency}: stock, {year}"
period: {label: Year, text: "1 January to 31 December {year}"}
sections:
  - id: stock
    heading: 1. Stock
    sheet: Stock
    tables:
      - id: kept
        stub: Animals
        columns:
          - {id: start, label: At start}
          - {id: sold, label: Sold}
        rows:
          - {id: hens, label: Hens}
          - {id: cows, label: Cows}
        rules:
          - {id: enough, for: rows, require: sold <= start, statement: No more are sold than there were}
"""
ANOTHER_ROW = ("          - {id: cows", "          - {id: goats, label: Goats}\n          - {id: cows")
OTHER_WORDS = ("label: Cows", "label: Cattle")
LOOSER = ("sold <= start", "sold <= start + 10")
NO_HENS = ("          - {id: hens, label: Hens}\n", "")
SOUND = {"kept.hens.start": 40, "kept.hens.sold": 12, "kept.cows.start": 7, "kept.cows.sold": 3}
OVERSOLD = {**SOUND, "kept.cows.sold": 9}


@pytest.fixture
def round_(tmp_path: Path) -> Round:
    form, roster = tmp_path / "stock.yaml", tmp_path / "roster.csv"
    form.write_text(FORM)
    roster.write_text("code,name\n01,Ayton\n02,Beeford\n")
    made = create_round(tmp_path / "round", RoundOptions(str(form), 2025, roster), EN)
    list(distribute(made))
    return made


def changed(round_: Round, *changes: tuple[str, str]) -> Round:
    """The round with its definition as first written but for some changes."""
    text = FORM
    for before, after in changes:
        assert before in text
        text = text.replace(before, after)
    round_.definition_path.write_text(text)
    return open_round(round_.folder, EN)


def sent(round_: Round, code: str, entries: Mapping[str, int]) -> Path:
    """The workbook of an agency as it was given out by the definition that holds, filled in."""
    agency = round_.roster.get(code)
    assert agency is not None
    filled = new_submission(round_.definition, agency=agency.name, year=round_.year, entries=entries)
    path = round_.folder.parent / f"{code}.xlsx"
    path.write_bytes(workbook_bytes(signed(filled, Identity(round_.id, code), round_.key)))
    return path


def receipt_of(round_: Round, code: str) -> Receipt:
    (state,) = (one for one in state_of(round_).agencies if one.agency.code == code)
    assert state.latest is not None
    return state.latest


def told(receipt: Receipt) -> list[tuple[str, str, str]]:
    return [(one["rule"], one["cell"], one["severity"]) for one in receipt.findings]


@pytest.mark.slow
def test_a_rule_that_was_wrong_is_corrected_for_what_came_before(round_: Round) -> None:
    list(collect(round_, [sent(round_, "01", OVERSOLD)]))
    assert told(receipt_of(round_, "01")) == [("enough", "C4", "error")]
    mended = changed(round_, LOOSER)
    (done,) = recheck(mended)
    assert (done.receipt.verdict, done.verdict, done.sentence, done.has_changed) == ("errors", "clean", "", True)
    assert told(receipt_of(mended, "01")) == [("altered.form", "A1", "note")]
    assert to_return(mended) == ()
    assert list(recheck(mended)) == []
    with sqlite3.connect(mended.ledger_path) as ledger:  # what was recorded first stays
        assert ledger.execute("SELECT verdict FROM receipt").fetchall() == [("errors",)]
    again = changed(mended)
    assert [one.verdict for one in recheck(again)] == ["errors"]
    assert told(receipt_of(again, "01")) == [("enough", "C4", "error")]


def test_a_form_with_another_row_still_takes_what_was_given_out(round_: Round) -> None:
    out = sent(round_, "01", OVERSOLD)
    mended = changed(round_, ANOTHER_ROW, OTHER_WORDS)
    (one,) = collect(mended, [out])
    assert one.receipt is not None
    assert told(one.receipt) == [
        ("altered.form", "A1", "note"),
        ("filled", "B4:C4", "error"),  # goats, where the present form has them
        ("enough", "C4", "error"),  # cattle, where the file has the cows
    ]
    with open_reader(mended) as reader:
        read = reader.received_submission(one.receipt)
    assert {str(place): entry.number for place, entry in read.entries.items()} == OVERSOLD
    cows = read.positions.cell(Place.parse("kept.cows.sold"))
    assert (cows.sheet, cows.row, cows.column) == ("Stock", 3, 2)
    (returned,) = return_workbooks(mended, to_return(mended))
    assert returned.remarks is not None
    remarks = [one for group in returned.remarks.groups.values() for one in group]
    (mistake,) = (one for one in remarks if one.finding.rule == "enough")
    assert mistake.finding.cell == "C5"  # in the workbook that goes back, which has the present form


def test_what_the_form_no_longer_asks_for_is_told(round_: Round) -> None:
    out = sent(round_, "01", SOUND)
    (one,) = collect(changed(round_, NO_HENS), [out])
    assert one.receipt is not None
    assert one.receipt.verdict == "clean"
    assert told(one.receipt) == [
        ("altered.form", "A1", "note"),
        ("altered.form", "B3", "note"),
        ("altered.form", "C3", "note"),
    ]
    assert "“Stock: Hens · At start” is “40” here" in one.receipt.findings[1]["message"]


def test_last_years_figures_of_a_row_that_is_gone_are_left_out(round_: Round) -> None:
    before = {"01": {Place.parse("kept.hens.start"): 30, Place.parse("kept.cows.start"): 5}}
    list(distribute(round_, before))
    out = sent(round_, "01", SOUND)
    mended = changed(round_, NO_HENS)
    assert [one.outcome for one in distribute(mended)] == ["written", "written"]
    (one,) = collect(mended, [out])
    assert one.receipt is not None
    assert one.receipt.verdict == "clean"


def test_a_file_of_an_earlier_form_is_checked_by_hand_too(
    round_: Round, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = sent(round_, "01", OVERSOLD)
    changed(round_, ANOTHER_ROW)
    monkeypatch.chdir(round_.folder)
    runner = CliRunner(env={"XLSREPORT_LANG": "en"})
    said = runner.invoke(main, ["check", str(out)], catch_exceptions=False)
    assert [line.split()[0] for line in said.stdout.splitlines()[1:]] == ["'Cover'!A1", "'Stock'!B4:C4", "'Stock'!C4"]
    monkeypatch.chdir(tmp_path)
    assert runner.invoke(main, ["check", str(out)], catch_exceptions=False).exit_code == 2


def test_commands_check_anew_and_say_so(round_: Round) -> None:
    run("collect", round_.folder, sent(round_, "01", OVERSOLD), language="en")
    changed(round_, LOOSER)
    said = run("status", round_.folder, language="en")
    assert "1 file that came before was checked by it anew, and 1 has another outcome now" in said.err
    assert "1 accepted" in " ".join(said.out.split())
    assert run("status", round_.folder, language="en").err == ""
