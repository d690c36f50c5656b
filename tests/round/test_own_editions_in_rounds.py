"""A round of the next edition of one's own form, with workbooks of the edition before it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from xlsreport import Submission, load_definition, new_submission, read_workbook, write_workbook
from xlsreport.cli.group import main
from xlsreport.definition.place import Place
from xlsreport.messages import messages_for
from xlsreport.round.folder import Round, open_round
from xlsreport.round.outgoing.previous_year import read_last_year

FIRST = """\
id: nests
edition: "2024"
language: en
name: Nests
title: "{agency}: nests in {year}"
period: {label: Year, text: "{year}"}
sections:
  - id: part
    heading: Part
    sheet: Part
    tables:
      - id: nests
        columns: [{id: seen, label: Seen, kind: count}, {id: lost, label: Lost, kind: count}]
        rows: [{id: owls, label: Owls}, {id: martins, label: House martins}]
      - id: boxes
        columns: [{id: number, label: Number, kind: count}]
        rows: [{id: hung, label: Boxes hung}]
"""
SECOND = """\
extends: FIRST
edition: "2025"
previous_editions: ["2024"]
sections:
  - id: part
    tables:
      - id: nests
        columns: [{id: ringed, label: Ringed, kind: count}]
        rows:
          - {id: owls, label: Owls and their kin}
          - {id: martins, $remove: true}
          - {id: swallows, label: Swallows}
        rules:
          - id: kept
            for: rows
            require: seen >= previous.seen - previous.lost
            statement: None vanish
            severity: warning
          - {id: rings, for: rows, require: ringed >= previous.ringed, statement: Rings stay, severity: warning}
      - {id: boxes, $remove: true}
