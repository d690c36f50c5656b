"""The command over files of other editions, and over a round whose form is mended while its workbooks are out."""

from __future__ import annotations

import csv
import json
import os
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from support.definitions import loaded
from support.ordinary_user import an_ordinary_user, open_folder
from xlsreport import load_definition, new_submission, read_workbook, write_workbook
from xlsreport.cli.group import main
from xlsreport.messages import messages_for
from xlsreport.round.counting.round_state import state_of
from xlsreport.round.folder import Round, open_round
from xlsreport.submission.identity.stamp import Identity

FORM = """\
id: nests
edition: "2025"
language: en
name: Nests
title: "{agency}: nests in {year}"
period: {label: Year, text: "{year}"}
cover: [{id: phone, label: Telephone, when_blank: nothing}]
sections:
  - id: part
    heading: Part
    sheet: Part
    tables:
      - id: nests
        columns: [{id: seen, label: Seen}, {id: lost, label: Lost}]
        rows: [{id: owls, label: Owls}, {id: martins, label: House martins}]
        rules:
          - {id: fewer, for: rows, require: lost <= seen, statement: No more are lost than seen, severity: warning}
"""
MENDED = FORM.replace("lost <= seen", "lost < seen")
RENAMED = FORM.replace("label: House martins}", "label: Martins}, {id: swifts, label: Swifts}")
NEXT = RENAMED.replace('"2025"', '"2026"').replace("cover:", 'previous_editions: ["2025"]\ncover:')
ENTRIES = {
    "nests.owls.seen": 9,
    "nests.owls.lost": 2,
    "nests.martins.seen": 4,
    "nests.martins.lost": 6,
    "phone": "0123",
    "fewer.martins.explanation": "a storm",
}


def command(*arguments: object) -> Result:
    runner = CliRunner(env={"XLSREPORT_LANG": "en"})
    return runner.invoke(main, list(map(str, arguments)), catch_exceptions=False)


@pytest.fixture
def form(tmp_path: Path) -> Path:
    path = tmp_path / "forms" / "form.yaml"
    path.parent.mkdir()
    path.write_text(FORM, encoding="utf-8")
    return path


def beside(form: Path, name: str, text: str) -> Path:
    (form.parent / name).write_text(text, encoding="utf-8")
    return form.parent / name


def filled(form: Path, target: Path, agency: str = "North") -> Path:
    write_workbook(new_submission(loaded(form), agency=agency, year=2025, entries=ENTRIES), target)
    return target


def test_workbooks_of_an_earlier_edition_with_a_list_for_the_office(tmp_path: Path, form: Path) -> None:
    inbox, out = tmp_path / "inbox", tmp_path / "out"
    inbox.mkdir()
    for agency in ("North", "South"):
        filled(form, inbox / f"{agency}.xlsx", agency)
    (inbox / "notes.txt").write_text("no workbook", encoding="utf-8")
    newer = beside(form, "next.yaml", NEXT.replace("fewer", "less"))
    listed = tmp_path / "list.csv"
    said = command("migrate", inbox, "--to", newer, "-o", out, "--list", listed)
    assert said.exit_code == 2
    assert sorted(path.name for path in out.iterdir()) == ["North.xlsx", "South.xlsx"]
    assert said.output.splitlines()[-1] == (
        "2 workbooks moved, 1 not. 16 values read: 14 moved, 0 converted, 0 to divide, 2 without a place."
    )
    moved = read_workbook(out / "South.xlsx", load_definition(newer))
    assert {str(place): entry.typed for place, entry in moved.entries.items()} == {
        name: value for name, value in ENTRIES.items() if name.startswith("nests")
    }
    assert (moved.agency, moved.year, moved.fields["phone"], moved.identity) == ("South", 2025, "0123", None)
    with listed.open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.DictReader(file))
    south = [
        (line["What became of it"], line["Stated"], line["What to know"]) for line in lines if line["Agency"] == "South"
    ]
    assert south == [
        ("Without a place", "a storm", "There is no such warning any more."),
        *[("Moved", number, f"Called “House martins · {column}” before, and “Martins · {column}” now.")
          for number, column in (("4", "Seen"), ("6", "Lost"))],
    ]  # fmt: skip
    (foreign,) = [line for line in lines if line["What became of it"] == "Not moved"]
    assert foreign["Earlier workbook"].endswith("notes.txt")


def test_a_single_workbook_as_json_and_never_written_over(tmp_path: Path, form: Path) -> None:
    newer, target = beside(form, "next.yaml", NEXT), tmp_path / "new.xlsx"
    old = filled(form, tmp_path / "old.xlsx")
    arguments = ("migrate", old, "--to", newer, "-o", target, "--format", "json", "--list", tmp_path / "list.xlsx")
    said = command(*arguments)
    (told,) = json.loads(said.output)
    assert (said.exit_code, told["written"], told["from"]) == (0, str(target), "nests/2025")
    assert told["counts"] == {"read": 8, "moved": 8, "converted": 0, "to_split": 0, "dropped": 0}
    assert [one["name"] for one in told["asked_anew"]] == ["nests.swifts.seen", "nests.swifts.lost"]
    again = command(*arguments)
    (told,) = json.loads(again.output)
    assert (again.exit_code, told["written"]) == (2, None)
    assert "exists already" in told["refusal"]
    two = command("migrate", old, target, "--to", newer, "-o", tmp_path / "one.xlsx")
    assert (two.exit_code, "There are 2 files" in two.output) == (2, True)


