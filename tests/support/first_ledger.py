"""Ledgers as the first version made them: in write-ahead mode, for everybody to read, without times of arrival."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from xlsreport.round.ledger.ledger_schema import APPLICATION, STEPS

_LATER_COLUMNS = {"arrived", "stated", "lines", "form"}


def as_first_version(ledger: Path) -> None:
    """Put a ledger into the form that the first version would have given it, with the same records."""
    whole = ledger.with_name("later.sqlite")
    ledger.rename(whole)
    with closing(sqlite3.connect(ledger, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        for statement in STEPS[0]:
            connection.execute(statement)
        connection.execute("ATTACH ? AS later", (str(whole),))
        for table in ("receipt", "issue", "received_file", "decision"):
            columns = ", ".join(_columns(connection, table))
            connection.execute(f"INSERT INTO {table} ({columns}) SELECT {columns} FROM later.{table}")
        connection.execute(f"PRAGMA application_id = {APPLICATION}")
        connection.execute("PRAGMA user_version = 1")
    whole.unlink()
    ledger.chmod(0o644)


def _columns(connection: sqlite3.Connection, table: str) -> Iterator[str]:
    for row in connection.execute(f"PRAGMA later.table_info({table})").fetchall():
        if row[1] not in _LATER_COLUMNS:
            yield str(row[1])