"""
LACKING = (
    "Note: “nests/2024”, last year's form, does not have 4 figures that this one compares with: Owls and their kin · "
    "Ringed (nests.owls.ringed); Swallows · Seen (nests.swallows.seen); Swallows · Lost (nests.swallows.lost); "
    "Swallows · Ringed (nests.swallows.ringed). Rules that need them are not asked."
)
OWLS_SEEN, OWLS_LOST = Place.parse("nests.owls.seen"), Place.parse("nests.owls.lost")
FIGURES = {"nests.owls.seen": 9, "nests.owls.lost": 2, "nests.martins.seen": 4, "nests.martins.lost": 0}


def command(*arguments: object, expected: int = 0) -> str:
    runner = CliRunner(env={"XLSREPORT_LANG": "en"})
    result = runner.invoke(main, list(map(str, arguments)), catch_exceptions=False)
    assert result.exit_code == expected, result.output
    return result.output


def began(folder: Path, name: str, definition: Path, year: int) -> Round:
    roster = folder / "roster.csv"
    roster.write_text("code,name\n01,North\n02,South\n03,West\n", encoding="utf-8")
    command("init", folder / name, "--definition", definition, "--year", year, "--roster", roster)
    return open_round(folder / name, messages_for("en"))


def filled_of(round_: Round, code: str, **entries: int) -> Submission:
    (given,) = round_.subfolder("round.distributed").glob(f"{code}-*.xlsx")
    issued = read_workbook(given, round_.definition)
    figures = {name.replace("_", "."): number for name, number in entries.items()} or FIGURES
    named = {**figures, "boxes.hung.number": 5} if "boxes" in round_.definition.tables else figures
    return replace(issued, entries=new_submission(round_.definition, entries=named).entries)


@pytest.fixture
def forms(tmp_path: Path) -> Path:
    folder = tmp_path / "forms"
    (folder / "old").mkdir(parents=True)
    (folder / "first.yaml").write_text(FIRST, encoding="utf-8")
    (folder / "second.yaml").write_text(SECOND.replace("FIRST", "first.yaml"), encoding="utf-8")
    return folder


@pytest.fixture
def last_year(forms: Path, tmp_path: Path) -> Round:
    """The round of the first edition, in which North and South have reported."""
    round_ = began(tmp_path, "2024", forms / "first.yaml", 2024)
    command("distribute", "--round", round_.folder)
    inbox = tmp_path / "sent-2024"
    inbox.mkdir()
    for code in ("01", "02"):
        write_workbook(filled_of(round_, code), inbox / f"{code}.xlsx")
    command("collect", inbox, "--round", round_.folder)
    return round_


Source = Callable[[Round, Path], Path]


@pytest.mark.slow
@pytest.mark.parametrize(
    "source",
    [
        pytest.param(lambda before, _: before.folder, id="the round"),
        pytest.param(lambda _, folder: folder / "sent-2024", id="a folder of workbooks"),
    ],
)
def test_last_years_workbooks_are_of_the_edition_before(
    source: Source, last_year: Round, forms: Path, tmp_path: Path
) -> None:
    now = began(tmp_path, "2025", forms / "second.yaml", 2025)
    assert (now.folder / "definition-2024.yaml").is_file()
    for form in forms.glob("*.yaml"):
        form.unlink()  # the round has kept what it needs
    said = command("distribute", "--round", now.folder, "--previous", source(last_year, tmp_path))
    assert "2 of them have last year's figures" in said
    assert said.splitlines().count(LACKING) == 1
    state = " (not sent)" if source(last_year, tmp_path) == last_year.folder else ""
    assert (
        f"Last year's figures: nothing was found of 1 agency: 03 West{state}. Once it is there, run this again" in said
    )
    issued = filled_of(now, "01", nests_owls_seen=6, nests_owls_lost=0, nests_owls_ringed=1, nests_swallows_seen=1)
    assert issued.previous == {OWLS_SEEN: 9, OWLS_LOST: 2}


@pytest.mark.slow
def test_rules_are_asked_as_far_as_the_edition_before_goes(last_year: Round, forms: Path, tmp_path: Path) -> None:
    now = began(tmp_path, "2025", forms / "second.yaml", 2025)
    command("distribute", "--round", now.folder, "--previous", last_year.folder)
    swallows = {"nests_swallows_seen": 1, "nests_swallows_lost": 0, "nests_swallows_ringed": 0}
    sent = filled_of(now, "01", nests_owls_seen=6, nests_owls_lost=0, nests_owls_ringed=1, **swallows)
    write_workbook(sent, tmp_path / "sent.xlsx")
    said = command("check", tmp_path / "sent.xlsx", "--definition", forms / "second.yaml")
    assert "[kept]" in said
    assert "[rings]" not in said
    assert "Swallows" not in said


@pytest.mark.slow
def test_in_a_round_new_and_check_find_the_edition_before(
    last_year: Round, forms: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = began(tmp_path, "2025", forms / "second.yaml", 2025)
    (now.folder / "inbox").mkdir()
    monkeypatch.chdir(now.folder / "inbox")
    before = tmp_path / "sent-2024" / "01.xlsx"
    said = command("new", "-o", "new.xlsx", "--agency", "North", "--year", "2025", "--previous", before)
    assert LACKING in said
    new = read_workbook("new.xlsx", now.definition)
    assert new.previous == {OWLS_SEEN: 9, OWLS_LOST: 2}
    figures = {str(place): 0 for place in now.definition.places}
    write_workbook(new_submission(now.definition, agency="North", year=2025, entries=figures), Path("filled.xlsx"))
    said = command("check", "filled.xlsx", "--previous", before)
    assert "[kept]" in said
    assert LACKING in said


@pytest.mark.slow
def test_the_edition_before_is_found_beside_the_workbooks_and_in_their_round(
    last_year: Round, forms: Path, tmp_path: Path
) -> None:
    alone = tmp_path / "alone.yaml"
    alone.write_text(SECOND.replace("FIRST", "forms/first.yaml"), encoding="utf-8")
    now = began(tmp_path, "2025", alone, 2025)
    assert not (now.folder / "definition-2024.yaml").exists()
    inbox = tmp_path / "sent-2024"
    nowhere = read_last_year(inbox, now)
    assert (nowhere.figures, len(nowhere.remarks)) == ({}, 2)
    assert "was made from “nests/2024”, an earlier edition of the form, whose definition is not here" in str(nowhere)
    inside = last_year.folder / "received" / "march"
    inside.mkdir(parents=True)
    (inside / "01.xlsx").write_bytes((inbox / "01.xlsx").read_bytes())
    assert set(read_last_year(inside, now).figures) == {"01"}
    (inbox / "form.yml").write_text(FIRST, encoding="utf-8")
    assert set(read_last_year(inbox, now).figures) == {"01", "02"}
    assert set(read_last_year(inbox / "02.xlsx", now).figures) == {"02"}


def test_a_round_says_which_editions_it_does_not_have(forms: Path, tmp_path: Path) -> None:
    (forms / "old" / "first.yaml").write_text(FIRST, encoding="utf-8")
    (forms / "second.yaml").write_text(SECOND.replace("FIRST", "old/first.yaml"), encoding="utf-8")
    (forms / "first.yaml").unlink()
    roster = tmp_path / "roster.csv"
    roster.write_text("code,name\n01,North\n", encoding="utf-8")
    said = command("init", tmp_path / "r", "--definition", forms / "second.yaml", "--year", 2025, "--roster", roster)
    assert "No definition of these earlier editions lies beside this one: nests/2024." in said
    assert load_definition(tmp_path / "r" / "definition.yaml").name == "nests/2025"
