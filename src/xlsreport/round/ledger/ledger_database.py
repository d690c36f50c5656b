"""The SQLite file of the ledger: concurrent access by processes and computers, and migration of old versions."""

from __future__ import annotations

import os
import random
import sqlite3
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import quote

from xlsreport.errors import LedgerError
from xlsreport.messages import Messages
from xlsreport.round.ledger.ledger_schema import APPLICATION, SCHEMA_VERSION, STEPS

_LOCK_TIMEOUT = 60.0
"""Seconds to wait for another process that is writing."""
_SYNCHRONOUS = "FULL"
"""A commit is flushed to the disk, so that it survives a power failure."""
_PAUSE = 0.05
"""Seconds before a retry of what SQLite itself does not wait for."""


class LedgerDatabase:
    """The connection to a ledger's file, without its tables' meaning; use it in a ``with`` statement.

    A round has a ledger from the start, so a missing or empty one was lost: that is an error, and no new one is made.

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
        with self._translated_errors():
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
        """Close the connection."""
        self._connection.close()

    @contextmanager
    def together(self) -> Iterator[None]:
        """Make several records in one transaction: all or none."""
        with self._translated_errors(), self._transaction():
            yield

    def _prepare(self) -> None:
        if self._pragma("application_id") != APPLICATION:
            raise LedgerError(self._messages("ledger.foreign", file=self._path))
        version = self._pragma("user_version")
        if version > SCHEMA_VERSION:
            raise LedgerError(self._messages("ledger.newer", file=self._path, version=version))
        self._leave_shared_memory()
        self._connection.execute(f"PRAGMA synchronous = {_SYNCHRONOUS}")
        if version < SCHEMA_VERSION:
            self._carry_over()

    def _pragma(self, name: str) -> int:
        return int(self._connection.execute(f"PRAGMA {name}").fetchone()[0])

    def _leave_shared_memory(self) -> None:
        """Switch off the write-ahead log that older versions used.

        Users of such a log must share memory. Two computers on a network folder do not, and overwrite each other's
        records; a rollback journal needs file locks only ([SQLite: Write-Ahead Logging] section 1).
        """
        end = time.monotonic() + _LOCK_TIMEOUT
        while self._connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal":
            try:
                self._connection.execute("PRAGMA journal_mode = DELETE")
            except sqlite3.OperationalError as error:
                # Another process has it open; SQLite does not wait for that.
                if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > end:
                    raise
                # Closed while waiting, since two waiting processes would block each other; random against lockstep.
                self._connection.close()
                time.sleep(_PAUSE * random.uniform(1, 3))
                self._connection = self._opened()

    def _create(self) -> None:
        """Create the tables of a new file, unless another process was faster."""
        if not self._has_tables():
            with self._transaction():
                if not self._has_tables():
                    self._connection.execute(f"PRAGMA application_id = {APPLICATION}")
                    self._take_steps()

    def _carry_over(self) -> None:
        """Migrate a ledger of an older version in one transaction; its records are not changed."""
        with self._transaction():
            self._take_steps()

    def _take_steps(self) -> None:
        """Run the migration steps that are missing, some of which another process may have run."""
        for step in STEPS[self._pragma("user_version") :]:
            for statement in step:
                self._connection.execute(statement)
        self._connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")

    def _insert(self, table: str, columns: str, row: tuple[Any, ...]) -> int:
        """Add a record, within a transaction; gives its number."""
        marks = ", ".join("?" * len(row))
        done = self._connection.execute(f"INSERT INTO {table} ({columns}) VALUES ({marks})", row)
        return int(done.lastrowid or 0)

    def _rows(self, question: str, values: Iterable[Any] = ()) -> list[Any]:
        with self._translated_errors():
            return self._connection.execute(question, tuple(values)).fetchall()

    def _has_tables(self) -> bool:
        return self._connection.execute("SELECT 1 FROM sqlite_schema LIMIT 1").fetchone() is not None

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        """A transaction; within an open one, a part of it."""
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
    def _translated_errors(self) -> Iterator[None]:
        """Turn errors of SQLite into :class:`LedgerError`."""
        try:
            yield
        except sqlite3.Error as error:
            code = getattr(error, "sqlite_errorcode", 0)
            key = _REASONS.get(code) or _REASONS.get(code & 0xFF, "failed")  # the low byte is the primary result code
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
    sqlite3.SQLITE_IOERR_SHMSIZE: "full",  # no room for the shared memory of a write-ahead log
}
"""Result codes of SQLite, and the message for each."""


def _make_private(path: Path) -> None:
    """Create an empty file that only its owner can read; SQLite gives its journals the same permissions."""
    with suppress(OSError):  # SQLite reports a file that exists or cannot be created
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))


def sqlite_uri(path: Path, mode: str = "rw") -> str:
    """The URI by which SQLite opens an existing file; it may have no host, not even for a Windows share."""
    way = os.fsencode(path.absolute().as_posix())
    return f"file://{'' if way.startswith(b'/') else '/'}{quote(way, safe='/:')}?mode={mode}"


def _is_missing(path: Path) -> bool:
    try:
        path.stat()
    except FileNotFoundError:
        return True
    except OSError:  # reported by SQLite
        pass
    return False
