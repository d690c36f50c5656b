"""Collects in a process that is killed, then once more, and compares the ledger with that of an undisturbed run."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from support.commands import run
from support.patience import HANG_SECONDS
from support.rounds import records
from xlsreport.round.folder import LEDGER_FILE

Moment = Callable[[Path], None]
"""Waits until a process is to be killed, given the ledger that it writes."""

_QUICK = os.environ | {"PYTHONDONTWRITEBYTECODE": "1", "XLSREPORT_LANG": "en"}


@dataclass(frozen=True)
class Kill:
    """What came of one: how many files were recorded before, and what was wrong after collecting once more."""

    before: int
    ended_by_itself: bool
    wrong: str = ""


class Killing:
    """A round of which nothing was collected yet, and what collecting makes of it."""

    def __init__(self, round_: Path, inbox: Path, work: Path, processes: int) -> None:
        self._round, self._inbox, self._work = round_, inbox, work
        self._processes = processes
        folder = self._fresh("undisturbed")
        started = time.monotonic()
        process = self._started(folder)
        _, told = process.communicate(timeout=HANG_SECONDS)
        assert process.returncode in (0, 1), told.decode()
        self.seconds = time.monotonic() - started
        self.expected = records(folder / LEDGER_FILE)

    def kill(self, moment: Moment) -> Kill:
        """Collect, be killed at a moment, and collect once more."""
        folder = self._fresh("killed")
        process = self._started(folder)
        moment(folder / LEDGER_FILE)
        process.kill()
        # Every process that it had started holds the other end of what it prints to, until it ends.
        process.communicate(timeout=HANG_SECONDS)
        before = records(folder / LEDGER_FILE)
        count = sum(row[0] == "receipt" for row in before)
        if (rows := _started_like(before, self.expected)) is not None:
            return Kill(count, process.returncode >= 0, f"the killed run had recorded {rows}")
        again = run("collect", folder, self._inbox, "--processes", str(self._processes))
        assert again.code in (0, 1), again
        same = records(folder / LEDGER_FILE) == self.expected
        return Kill(count, process.returncode >= 0, "" if same else "the ledger differs from that of a whole run")

    def _fresh(self, name: str) -> Path:
        folder = self._work / name
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(self._round, folder)
        return folder

    def _started(self, folder: Path) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "xlsreport", "collect", "--round", str(folder), str(self._inbox)]
        command += ["--processes", str(self._processes)]
        return subprocess.Popen(command, env=_QUICK, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def _started_like(some: list[tuple[Any, ...]], whole: list[tuple[Any, ...]]) -> str | None:
    """Names records that are not among the first of a whole run."""
    tables: set[str] = {row[0] for row in some} - {"sqlite_sequence"}
    for table in tables:
        mine, all_ = ([row for row in rows if row[0] == table] for rows in (some, whole))
        if mine != all_[: len(mine)]:
            return table
    return None


def recorded(ledger: Path) -> int:
    """How many files a ledger has at the moment, whoever is writing to it."""
    with closing(sqlite3.connect(ledger, timeout=HANG_SECONDS)) as connection:
        return int(connection.execute("SELECT count(*) FROM receipt").fetchone()[0])
