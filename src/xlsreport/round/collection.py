"""Takes in what agencies sent: reads, identifies, checks and records each file, on as many cores as there are."""

from __future__ import annotations

import hashlib
import os
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from itertools import chain, islice
from pathlib import Path
from typing import Literal

from xlsreport.checking.findings import verdict_of
from xlsreport.inspection.check import check
from xlsreport.messages import Messages
from xlsreport.round.folder import Round, RoundError
from xlsreport.round.identifying import content_digest, refusal_of
from xlsreport.round.incoming import Incoming, incoming_files
from xlsreport.round.ledger import Ledger, now
from xlsreport.round.records import NewReceipt, Receipt
from xlsreport.round.stored import with_issued_previous
from xlsreport.submission.reading import read_workbook_bytes
from xlsreport.submission.recognising import foreign_kind
from xlsreport.submission.submission import RejectedWorkbookError, Submission
from xlsreport.submission.unfit import UnfitFileError

_ALONE_UP_TO = 24
"""Files that one process reads sooner than others could be started."""
_BATCH = 8
"""Files that a process is handed at a time."""
_AHEAD = 4
"""Batches for each process that are under way or done before they are recorded: bounds the memory."""

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


def collect(round_: Round, paths: Sequence[Path], *, processes: int | None = None) -> Iterator[Collected]:
    """Read, identify, check and record files; each is one transaction, in an order that does not depend on chance.

    Args:
        round_: what is collected.
        paths: files, folders and archives.
        processes: how many to use; by default one for each core.

    Yields:
        What became of each file, as soon as it is recorded.

    Raises:
        LedgerError: the ledger cannot be written; what was recorded before stays.
    """
    files = incoming_files(paths, round_.folder)
    first = list(islice(files, _ALONE_UP_TO + 1))
    wanted = processes or os.cpu_count() or 1
    every = chain(first, files)
    with Ledger(round_.ledger_path, round_.messages) as ledger:
        alone = wanted == 1 or len(first) <= _ALONE_UP_TO
        examined = map(Examiner(round_, ledger).examine, every) if alone else _in_parallel(round_, every, wanted)
        for result in examined:
            yield _record(ledger, result, round_)


def clock_was_turned_back(round_: Round) -> bool:
    """Whether the machine's clock shows a time before that of the last record, so that one of the two is wrong."""
    with Ledger(round_.ledger_path, round_.messages) as ledger:
        return ledger.last_record() > now()


def _record(ledger: Ledger, result: _Examined, round_: Round) -> Collected:
    if isinstance(result, _Known):
        return Collected("known", result.origin)
    if isinstance(result, _Unread):
        return Collected("unread", result.origin, sentence=result.sentence)
    receipt = ledger.record_receipt(result, lambda code: _as_copy(result, code, round_))
    return Collected("known" if receipt is None else "recorded", result.origin, receipt)


def _as_copy(receipt: NewReceipt, code: str, round_: Round) -> NewReceipt:
    own, other = round_.roster.get(receipt.code or ""), round_.roster.get(code)
    names = {"agency": own.name if own else receipt.code, "other": other.name if other else code, "code": code}
    return receipt.refused("copy", round_.messages("identity.copy", **names))


def _in_parallel(round_: Round, files: Iterable[Incoming], processes: int) -> Iterator[_Examined]:
    """The results in the order of the files, so that a run which was killed left the beginning of a whole one."""
    iterator = iter(files)
    under_way: deque[Future[list[_Examined]]] = deque()
    try:
        with ProcessPoolExecutor(processes, initializer=_start, initargs=(round_,)) as pool:
            while batch := list(islice(iterator, _BATCH)):
                under_way.append(pool.submit(_examine_all, batch))
                if len(under_way) > processes * _AHEAD:
                    yield from under_way.popleft().result()
            while under_way:
                yield from under_way.popleft().result()
    except BrokenProcessPool:
        raise RoundError(round_.messages("collect.process_ended")) from None


_EXAMINER: list[Examiner] = []
"""That of this process, where it is one of several."""


def _start(round_: Round) -> None:
    _EXAMINER[:] = [Examiner(round_, Ledger(round_.ledger_path, round_.messages))]


def _examine_all(files: Sequence[Incoming]) -> list[_Examined]:
    return [_EXAMINER[0].examine(file) for file in files]


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
        return self._judged(NewReceipt(now(), sha256, file.origin), data)

    def _judged(self, receipt: NewReceipt, data: bytes) -> NewReceipt:
        if self._ledger.issued(receipt.sha256):
            return receipt.refused("blank", self._messages("identity.blank"))
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
