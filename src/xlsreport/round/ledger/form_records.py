"""The part of the ledger that knows by which forms workbooks were given out and checked.

An office mends the definition of a round while workbooks are out. What was given out has to be read by the form that it
was given out in, and what came in before has to be checked by the form that holds now.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from typing import NamedTuple

from xlsreport.round.ledger.ledger_database import LedgerDatabase
from xlsreport.round.ledger.records import NewReceipt
from xlsreport.round.ledger.timestamps import timestamp_now


class KeptForm(NamedTuple):
    """A definition as it was at some time: its number in the ledger, its fingerprint, and its text."""

    number: int
    fingerprint: str
    text: str


class FormRecords(LedgerDatabase):
    """Forms, and what became of received files by another form than the one by which they were first checked."""

    def number_of_form(self, text: str) -> int | None:
        """The number of a definition by its text; None where it is not kept."""
        found = self._rows("SELECT number FROM form WHERE digest = ?", (_digest(text),))
        return int(found[0][0]) if found else None

    def keep_form(self, fingerprint: str, text: str) -> int:
        """Keep the text of a definition, unless it is kept already; gives its number."""
        known = self.number_of_form(text)
        if known is not None:
            return known
        with self._translated_errors(), self._transaction():
            known = self.number_of_form(text)  # another process may have been faster
            if known is not None:
                return known
            row = (timestamp_now(), fingerprint, _digest(text), zlib.compress(text.encode()))
            return self._insert("form", "at, fingerprint, digest, text", row)

    def forms(self) -> list[KeptForm]:
        """All forms that are kept, the newest first."""
        rows = self._rows("SELECT number, fingerprint, text FROM form ORDER BY number DESC")
        return [KeptForm(number, fingerprint, zlib.decompress(text).decode()) for number, fingerprint, text in rows]

    def in_force_since(self, number: int) -> str | None:
        """When a form was first kept, if no other was kept after it; None where it holds once more."""
        ((newest, at),) = self._rows("SELECT number, at FROM form ORDER BY number DESC LIMIT 1")
        return str(at) if newest == number else None

    def checked_by_other_forms(self, form: int | None) -> list[int]:
        """The numbers of the receipts that count for an agency and were last checked by another form than this one."""
        question = "SELECT number FROM judged_receipt WHERE verdict <> 'refused' AND form IS NOT ? ORDER BY number"
        return [number for (number,) in self._rows(question, (form,))]

    def record_judgement(self, receipt: int, form: int, judged: NewReceipt) -> None:
        """Record what became of a received file when it was checked anew by a form."""
        columns = "at, receipt, form, verdict, findings, explanations, stated, lines"
        outcome = (judged.verdict, _as_json(judged.findings), _as_json(judged.explanations))
        with self._translated_errors(), self._transaction():
            row = (timestamp_now(), receipt, form, *outcome, judged.stated, _as_json(judged.lines))
            self._insert("judgement", columns, row)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _as_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
