"""The ledger has reports that are not published yet: like the key, only its owner may read it."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from support.commands import run
from support.rounds import send, small_round
from xlsreport.round.folder import Round

pytestmark = pytest.mark.skipif(os.name == "nt", reason="rights are those of the folder there")


@pytest.fixture
def round_(tmp_path: Path) -> Round:
    made = small_round(tmp_path / "round")
    send(made, tmp_path / "in", ["001"])
    return made


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


def test_a_new_ledger_and_its_journal_are_its_owners_alone(round_: Round) -> None:
    assert (mode(round_.ledger_path), mode(round_.folder / "key")) == (0o600, 0o600)
    with closing(sqlite3.connect(round_.ledger_path, isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("INSERT INTO decision (at, what, details) VALUES ('', '', '{}')")
        assert mode(round_.folder / "ledger.sqlite-journal") == 0o600
        connection.execute("ROLLBACK")
    assert run("collect", round_.folder, round_.folder.parent / "in").code == 0
    assert mode(round_.ledger_path) == 0o600


@pytest.mark.parametrize("command", ["status", "collect", "distribute"])
def test_one_that_others_may_read_is_tightened_with_its_copies(command: str, round_: Round) -> None:
    for name in ("ledger.sqlite", "ledger (2).sqlite", "ledger.sqlite.bak", "旧ledger.sqlite", "key"):
        shutil.copy(round_.ledger_path if "ledger" in name else round_.folder / "key", round_.folder / "copied")
        (round_.folder / "copied").replace(round_.folder / name)
        (round_.folder / name).chmod(0o644)
    assert run(command, round_.folder, *([round_.folder.parent / "in"] if command == "collect" else [])).code == 0
    found = {path.name: mode(path) for path in round_.folder.iterdir() if "ledger" in path.name or path.name == "key"}
    assert set(found.values()) == {0o600}
    assert len(found) == 5


def test_a_group_to_which_the_office_has_given_the_key_may_read_the_ledger(round_: Round) -> None:
    """Two accounts that work on one folder: whoever may read the key may do all that its owner may."""
    (round_.folder / "key").chmod(0o640)
    round_.ledger_path.chmod(0o666)
    assert run("status", round_.folder).code == 0
    assert (mode(round_.folder / "key"), mode(round_.ledger_path)) == (0o640, 0o660)


def test_a_link_in_place_of_a_copy_is_left_alone(round_: Round, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").write_text("not ours", encoding="utf-8")
    (tmp_path / "elsewhere").chmod(0o644)
    (round_.folder / "ledger.sqlite-link").symlink_to(tmp_path / "elsewhere")
    assert run("status", round_.folder).code == 0
    assert mode(tmp_path / "elsewhere") == 0o644
