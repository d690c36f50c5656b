"""The file of the ledger: opened so that several processes and computers may write to it, and carried over from older
versions.
"""

from __future__ import annotations

import os
import random
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import quote

from xlsreport.errors import LedgerError
from xlsreport.messages import Messages
from xlsreport.round.ledger.ledger_schema import APPLICATION, SCHEMA_VERSION, STEPS

_LOCK_TIMEOUT = 60.0
"""Seconds to wait for another process that is writing."""
_PAUSE = 0.05
"""Seconds until something is tried again for which SQLite itself does not wait."""


class LedgerDatabase:
    """An open ledger without what it is about; use it in a ``with`` statement.

    A round has one from its beginning, so that one which is missing or empty was lost, and is not made anew unseen.

    Args:
        path: where it is kept.
        messages: the language of errors.
        new: make it, where there is none.

    Raises:
        LedgerError: from every method: the file cannot be opened or written, or is of a newer version.
    """

    def __init__(self, path: Path, messages: Messages, *, new: bool = False) -> None:
        self._path = path
        self._messages = messages
        if not new and _is_missing(path):
            raise LedgerError(messages("ledger.missing", file=path))
        with self._told():
            if new:
                _make_private(path)
            self._connection = self._opened()
            try:
                if new:
                    self._create()
                self._prepare()
            except BaseException:
                self._connection.close()
                raise

    def _opened(self) -> sqlite3.Connection:
        return sqlite3.connect(sqlite_uri(self._path), timeout=_LOCK_TIMEOUT, isolation_level=None, uri=True)

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    @contextmanager
    def together(self) -> Iterator[None]:
        """Make several records in one transaction: all of them are there in the end, or none."""
        with self._told(), self._transaction():
            yield

    def _prepare(self) -> None:
        if self._pragma("application_id") != APPLICATION:
            raise LedgerError(self._messages("ledger.foreign", file=self._path))
        version = self._pragma("user_version")
        if version > SCHEMA_VERSION:
            raise LedgerError(self._messages("ledger.newer", file=self._path, version=version))
        self._leave_shared_memory()
        # What was committed is on the disk, so that not even a power failure leaves half of it.
        self._connection.execute("PRAGMA synchronous = FULL")
        if version < SCHEMA_VERSION:
            self._carry_over()

    def _pragma(self, name: str) -> int:
        return int(self._connection.execute(f"PRAGMA {name}").fetchone()[0])

    def _leave_shared_memory(self) -> None:
        """Let nobody write by a write-ahead log, as older versions did.

        All who use such a log must share memory, which two computers on a network folder do not: they overwrite each
        other's records. A rollback journal needs locks on files only ([SQLite: Write-Ahead Logging] section 1).
        """
        end = time.monotonic() + _LOCK_TIMEOUT
        while self._connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal":
            try:
                self._connection.execute("PRAGMA journal_mode = DELETE")
            except sqlite3.OperationalError as error:
                # Somebody else has it open, for which SQLite does not wait.
                if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > end:
                    raise
                # Two that wait with it open keep each other from it; two that try at the same pace would, too.
                self._connection.close()
                time.sleep(_PAUSE * random.uniform(1, 3))
                self._connection = self._opened()

    def _create(self) -> None:
        """Make the tables of a new file; whoever comes second finds them made."""
        if not self._has_tables():
            with self._transaction():
                if not self._has_tables():
                    self._connection.execute(f"PRAGMA application_id = {APPLICATION}")
                    self._take_steps()

    def _carry_over(self) -> None:
        """Bring a ledger of an older version to this one, in one transaction; nothing that it has is changed."""
        with self._transaction():
            self._take_steps()

    def _take_steps(self) -> None:
        """Those that this ledger has not taken yet; another process may have been faster."""
        for step in STEPS[self._pragma("user_version") :]:
            for statement in step:
                self._connection.execute(statement)
        self._connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")

    def _has_tables(self) -> bool:
        return self._connection.execute("SELECT 1 FROM sqlite_schema LIMIT 1").fetchone() is not None

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        """A transaction of its own, or a part of the one that is open."""
        if self._connection.in_transaction:
            yield
            return
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._connection.execute("COMMIT")
        except BaseException:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            raise

    @contextmanager
    def _told(self) -> Iterator[None]:
        """What SQLite stumbles over, as a sentence."""
        try:
            yield
        except sqlite3.Error as error:
            code = getattr(error, "sqlite_errorcode", 0)
            key = _REASONS.get(code) or _REASONS.get(code & 0xFF, "failed")  # the lowest byte is the kind of error
            reason = self._messages("system.sqlite", number=code)
            raise LedgerError(self._messages(f"ledger.{key}", file=self._path, reason=reason)) from None


_REASONS = {
    sqlite3.SQLITE_FULL: "full",
    sqlite3.SQLITE_READONLY: "read_only",
    sqlite3.SQLITE_CANTOPEN: "no_file",
    sqlite3.SQLITE_PERM: "no_file",
    sqlite3.SQLITE_BUSY: "busy",
    sqlite3.SQLITE_LOCKED: "busy",
    sqlite3.SQLITE_NOTADB: "foreign",
    sqlite3.SQLITE_CORRUPT: "corrupt",
    sqlite3.SQLITE_IOERR: "disk",
    sqlite3.SQLITE_IOERR_SHMSIZE: "full",  # there is no room for what an older version's ledger needs to be opened
}
"""Result codes of SQLite and the sentence for each."""


def _make_private(path: Path) -> None:
    """An empty file that only its owner can read, which SQLite fills; its journals have the same rights."""
    with suppress(OSError):  # about what is there already, or cannot be made, SQLite has its say
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))


def sqlite_uri(path: Path, mode: str = "rw") -> str:
    """How SQLite is told to open a file that is there: not even on a Windows share may a host stand before the path."""
    way = os.fsencode(path.absolute().as_posix())
    return f"file://{'' if way.startswith(b'/') else '/'}{quote(way, safe='/:')}?mode={mode}"


def _is_missing(path: Path) -> bool:
    try:
        path.stat()
    except FileNotFoundError:
        return True
    except OSError:  # about which SQLite has its say
        pass
    return False
