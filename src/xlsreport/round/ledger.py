"""The ledger: what was given out and what came back, append-only, in one SQLite file.

Each record is one transaction. The file that came is kept in its record, so that nothing which was received can be
lost or changed afterwards, whatever becomes of the folder that it was collected from.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

from xlsreport.messages import Messages
from xlsreport.round.ledger_schema import APPLICATION, SCHEMA_VERSION, STATEMENTS, TEXT_STATEMENTS
from xlsreport.round.records import Decision, Issue, NewReceipt, Receipt

_PATIENCE = 60.0
"""Seconds to wait for another process that is writing."""


class LedgerError(Exception):
    """A ledger that cannot be opened or written; ``str()`` is one sentence."""


class Ledger:
    """An open ledger; use it in a ``with`` statement.

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
            address = _address(path, "rwc" if new else "rw")
            self._connection = sqlite3.connect(address, timeout=_PATIENCE, isolation_level=None, uri=True)
            try:
                if new:
                    self._create()
                self._prepare()
            except BaseException:
                self._connection.close()
                raise

    def __enter__(self) -> Ledger:
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, trace: object) -> None:
        self._connection.close()

    def _prepare(self) -> None:
        if self._pragma("application_id") != APPLICATION:
            raise LedgerError(self._messages("ledger.foreign", file=self._path))
        version = self._pragma("user_version")
        if version > SCHEMA_VERSION:
            raise LedgerError(self._messages("ledger.newer", file=self._path, version=version))
        # What was committed survives the process whatever kills it; a power failure may cost the last records, which
        # collecting the same files once more brings back.
        self._connection.execute("PRAGMA synchronous = NORMAL")

    def _pragma(self, name: str) -> int:
        return int(self._connection.execute(f"PRAGMA {name}").fetchone()[0])

    def _create(self) -> None:
        """Make the tables of a new file; whoever comes second finds them made."""
        if self._has_tables():
            return
        self._connection.execute("PRAGMA journal_mode = WAL")
        with self._transaction():
            if self._has_tables():
                return
            for statement in STATEMENTS:
                self._connection.execute(statement)
            self._connection.execute(f"PRAGMA application_id = {APPLICATION}")
            self._connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")

    def _has_tables(self) -> bool:
        return self._connection.execute("SELECT 1 FROM sqlite_schema LIMIT 1").fetchone() is not None

    @contextmanager
    def _transaction(self) -> Iterator[None]:
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

    def record_issue(self, issue: Issue) -> None:
        """Record a workbook that was given out."""
        with self._told(), self._transaction():
            named = (issue.at, issue.code, issue.name, issue.revision, issue.file, issue.sha256)
            row = (*named, _json(issue.previous), issue.receipt, issue.letter)
            self._connection.execute(f"INSERT INTO issue ({_ISSUE_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", row)

    def record_receipt(self, receipt: NewReceipt, as_copy: Callable[[str], NewReceipt]) -> Receipt | None:
        """Record a file that came back, with all that came of it, in one transaction; None where it is known.

        One that was refused is recorded once more where it is judged otherwise now. ``as_copy`` gives what to record
        instead where the agency of a code has sent the same figures and paragraphs.
        """
        with self._told(), self._transaction():
            other = self._copied_from(receipt)
            judged = receipt if other is None else as_copy(other)
            if self._has(judged):
                return None
            row = (
                judged.at,
                judged.sha256,
                judged.origin,
                judged.code,
                judged.revision,
                judged.verdict,
                judged.reason,
                judged.sentence,
                _json(judged.findings),
                _json(judged.explanations),
                judged.content,
            )
            cursor = self._connection.execute(
                f"INSERT INTO receipt ({_RECEIPT_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row
            )
            number = int(cursor.lastrowid or 0)
            if receipt.data is not None:
                self._connection.execute("INSERT INTO received_file VALUES (?, ?)", (number, receipt.data))
            return _receipt((number, *row[:-1]))

    def _copied_from(self, receipt: NewReceipt) -> str | None:
        """The other agency whose figures and paragraphs these are."""
        if receipt.content is None or receipt.verdict == "refused":
            return None
        found = self._connection.execute(
            "SELECT code FROM receipt WHERE content = ? AND code <> ? ORDER BY number LIMIT 1",
            (receipt.content, receipt.code),
        ).fetchone()
        return str(found[0]) if found else None

    def record_decision(self, what: str, details: Mapping[str, Any]) -> None:
        """Record something that the office decided, such as going on while agencies are missing."""
        with self._told(), self._transaction():
            self._connection.execute(
                "INSERT INTO decision (at, what, details) VALUES (?, ?, ?)", (now(), what, _json(details))
            )

    def knows(self, sha256: str) -> bool:
        """Whether a file of this content was received and has its agency, so that nothing else can come of it.

        What was refused may be judged otherwise, once the roster, the key or the program is another.
        """
        with self._told():
            found = self._connection.execute(
                "SELECT 1 FROM receipt WHERE sha256 = ? AND verdict <> 'refused'", (sha256,)
            )
            return found.fetchone() is not None

    def _has(self, receipt: NewReceipt) -> bool:
        """Whether a file of this content was received, and not refused for another reason."""
        found = self._connection.execute(
            "SELECT 1 FROM receipt WHERE sha256 = ? AND (verdict <> 'refused' OR reason = ?)",
            (receipt.sha256, receipt.reason),
        )
        return found.fetchone() is not None

    def issued(self, sha256: str) -> int | None:
        """The revision of a file that is as it was given out, which nobody has filled or mended; None for others."""
        with self._told():
            found = self._connection.execute("SELECT revision FROM issue WHERE sha256 = ?", (sha256,)).fetchone()
            return None if found is None else int(found[0])

    def previous(self, code: str) -> Mapping[str, Any] | None:
        """Last year's figures as an agency was last given them, by place; None where it was given nothing."""
        with self._told():
            found = self._connection.execute(
                "SELECT previous FROM issue WHERE code = ? ORDER BY number DESC LIMIT 1", (code,)
            ).fetchone()
            return None if found is None else _parsed(found[0])

    def keep_last_year_texts(self, texts: Mapping[str, bytes]) -> None:
        """Record last year's texts by agency's code, where they are others than were known."""
        with self._told(), self._transaction():
            for statement in TEXT_STATEMENTS:
                self._connection.execute(statement)
            for code, data in texts.items():
                if self._last_year_text(code) != data:
                    row = (now(), code, data)
                    self._connection.execute("INSERT INTO last_year_text (at, code, texts) VALUES (?, ?, ?)", row)

    def last_year_text(self, code: str) -> bytes | None:
        """Last year's texts of an agency as they were recorded last; None where they are not known."""
        with self._told():
            return self._last_year_text(code) if self._has_texts() else None

    def _last_year_text(self, code: str) -> bytes | None:
        found = self._connection.execute(
            "SELECT texts FROM last_year_text WHERE code = ? ORDER BY number DESC LIMIT 1", (code,)
        ).fetchone()
        return None if found is None else bytes(found[0])

    def _has_texts(self) -> bool:
        """Whether there is a table for them; ledgers of earlier versions have none."""
        found = self._connection.execute("SELECT 1 FROM sqlite_schema WHERE name = 'last_year_text'")
        return found.fetchone() is not None

    def issues(self) -> Iterator[Issue]:
        """All workbooks that were given out, oldest first."""
        with self._told():
            rows = self._connection.execute(f"SELECT {_ISSUE_COLUMNS} FROM issue ORDER BY number")
            for at, code, name, revision, file, sha256, previous, receipt, letter in rows:
                yield Issue(at, code, name, revision, file, sha256, _parsed(previous), receipt, letter)

    def receipts(self) -> Iterator[Receipt]:
        """All files that came back, oldest first."""
        with self._told():
            columns = _RECEIPT_COLUMNS.removesuffix(", content")
            yield from map(_receipt, self._connection.execute(f"SELECT number, {columns} FROM receipt ORDER BY number"))

    def decisions(self) -> Iterator[Decision]:
        """All that the office decided, oldest first."""
        with self._told():
            rows = self._connection.execute("SELECT at, what, details FROM decision ORDER BY number")
            yield from (Decision(at, what, _parsed(details)) for at, what, details in rows)

    def file_of(self, number: int) -> bytes | None:
        """The file that a receipt is about, as it came; None where it was no workbook of ours."""
        with self._told():
            found = self._connection.execute("SELECT data FROM received_file WHERE number = ?", (number,)).fetchone()
            return None if found is None else bytes(found[0])

    def last_record(self) -> str:
        """When anything was last recorded; empty where nothing was."""
        with self._told():
            found = self._connection.execute(
                "SELECT max(at) FROM (SELECT max(at) AS at FROM issue UNION ALL SELECT max(at) FROM receipt)"
            ).fetchone()
            return str(found[0] or "")


_ISSUE_COLUMNS = "at, code, name, revision, file, sha256, previous, receipt, letter"
_RECEIPT_COLUMNS = "at, sha256, origin, code, revision, verdict, reason, sentence, findings, explanations, content"
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
    sqlite3.SQLITE_IOERR_SHMSIZE: "full",  # there is no room for the file by which processes find each other's records
}
"""Result codes of SQLite and the sentence for each."""


def _address(path: Path, mode: str) -> str:
    """How SQLite is told to open a file: not even on a Windows share may a host stand before the path."""
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


def now() -> str:
    """The present moment as the ledger writes it: UTC, to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _receipt(row: tuple[Any, ...]) -> Receipt:
    number, at, sha256, origin, code, revision, verdict, reason, sentence, findings, explanations = row
    told = tuple(_parsed(findings)), _parsed(explanations)
    return Receipt(number, at, sha256, origin, code, revision, verdict, reason, sentence, *told)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _parsed(text: str) -> Any:
    return json.loads(text)
