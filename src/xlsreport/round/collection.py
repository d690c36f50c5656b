"""Takes in what agencies sent: reads, identifies, checks and records each file, on as many cores as there are."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from xlsreport.checking.findings import verdict_of
from xlsreport.inspection.check import check
from xlsreport.messages import Messages
from xlsreport.round.folder import Round
from xlsreport.round.identifying import content_digest, refusal_of
from xlsreport.round.in_parallel import in_order
from xlsreport.round.incoming import Incoming, incoming_files
from xlsreport.round.ledger import Ledger, now
from xlsreport.round.records import NewReceipt, Receipt
from xlsreport.round.stored import with_issued_previous
from xlsreport.submission.reading import read_workbook_bytes
from xlsreport.submission.recognising import foreign_kind
from xlsreport.submission.submission import RejectedWorkbookError, Submission
from xlsreport.submission.unfit import UnfitFileError

Deed = Literal["recorded", "known", "unread"]


@dataclass(frozen=True, slots=True)
class Collected:
    """What became of one file: recorded with a receipt, known from before, or not read, which ``sentence`` explains."""

    deed: Deed
    origin: str
    receipt: Receipt | None = None
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class _Known:
    origin: str


@dataclass(frozen=True, slots=True)
class _Unread:
    origin: str
    sentence: str


_Examined = NewReceipt | _Known | _Unread


def collect(
    round_: Round, paths: Sequence[Path], *, processes: int | None = None, clock: Callable[[], str] = now
) -> Iterator[Collected]:
    """Read, identify, check and record files; each is one transaction, in an order that does not depend on chance.

    Args:
        round_: what is collected.
        paths: files, folders and archives.
        processes: how many to use; by default one for each core.
        clock: gives the moment of a record, as the ledger writes it.

    Yields:
        What became of each file, as soon as it is recorded.

    Raises:
        LedgerError: the ledger cannot be written; what was recorded before stays.
        RoundError: the system ended one of several processes; what was recorded before stays.
        RosterError: the roster has mistakes.
    """
    _ = round_.roster  # whose mistakes are told here, rather than by each of several processes
    files = incoming_files(paths, round_.folder)
    with Ledger(round_.ledger_path, round_.messages) as ledger:
        for result in in_order(_examiner, round_, files, processes, weight=_weight):
            yield _record(ledger, result, round_, clock)


def clock_was_turned_back(round_: Round) -> bool:
    """Whether the machine's clock shows a time before that of the last record, so that one of the two is wrong."""
    with Ledger(round_.ledger_path, round_.messages) as ledger:
        return ledger.last_record() > now()


def _record(ledger: Ledger, result: _Examined, round_: Round, clock: Callable[[], str]) -> Collected:
    if isinstance(result, _Known):
        return Collected("known", result.origin)
    if isinstance(result, _Unread):
        return Collected("unread", result.origin, sentence=result.sentence)
    received = replace(result, at=clock())
    receipt = ledger.record_receipt(received, lambda code: _as_copy(received, code, round_))
    return Collected("known" if receipt is None else "recorded", result.origin, receipt)


def _as_copy(receipt: NewReceipt, code: str, round_: Round) -> NewReceipt:
    own, other = round_.roster.get(receipt.code or ""), round_.roster.get(code)
    names = {"agency": own.name if own else receipt.code, "other": other.name if other else code, "code": code}
    return receipt.refused("copy", round_.messages("identity.copy", **names))


def _weight(file: Incoming) -> int:
    return file.size


@contextmanager
def _examiner(round_: Round) -> Iterator[Callable[[Incoming], _Examined]]:
    with Ledger(round_.ledger_path, round_.messages) as ledger:
        yield Examiner(round_, ledger).examine


class Examiner:
    """Looks at one file after the other, and records nothing."""

    def __init__(self, round_: Round, ledger: Ledger) -> None:
        self._round = round_
        self._messages: Messages = round_.messages
        self._ledger = ledger

    def examine(self, file: Incoming) -> _Examined:
        """What is to be recorded of a file."""
        try:
            data = file.read()
        except UnfitFileError as error:
            return _Unread(file.origin, self._messages(f"rejected.{error.key}", **error.values))
        sha256 = hashlib.sha256(data).hexdigest()
        if self._ledger.knows(sha256):
            return _Known(file.origin)
        return self._judged(NewReceipt("", sha256, file.origin), data)

    def _judged(self, receipt: NewReceipt, data: bytes) -> NewReceipt:
        revision = self._ledger.issued(receipt.sha256)
        if revision is not None:
            reason = "blank" if revision == 1 else "unmended"
            return receipt.refused(reason, self._messages(f"identity.{reason}"))
        try:
            submission = read_workbook_bytes(data, receipt.origin, self._round.definition, self._messages)
        except RejectedWorkbookError as error:
            worth_keeping = foreign_kind(data) is None
            return replace(receipt.refused("unreadable", str(error)), data=data if worth_keeping else None)
        kept = replace(receipt, data=data)
        refusal = refusal_of(submission, self._round)
        if refusal is not None:
            sentence = self._messages(f"identity.{refusal.reason}", **refusal.values)
            return replace(kept, code=refusal.code).refused(refusal.reason, sentence)
        return self._checked(kept, submission)

    def _checked(self, receipt: NewReceipt, submission: Submission) -> NewReceipt:
        identity = submission.identity
        assert identity is not None  # without one it would have been refused
        findings = check(with_issued_previous(submission, self._ledger))
        verdict = verdict_of(findings)
        assert verdict != "rejected"  # which only a file can be that is not read
        return replace(
            receipt,
            code=identity.code,
            revision=identity.revision,
            verdict=verdict,
            findings=tuple(finding.to_json() for finding in findings),
            explanations=dict(submission.explanations),
            content=content_digest(submission),
        )
