"""A ledger of the first version is opened and carried over: nothing is lost, and what was new since works."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest

from support.commands import refusal, run
from support.first_ledger import as_first_version
from support.patience import HANG_SECONDS
from support.rounds import filled, records, send, small_round
from xlsreport.messages import messages_for
from xlsreport.round.counting.round_state import state_of
from xlsreport.round.folder import Round
from xlsreport.round.incoming.collection import collect
from xlsreport.round.ledger import ledger_database
from xlsreport.round.ledger.ledger_schema import SCHEMA_VERSION
from xlsreport.round.outgoing.distribution import distribute

EN = messages_for("en")


@pytest.fixture
def old(tmp_path: Path) -> Round:
    """A round of the first version, with what was given out and what came."""
    round_ = small_round(tmp_path / "round")
    list(distribute(round_))
    send(round_, tmp_path / "in", ["001", "002"])
    assert len(list(collect(round_, [tmp_path / "in"], clock=lambda: "2026-01-10T04:00:00Z"))) == 2
    as_first_version(round_.ledger_path)
    return round_


def told(path: Path, question: str) -> Any:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(question).fetchone()[0]


def kept(path: Path) -> list[tuple[Any, ...]]:
    """The records of the first version's tables, as far as it had them."""
    return [row[:9] for row in records(path) if row[0] in ("issue", "receipt", "received_file")]


@pytest.mark.slow
@pytest.mark.parametrize("command", ["status", "collect", "distribute", "return", "decide"])
def test_every_command_opens_an_old_ledger_and_carries_it_over(command: str, old: Round) -> None:
    before = kept(old.ledger_path)
    assert told(old.ledger_path, "PRAGMA user_version") == 1
    assert told(old.ledger_path, "PRAGMA journal_mode") == "wal"
    said = run(command, old.folder, *([old.folder.parent / "in"] if command == "collect" else []))
    assert (said.code, said.err) == (0, "")
    assert kept(old.ledger_path) == before
    assert told(old.ledger_path, "PRAGMA user_version") == SCHEMA_VERSION
    assert told(old.ledger_path, "PRAGMA journal_mode") == "delete"
    assert {path.name for path in old.folder.glob("ledger*")} == {"ledger.sqlite"}
    if os.name != "nt":
        assert old.ledger_path.stat().st_mode & 0o777 == 0o600


@pytest.mark.slow
def test_what_came_before_came_when_it_was_recorded_and_what_comes_now_is_compared_with_it(old: Round) -> None:
    (first, *_) = state_of(old).agencies
    assert first.current is not None
    assert (first.current.arrived, first.undecided) == ("2026-01-10T04:00:00Z", ())
    (old.folder.parent / "same.xlsx").write_bytes(filled(old, "001", contact="Somebody else"))
    (old.folder.parent / "other.xlsx").write_bytes(filled(old, "001", calls__inspected__other=98))
    (other,) = collect(old, [old.folder.parent / "other.xlsx"])
    assert (other.counts, other.undecided) == (True, True)
    assert "Two files differ" in other.remarks[0]
    assert run("decide", old.folder, "1", "--counts", "--reason", "they said so").code == 0
    assert state_of(old).agencies[0].current == first.current


@pytest.mark.slow
def test_an_old_ledger_belongs_to_the_round_that_it_is_first_opened_for(old: Round) -> None:
    assert run("status", old.folder).code == 0
    settings = old.folder / "round.yaml"
    settings.write_text(settings.read_text(encoding="utf-8").replace("year: 2025", "year: 2026"), encoding="utf-8")
    assert "has what was reported for 2025" in refusal("status", old.folder)


@pytest.mark.slow
def test_an_old_ledger_that_another_program_holds_is_told_and_carried_over_later(
    old: Round, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An earlier xlsreport that is still at work; nobody can let go of its log meanwhile."""
    monkeypatch.setattr(ledger_database, "_LOCK_TIMEOUT", 0.2)
    with closing(sqlite3.connect(old.ledger_path)) as connection:
        connection.execute("SELECT count(*) FROM receipt").fetchone()
        assert refusal("status", old.folder) == EN("ledger.busy", file=old.ledger_path)
    assert run("status", old.folder).code == 0


@pytest.mark.slow
def test_what_a_killed_run_of_the_first_version_left_in_its_log_is_carried_over(old: Round, tmp_path: Path) -> None:
    """Killed after its last record, the log had not been written into the ledger yet."""
    code = (
        "import os, sqlite3, sys; c = sqlite3.connect(sys.argv[1], isolation_level=None); "
        "c.execute('PRAGMA wal_autocheckpoint = 0'); "
        "c.execute(\"INSERT INTO decision (at, what, details) VALUES ('2026-01-11T00:00:00Z', 'x', '{}')\"); "
        "os.kill(os.getpid(), 9) if os.name != 'nt' else os._exit(9)"
    )
    subprocess.run([sys.executable, "-c", code, str(old.ledger_path)], check=False)
    assert Path(f"{old.ledger_path}-wal").stat().st_size > 0
    assert run("status", old.folder).code == 0
    assert [row[2] for row in records(old.ledger_path) if row[0] == "decision"] == ["x"]
    assert {path.name for path in old.folder.glob("ledger*")} == {"ledger.sqlite"}


@pytest.mark.slow
def test_two_processes_carry_an_old_ledger_over_once(old: Round) -> None:
    command = [sys.executable, "-m", "xlsreport", "status", "--round", str(old.folder), "--format", "json"]
    runs = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(3)]
    assert [(process.communicate(timeout=HANG_SECONDS)[1], process.returncode) for process in runs] == [(b"", 0)] * 3
    assert told(old.ledger_path, "SELECT count(*) FROM collection") == 1
    assert told(old.ledger_path, "PRAGMA user_version") == SCHEMA_VERSION


@pytest.mark.slow
def test_two_that_have_an_old_ledger_open_do_not_keep_each_other_from_it(
    old: Round, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each has read it and holds it, before either lets go of its log."""
    monkeypatch.setattr(ledger_database, "_LOCK_TIMEOUT", 20.0)
    both_have_it, leave = Barrier(2), ledger_database.LedgerDatabase._leave_shared_memory

    def together(ledger: ledger_database.LedgerDatabase) -> None:
        assert ledger._pragma("user_version") == 1
        both_have_it.wait(60)
        leave(ledger)

    monkeypatch.setattr(ledger_database.LedgerDatabase, "_leave_shared_memory", together)

    def opened(_: int) -> int:
        with old.open_ledger() as ledger:
            return len(list(ledger.issues()))

    with ThreadPoolExecutor(2) as threads:
        assert list(threads.map(opened, range(2))) == [3, 3]
    assert told(old.ledger_path, "PRAGMA journal_mode") == "delete"
