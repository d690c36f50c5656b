"""The ledger: what was given out and what came back, append-only, in one SQLite file.

Each record is one transaction. Received files are stored in the ledger, so that they cannot be lost or changed,
whatever happens to the folder that they were collected from.
"""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from xlsreport.errors import LedgerError
from xlsreport.messages import Messages
from xlsreport.round.ledger.form_records import FormRecords
from xlsreport.round.ledger.records import (
    Decision,
    IssuedName,
    IssuedWorkbook,
    KnownFile,
    NewReceipt,
    Receipt,
    RoundIdentity,
)
from xlsreport.round.ledger.rulings import in_force, rulings
from xlsreport.round.ledger.timestamps import timestamp_now


class Ledger(FormRecords):
    """An open ledger, of one round; use it in a ``with`` statement.

    Args:
        path: where it is kept.
        messages: the language of errors.
        of: the round to which its records have to belong.
        new: create it.

    Raises:
        LedgerError: from every method: the file cannot be opened or written, is of a newer version, or has the records
            of another round.
    """

    def __init__(self, path: Path, messages: Messages, *, of: RoundIdentity | None = None, new: bool = False) -> None:
        super().__init__(path, messages, new=new)
        self._of = of
        self._is_writable = False
        if of is not None:
            try:
                self._expect(of)
            except BaseException:
                self.close()
                raise

    def __enter__(self) -> Ledger:
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, trace: object) -> None:
        self.close()

    def expect_writable(self) -> None:
        """Make sure that the ledger can be written, before files are written that have to be recorded.

        Raises:
            LedgerError: the ledger cannot be written.
        """
        if self._is_writable:
            return
        with self._translated_errors():
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                # Only a change, which creates a journal, shows whether the folder is writable.
                (version,) = self._connection.execute("PRAGMA user_version").fetchone()
                self._connection.execute(f"PRAGMA user_version = {version}")
            finally:
                self._connection.execute("ROLLBACK")
        self._is_writable = True

    def _expect(self, of: RoundIdentity) -> None:
        """Raise an error if the records belong to another round, as in a copied folder."""
        with self._translated_errors():
            known = self._collection()
            if known == of or not self._has_records():
                return
            if known is None:  # migrated from a version that did not record it
                with self._transaction():
                    self._record_collection()
                return
        names: dict[str, object] = {"found": known.year, "found_definition": known.definition}
        names |= {"expected": of.year, "expected_definition": of.definition, "file": self._path}
        raise LedgerError(self._messages("ledger.other_round", **names))

    def _has_records(self) -> bool:
        found = self._connection.execute("SELECT EXISTS (SELECT 1 FROM issue) OR EXISTS (SELECT 1 FROM receipt)")
        return bool(found.fetchone()[0])

    def _collection(self) -> RoundIdentity | None:
        found = self._connection.execute(
            "SELECT round, year, definition FROM collection ORDER BY number DESC LIMIT 1"
        ).fetchone()
        return None if found is None else RoundIdentity(*found)

    def _record_collection(self) -> None:
        """Record, within a transaction, to which round the records belong, unless that is known."""
        of = self._of
        if of is not None and self._collection() != of:
            row = (timestamp_now(), of.round, of.year, of.definition)
            self._insert("collection", "at, round, year, definition", row)

    def record_issue(self, issue: IssuedWorkbook) -> None:
        """Record a workbook that was given out, unless it equals the last record of its agency and revision."""
        with self._translated_errors(), self._transaction():
            last = self._connection.execute(
                "SELECT sha256, letter FROM issue WHERE code = ? AND revision = ? ORDER BY number DESC LIMIT 1",
                (issue.code, issue.revision),
            ).fetchone()
            if last == (issue.sha256, issue.letter):
                return
            self._record_collection()
            named = (issue.at, issue.code, issue.name, issue.revision, issue.file, issue.sha256)
            self._insert("issue", _ISSUE_COLUMNS, (*named, _json(issue.previous), issue.receipt, issue.letter))

    def record_receipt(self, receipt: NewReceipt, as_copy: Callable[[str], NewReceipt | None]) -> Receipt | None:
        """Record a received file with its verdict in one transaction; None if it is known already.

        A file that was refused is recorded again if its verdict is another one now. ``as_copy`` gives the record to use
        instead if the agency of a code has sent the same figures and paragraphs; None where that is no matter.
        """
        with self._translated_errors(), self._transaction():
            judged = next(filter(None, map(as_copy, self._copied_from(receipt))), receipt)
            if self._has(judged):
                return None
            self._record_collection()
            whose = (judged.at, judged.arrived, judged.sha256, judged.origin, judged.code, judged.revision)
            outcome = (
                judged.verdict,
                judged.reason,
                judged.sentence,
                _json(judged.findings),
                _json(judged.explanations),
            )
            lines = _json(judged.lines)
            kept = (*whose, *outcome, judged.content, judged.stated, lines, judged.form)
            number = self._insert("receipt", _RECEIPT_COLUMNS, kept)
            if receipt.data is not None:
                self._insert("received_file", "number, data", (number, receipt.data))
            return _receipt((number, *whose, *outcome, judged.stated or judged.sha256, lines))

    def _copied_from(self, receipt: NewReceipt) -> Sequence[str]:
        """The codes of others who sent the same figures and paragraphs in a file that was not set aside."""
        if receipt.content is None or receipt.verdict == "refused":
            return ()
        found = self._connection.execute(
            "SELECT number, code FROM receipt WHERE content = ? AND code <> ? ORDER BY number",
            (receipt.content, receipt.code),
        ).fetchall()
        aside = {one.receipt for one in in_force(rulings(self.decisions())) if one.kind == "set_aside"} if found else ()
        return [str(code) for number, code in found if number not in aside]

    def record_decision(self, what: str, details: Mapping[str, Any]) -> None:
        """Record a decision of the office."""
        with self._translated_errors(), self._transaction():
            self._insert("decision", "at, what, details", (timestamp_now(), what, _json(details)))

    def seen(self, sha256: str) -> KnownFile:
        """What the ledger knows of a file with this digest.

        A refused file does not count as received: with another roster, key or version it may be accepted.
        """
        with self._translated_errors():
            received, issued = self._connection.execute(
                "SELECT EXISTS (SELECT 1 FROM receipt WHERE sha256 = :sha256 AND verdict <> 'refused'), "
                "(SELECT revision FROM issue WHERE sha256 = :sha256)",
                {"sha256": sha256},
            ).fetchone()
            return KnownFile(bool(received), issued)

    def _has(self, receipt: NewReceipt) -> bool:
        """Whether the digest is recorded as accepted, or as refused for the same reason."""
        found = self._connection.execute(
            "SELECT 1 FROM receipt WHERE sha256 = ? AND (verdict <> 'refused' OR reason = ?)",
            (receipt.sha256, receipt.reason),
        )
        return found.fetchone() is not None

    def origins_of_refused(self, sha256: str) -> list[str]:
        """Where the refused files with a digest came from, oldest first."""
        question = "SELECT origin FROM receipt WHERE sha256 = ? AND verdict = 'refused' ORDER BY number"
        return [origin for (origin,) in self._rows(question, (sha256,))]

    def numbers_of(self, sha256: str) -> list[int]:
        """The numbers of the receipts of a file."""
        return [number for (number,) in self._rows("SELECT number FROM receipt WHERE sha256 = ?", (sha256,))]

    def codes_of(self, sha256: str) -> list[str]:
        """The agencies whose file it is, unless it was refused."""
        question = "SELECT code FROM receipt WHERE sha256 = ? AND verdict <> 'refused' AND code IS NOT NULL"
        return [str(code) for (code,) in self._rows(question, (sha256,))]

    def last_year(self, code: str) -> tuple[Mapping[str, Any] | None, bytes | None]:
        """Last year's figures by place as the agency was last given them, and its texts as last recorded; None for what
        is not known.
        """
        with self._translated_errors():
            previous, texts = self._connection.execute(
                "SELECT (SELECT previous FROM issue WHERE code = :code ORDER BY number DESC LIMIT 1), "
                "(SELECT texts FROM last_year_text WHERE code = :code ORDER BY number DESC LIMIT 1)",
                {"code": code},
            ).fetchone()
            return None if previous is None else _parsed(previous), texts

    def keep_last_year_texts(self, texts: Mapping[str, bytes]) -> None:
        """Record last year's texts by agency's code, where they differ from the last record."""
        with self._translated_errors(), self._transaction():
            for code, data in texts.items():
                if self._last_year_text(code) != data:
                    self._insert("last_year_text", "at, code, texts", (timestamp_now(), code, data))

    def _last_year_text(self, code: str) -> bytes | None:
        found = self._connection.execute(
            "SELECT texts FROM last_year_text WHERE code = ? ORDER BY number DESC LIMIT 1", (code,)
        ).fetchone()
        return None if found is None else bytes(found[0])

    def issues(self) -> Iterator[IssuedWorkbook]:
        """All workbooks that were given out, oldest first."""
        for at, code, name, revision, file, sha256, previous, receipt, letter in self._records("issue", _ISSUE_COLUMNS):
            yield IssuedWorkbook(at, code, name, revision, file, sha256, _parsed(previous), receipt, letter)

    def names_given(self) -> Iterator[IssuedName]:
        """The codes and names for which workbooks were given out, oldest first."""
        return (IssuedName(code, name) for code, name in self._records("issue", "code, name"))

    def receipts(self) -> Iterator[Receipt]:
        """All files that came back, oldest first."""
        return map(_receipt, self._records("judged_receipt", _RECEIPT_READ))

    def _records(self, table: str, columns: str) -> Iterator[tuple[Any, ...]]:
        """All records of a table, oldest first.

        They are read in batches: an open cursor would keep other processes from writing, and all records at once may
        not fit into memory.
        """
        last = 0
        question = f"SELECT number, {columns} FROM {table} WHERE number > ? ORDER BY number LIMIT {_AT_ONCE}"
        while rows := deque(self._rows(question, (last,))):
            last = rows[-1][0]
            while rows:
                yield rows.popleft()[1:]

    def receipts_of(self, code: str) -> Iterator[Receipt]:
        """The files that came back from an agency and were not refused, oldest first."""
        of = "code = ? AND verdict <> 'refused'"
        rows = self._rows(f"SELECT {_RECEIPT_READ} FROM judged_receipt WHERE {of} ORDER BY number", (code,))
        yield from map(_receipt, rows)

    def decisions(self) -> Iterator[Decision]:
        """All that the office decided, oldest first."""
        for at, what, details in self._rows("SELECT at, what, details FROM decision ORDER BY number"):
            yield Decision(at, what, _parsed(details))

    def file_of(self, number: int) -> bytes | None:
        """The file of a receipt as it was received; None if it was not kept, being no workbook of ours."""
        with self._translated_errors():
            found = self._connection.execute("SELECT data FROM received_file WHERE number = ?", (number,)).fetchone()
            return None if found is None else bytes(found[0])

    def last_record(self) -> str:
        """The time of the last record; empty if there is none."""
        with self._translated_errors():
            found = self._connection.execute(
                "SELECT max(at) FROM (SELECT max(at) AS at FROM issue UNION ALL SELECT max(at) FROM receipt)"
            ).fetchone()
            return str(found[0] or "")


_AT_ONCE = 500
"""Records in a batch."""
_ISSUE_COLUMNS = "at, code, name, revision, file, sha256, previous, receipt, letter"
_RECEIPT_SAID = "at, arrived, sha256, origin, code, revision, verdict, reason, sentence, findings, explanations"
_RECEIPT_COLUMNS = f"{_RECEIPT_SAID}, content, stated, lines, form"
_RECEIPT_READ = f"number, {_RECEIPT_SAID}, stated, lines"


def _receipt(row: tuple[Any, ...]) -> Receipt:
    number, at, arrived, sha256, origin, code, revision, verdict, reason, sentence, *told = row
    findings, explanations, stated, lines = told
    outcome = (tuple(_parsed(findings)), _parsed(explanations), arrived or at, stated, _parsed(lines or "{}"))
    return Receipt(number, at, sha256, origin, code, revision, verdict, reason, sentence, *outcome)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _parsed(text: str) -> Any:
    return json.loads(text)
