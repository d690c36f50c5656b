"""The tables of the ledger."""

from __future__ import annotations

SCHEMA_VERSION = 1
"""Raised when an older xlsreport could no longer understand the ledger."""
APPLICATION = 0x786C7372
"""``xlsr``: how a ledger is told from any other SQLite file."""

_TABLES = """
CREATE TABLE issue (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    revision INTEGER NOT NULL,
    file TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    previous TEXT NOT NULL,
    receipt INTEGER REFERENCES receipt (number),
    letter TEXT NOT NULL
);
CREATE INDEX issue_by_code ON issue (code, number);
CREATE INDEX issue_by_content ON issue (sha256);
CREATE TABLE receipt (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    origin TEXT NOT NULL,
    code TEXT,
    revision INTEGER,
    verdict TEXT NOT NULL CHECK (verdict IN ('clean', 'warnings', 'errors', 'refused')),
    reason TEXT NOT NULL,
    sentence TEXT NOT NULL,
    findings TEXT NOT NULL,
    explanations TEXT NOT NULL,
    content TEXT,
    UNIQUE (sha256, reason)
);
CREATE INDEX receipt_by_code ON receipt (code, number);
CREATE INDEX receipt_by_content ON receipt (content) WHERE content IS NOT NULL;
CREATE TABLE received_file (
    number INTEGER PRIMARY KEY REFERENCES receipt (number),
    data BLOB NOT NULL
);
CREATE TABLE decision (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    what TEXT NOT NULL,
    details TEXT NOT NULL
);
"""

_LAST_YEAR_TEXT = """
CREATE TABLE IF NOT EXISTS last_year_text (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    code TEXT NOT NULL,
    texts BLOB NOT NULL
);
CREATE INDEX IF NOT EXISTS last_year_text_by_code ON last_year_text (code, number);
"""


def _append_only(table: str) -> tuple[str, ...]:
    """Triggers by which no program changes or removes a record."""
    return tuple(
        f"CREATE TRIGGER IF NOT EXISTS {table}_{deed.lower()} BEFORE {deed} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END"
        for deed in ("UPDATE", "DELETE")
    )


def _statements(script: str) -> tuple[str, ...]:
    return tuple(statement for statement in script.split(";\n") if statement.strip())


TEXT_STATEMENTS: tuple[str, ...] = (*_statements(_LAST_YEAR_TEXT), *_append_only("last_year_text"))
"""Those that make the table of last year's texts, which ledgers of earlier versions have not.

It is made when there is something to put into it. Earlier versions of xlsreport do not miss it, so that the version of
the ledger stays as it is.
"""
STATEMENTS: tuple[str, ...] = (
    *_statements(_TABLES),
    *(trigger for table in ("issue", "receipt", "received_file", "decision") for trigger in _append_only(table)),
    *TEXT_STATEMENTS,
)
"""All statements that make a ledger, each by itself, so that they can stand in one transaction."""
