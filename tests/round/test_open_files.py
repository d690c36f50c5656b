"""One file that is open in another program does not keep the others from being written."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from support.commands import run
from support.ordinary_user import NOBODY, an_ordinary_user, open_folder
from support.rounds import send, small_round
from xlsreport.messages import messages_for
from xlsreport.round.folder import ROUND_FILE, Round
from xlsreport.round.incoming.collection import collect

EN = messages_for("en")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.name == "nt" or os.geteuid() != 0, reason="only root can give files to two users"),
]


@contextmanager
def held(path: Path, round_: Round) -> Iterator[None]:
    """Whatever runs here may do everything in a round's folder but replace one file, as where Excel has it open."""
    for each in (round_.folder, *round_.folder.rglob("*")):
        os.chown(each, NOBODY, NOBODY)
    os.chown(path, 0, 0)
    path.chmod(0o666)
    os.chown(path.parent, 0, 0)
    path.parent.chmod(0o1777)
    with an_ordinary_user():
        yield


@pytest.fixture
def round_() -> Iterator[Round]:
    with open_folder() as folder:
        made = small_round(folder / "round")
        yield made


def changed(folder: Path, before: dict[str, bytes]) -> set[str]:
    return {path.name for path in folder.iterdir() if path.read_bytes() != before.get(path.name)}


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_reports_of_the_others_are_made(round_: Round, tmp_path: Path) -> None:
    send(round_, tmp_path / "in", ["001", "002", "003"])
    list(collect(round_, [tmp_path / "in"]))
    render = ("render", round_.folder, "--all", "--to", "docx")
    assert run(*render).code == 0
    folder = round_.subfolder("round.reports")
    before, open_one = contents(folder), min(folder.iterdir())
    with held(open_one, round_):
        said = run(*render, "--page-style", "us-letter")
    assert said.code == 1
    reason = EN("write.open", file=open_one)
    assert EN("round.failed", code="001", agency="第001镇", reason=reason) in said.err.splitlines()
    assert changed(folder, before) == set(before) - {open_one.name}


def test_workbooks_of_the_others_are_given_out_and_the_next_run_catches_up(round_: Round) -> None:
    assert run("distribute", round_.folder).code == 0
    folder, form = round_.subfolder("round.distributed"), round_.definition_path
    before, open_one = contents(folder), folder / "002-第002镇-2025 report.xlsx"
    form.write_text(form.read_text(encoding="utf-8").replace("Harbour", "Port"), encoding="utf-8")
    with held(open_one, round_):
        said = run("distribute", round_.folder, "--zip")
    assert (said.code, said.err.splitlines()) == (1, [EN("write.open", file=open_one)])
    assert f"{EN('distribute.done', folder=folder, written=2, unchanged=0, in_use=1, previous=0)}" in said.out
    workbooks = {name for name in before if name.startswith("0")}
    assert changed(folder, before) == workbooks - {open_one.name}
    caught_up = run("distribute", round_.folder)
    assert caught_up.code == 0
    assert changed(folder, before) == workbooks
    assert EN("distribute.anew", count=1, agencies="002 第002镇") in caught_up.out  # whom to send the new one


def test_a_covering_list_that_is_open_keeps_nothing_from_being_said(round_: Round) -> None:
    assert run("distribute", round_.folder).code == 0
    folder, form = round_.subfolder("round.distributed"), round_.definition_path
    listed, roster = folder / "covering list.xlsx", round_.folder / "roster.csv"
    roster.write_text(roster.read_text(encoding="utf-8").replace("第003镇", "第三镇"), encoding="utf-8")
    form.write_text(form.read_text(encoding="utf-8").replace("Harbour", "Port"), encoding="utf-8")
    before = listed.read_bytes()
    with held(listed, round_):
        said = run("distribute", round_.folder)
    assert said.code == 1
    assert EN("write.open", file=listed) in said.err.splitlines()
    assert listed.read_bytes() == before
    assert EN("distribute.anew", count=3, agencies="001 第001镇, 002 第002镇, 003 第三镇") in said.out


def test_a_letter_that_is_open_keeps_no_other_from_being_returned(round_: Round, tmp_path: Path) -> None:
    send(round_, tmp_path / "in", ["001", "002"], calls__arrived__other="many")
    list(collect(round_, [tmp_path / "in"]))
    assert run("return", round_.folder).code == 0
    folder, settings = round_.subfolder("round.returned"), round_.folder / ROUND_FILE
    letters = sorted(path.name for path in folder.glob("*.docx"))
    before, open_one = contents(folder), folder / letters[0]
    stated = re.sub("(?m)^office:.*$", "office: Harbour Board", settings.read_text(encoding="utf-8"))
    settings.write_text(stated, encoding="utf-8")
    with held(open_one, round_):
        said = run("return", round_.folder)
    assert (said.code, said.err.splitlines()) == (1, [EN("write.open", file=open_one)])
    assert changed(folder, before) == {letters[1]}