def began(folder: Path, form: Path) -> Round:
    roster = folder / "roster.csv"
    roster.write_text("code,name\n01,North\n02,South\n", encoding="utf-8")
    command("init", folder / "round", "--definition", form, "--year", 2025, "--roster", roster)
    command("distribute", "--round", folder / "round")
    return open_round(folder / "round", messages_for("en"))


def sent(round_: Round, code: str, target: Path) -> Path:
    """A workbook of the round that an agency has filled."""
    given = read_workbook(next(round_.subfolder("round.distributed").glob(f"{code}-*.xlsx")), round_.definition)
    content = new_submission(round_.definition, entries=ENTRIES)
    write_workbook(replace(content, agency=given.agency, year=given.year, identity=given.identity), target)
    return target


@pytest.mark.slow
def test_a_round_whose_form_is_mended_while_workbooks_are_out(tmp_path: Path, form: Path) -> None:
    round_ = began(tmp_path, form)
    inbox, out = tmp_path / "inbox", tmp_path / "out"
    inbox.mkdir()
    sent(round_, "01", inbox / "North.xlsx")
    forged = sent(round_, "02", inbox / "South.xlsx")
    stolen = read_workbook(forged, round_.definition)
    assert stolen.identity is not None
    write_workbook(replace(stolen, agency="North", identity=replace(stolen.identity, code="01")), forged)
    round_.definition_path.write_text(RENAMED, encoding="utf-8")
    assert command("collect", inbox / "North.xlsx", "--round", round_.folder).exit_code == 1  # its labels are others

    said = command("migrate", inbox, "--round", round_.folder, "-o", out)
    assert said.exit_code == 2  # nobody's forged workbook is signed anew
    assert [path.name for path in out.iterdir()] == ["North.xlsx"]
    moved = read_workbook(out / "North.xlsx", open_round(round_.folder, messages_for("en")).definition)
    assert moved.explanations == {"fewer.martins": "a storm"}
    assert isinstance(moved.identity, Identity)
    command("collect", out, "--round", round_.folder)
    north = state_of(open_round(round_.folder, messages_for("en"))).agencies[0]
    assert north.latest is not None
    # It is hers, and lacks nothing but the row that was added.
    assert (north.agency.name, north.state, north.latest.code) == ("North", "errors", "01")
    assert {finding["rule"] for finding in north.latest.each_rule} == {"filled", "fewer"}


def test_without_the_definition_a_workbook_is_read_as_far_as_its_labels_are_the_same(
    tmp_path: Path, form: Path
) -> None:
    old = filled(form, tmp_path / "old.xlsx")
    form.write_text(MENDED, encoding="utf-8")
    said = command("migrate", old, "--to", form, "-o", tmp_path / "mended.xlsx", "--format", "json")
    (told,) = json.loads(said.output)
    assert (said.exit_code, told["exact"], told["counts"]["moved"]) == (1, False, 8)
    form.write_text(RENAMED, encoding="utf-8")
    refused = command("migrate", old, "--to", form, "-o", tmp_path / "renamed.xlsx")
    assert refused.exit_code == 2
    assert "without the definition it was made from: name that file with --from." in refused.output
    before = beside(form, "before.txt", FORM)
    assert command("migrate", old, "--to", form, "--from", before, "-o", tmp_path / "renamed.xlsx").exit_code == 0


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt" or os.geteuid() != 0, reason="only root can give files to two users")
def test_a_workbook_that_is_open_keeps_no_other_from_being_moved() -> None:
    with open_folder() as place:
        form, out = place / "form.yaml", place / "out"
        form.write_text(FORM, encoding="utf-8")
        out.mkdir()
        out.chmod(0o1777)
        files = [filled(form, place / f"{agency}.xlsx", agency) for agency in ("North", "South")]
        (out / "North.xlsx").write_bytes(b"open in another program")
        (out / "North.xlsx").chmod(0o666)
        with an_ordinary_user():
            said = command("migrate", *files, "--to", form, "-o", out, "--force")
        assert said.exit_code == 2
        reason = messages_for("en")("write.open", file=out / "North.xlsx")
        assert messages_for("en")("migrate.not_moved", file=files[0], reason=reason) in said.output.splitlines()
        assert (out / "North.xlsx").read_bytes() == b"open in another program"
        assert read_workbook(out / "South.xlsx", load_definition(form)).agency == "South"
