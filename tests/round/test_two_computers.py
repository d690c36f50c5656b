"""Two computers collect into one ledger on a network folder at the same time, and every file is recorded once."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from support.first_ledger import as_first_version
from support.patience import HANG_SECONDS
from support.rounds import records, send, small_round
from support.small_disk import may_mount
from support.two_computers import on_another_computer

CODES = [f"{number:03}" for number in range(1, 61)]
_COUNTING = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1])
for line in sys.stdin:
    print(connection.execute("SELECT count(*) FROM record").fetchone()[0], flush=True)
"""

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not may_mount(), reason="this system lets no process have mounts of its own"),
]


@pytest.mark.parametrize(("mode", "seen"), [("WAL", 0), ("DELETE", 1)])
def test_a_computer_sees_what_another_has_written_unless_that_needs_common_memory(
    mode: str, seen: int, tmp_path: Path
) -> None:
    """How the two computers here are like real ones: by a write-ahead log they lose each other's records."""
    path = tmp_path / "records.sqlite"
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute(f"PRAGMA journal_mode = {mode}")
        connection.execute("CREATE TABLE record (number INTEGER)")
        connection.execute("SELECT * FROM record").fetchall()
        other = on_another_computer(path, ["-c", _COUNTING, str(path)])
        assert other.stdin is not None
        assert other.stdout is not None
        other.stdin.write("\n")
        other.stdin.flush()
        assert other.stdout.readline() == "0\n"
        connection.execute("INSERT INTO record VALUES (1)")
        out, err = other.communicate("\n", timeout=HANG_SECONDS)
        assert (out, err) == (f"{seen}\n", "")


@pytest.mark.parametrize("version", ["this", "first"])
def test_no_file_is_lost_that_two_computers_collect_at_the_same_time(version: str, tmp_path: Path) -> None:
    round_ = small_round(tmp_path / "round", len(CODES))
    inboxes = [tmp_path / "one", tmp_path / "two"]
    send(round_, inboxes[0], CODES[:40])
    send(round_, inboxes[1], CODES[20:])
    if version == "first":
        as_first_version(round_.ledger_path)
    command = ["-m", "xlsreport", "collect", "--round", str(round_.folder), "--processes", "1"]
    runs = [on_another_computer(round_.ledger_path, [*command, str(inbox)]) for inbox in inboxes]
    told = [run.communicate(timeout=HANG_SECONDS) for run in runs]
    assert [run.returncode for run in runs] == [0, 0], told
    assert {err for _, err in told} == {""}
    kept = [row for row in records(round_.ledger_path) if row[0] == "receipt"]
    assert sorted(row[4] for row in kept) == CODES
    assert len([row for row in records(round_.ledger_path) if row[0] == "received_file"]) == len(CODES)
