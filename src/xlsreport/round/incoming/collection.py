"""Collects the files that agencies sent: reads, identifies, checks and records each, on all cores."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from xlsreport.checking.findings import verdict_of
from xlsreport.errors import LedgerError, RejectedWorkbookError
from xlsreport.inspection.issuing_round import Refusal
from xlsreport.inspection.submission_check import check
from xlsreport.messages import Messages
from xlsreport.opc.invalid_file import InvalidFileError
from xlsreport.round.counting.standing import standing_of, with_arrivals
from xlsreport.round.counting.standing_sentences import arrival_sentences, set_aside_sentence
from xlsreport.round.folder import Round
from xlsreport.round.incoming.identification import (
    OF_ANOTHER_ROUND,
    IdentityClaim,
    content_digest,
    identity_claim,
    is_distinctive,
)
from xlsreport.round.incoming.inbox import IncomingFile, incoming_files, own_name
from xlsreport.round.incoming.neighbouring_rounds import NeighbouringRounds
from xlsreport.round.ledger.ledger import Ledger
from xlsreport.round.ledger.records import NewReceipt, Receipt
from xlsreport.round.ledger.rulings import in_force, rulings
from xlsreport.round.ledger.timestamps import ledger_timestamp, timestamp_now
from xlsreport.round.processing.issued_forms import keep_present_form
from xlsreport.round.processing.parallel_map import map_in_order
from xlsreport.round.processing.round_reader import RoundReader, open_reader
from xlsreport.submission.intake.file_types import foreign_kind
from xlsreport.submission.submission import Submission

CollectOutcome = Literal["recorded", "known", "unread"]
_MAX_BATCH_FILES = 64
_MAX_BATCH_BYTES = 16_000_000
_MAX_BATCH_SECONDS = 1.0
"""Files, bytes and seconds of work that are recorded in one transaction at most. Each transaction waits for the disk,
which on a network folder takes longer than reading a file."""


@dataclass(frozen=True, slots=True)
class CollectedFile:
    """The outcome of one file: recorded with a receipt, known already, or not read, for the reason in ``sentence``.

    ``counts`` is whether its figures are now those of its agency, ``undecided`` whether the office has to decide
    between it and another file; ``remarks`` are sentences about both.
    """

    outcome: CollectOutcome
    origin: str
    receipt: Receipt | None = None
    sentence: str = ""
    counts: bool = False
    undecided: bool = False
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _KnownFile:
    origin: str
    sha256: str


@dataclass(frozen=True, slots=True)
class _UnreadFile:
    origin: str
    sentence: str


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """A file that was read and checked, with the identity that it claims, still to be compared with the roster.

    Only the recording process has the roster, which may be large; the other processes need not load it.
    """

    receipt: NewReceipt
    claim: IdentityClaim

    def settled(self, round_: Round) -> NewReceipt:
        """The record of the file: as it was checked, or refused for what the roster says."""
        refusal = self.claim.refusal(round_.roster)
        if refusal is None:
            wrong = self.claim.wrong_form(round_)
            return self.receipt if wrong is None else self.receipt.with_error(wrong.to_json())
        kept = NewReceipt("", self.receipt.sha256, self.receipt.origin, arrived=self.receipt.arrived)
        return _refused(replace(kept, data=self.receipt.data), refusal, round_.messages)


_Examination = NewReceipt | CheckedFile | _KnownFile | _UnreadFile


def _refused(receipt: NewReceipt, refusal: Refusal, messages: Messages) -> NewReceipt:
    sentence = messages(f"identity.{refusal.reason}", **refusal.values)
    return replace(receipt, code=refusal.code).refused(refusal.reason, sentence)


def _with_its_round(refusal: Refusal, folder: Path | None) -> Refusal:
    """A refusal; one of a file that another round of the office gave out names that round's folder."""
    if folder is None or refusal.reason not in OF_ANOTHER_ROUND:
        return refusal
    return replace(refusal, reason=OF_ANOTHER_ROUND[refusal.reason], values={**refusal.values, "folder": folder})


def collect(
    round_: Round,
    paths: Sequence[Path],
    *,
    received: str | None = None,
    processes: int | None = None,
    clock: Callable[[], str] = timestamp_now,
) -> Iterator[CollectedFile]:
    """Read, identify, check and record files, several in each transaction, in a deterministic order.

    Args:
        round_: the round.
        paths: files, folders, archives and mails.
        received: when they arrived, as the ledger writes it; by default the date of the mail that each came in.
        processes: how many to use; by default one for each core.
        clock: gives the time of a record, as the ledger writes it.

    Yields:
        The outcome of each file, as soon as it is recorded.

    Raises:
        LedgerError: the ledger cannot be written; what was recorded before stays.
        RoundError: the system ended one of several processes; what was recorded before stays.
        RosterError: the roster has mistakes.
    """
    _ = round_.roster  # raises its mistakes here, before any process is started
    files = incoming_files(paths, round_.folder)
    with round_.open_ledger() as ledger:
        recorder = _Recorder(round_, ledger, received, clock)
        for batch in _batches(map_in_order(_examination_worker, round_, files, processes, weight=_weight)):
            yield from recorder.record(batch)


def clock_was_turned_back(round_: Round) -> bool:
    """Whether the machine's clock is behind the last record, so that one of the two was wrong."""
    with round_.open_ledger() as ledger:
        return ledger.last_record() > timestamp_now()


def _batches(results: Iterable[_Examination]) -> Iterator[list[_Examination]]:
    batch: list[_Examination] = []
    weight, begun = 0, time.monotonic()
    for result in results:
        batch.append(result)
        weight += _held_bytes(result)
        is_time = time.monotonic() - begun > _MAX_BATCH_SECONDS
        if len(batch) == _MAX_BATCH_FILES or weight > _MAX_BATCH_BYTES or is_time:
            yield batch
            batch, weight, begun = [], 0, time.monotonic()
    if batch:
        yield batch


def _held_bytes(result: _Examination) -> int:
    """The size of the file that a result holds in memory."""
    receipt = result.receipt if isinstance(result, CheckedFile) else result
    return len(receipt.data or b"") if isinstance(receipt, NewReceipt) else 0


class _Recorder:
    """Records examined files in the ledger."""

    def __init__(self, round_: Round, ledger: Ledger, received: str | None, clock: Callable[[], str]) -> None:
        self._round, self._ledger, self._received, self._clock = round_, ledger, received, clock
        self._form = keep_present_form(round_, ledger)

    def record(self, batch: Sequence[_Examination]) -> Iterator[CollectedFile]:
        """Record files in one transaction; if it fails, one by one, so that as many as possible are recorded."""
        try:
            done = self._together(batch)
        except LedgerError:
            if len(batch) == 1:
                raise
        else:
            yield from done
            return
        for one in batch:
            yield from self._together([one])

    def _together(self, batch: Iterable[_Examination]) -> list[CollectedFile]:
        """Record files in one transaction, all or none."""
        with self._ledger.together():
            return [self._recorded(one) for one in batch]

    def _recorded(self, result: _Examination) -> CollectedFile:
        if isinstance(result, _UnreadFile):
            return CollectedFile("unread", result.origin, sentence=result.sentence)
        if isinstance(result, _KnownFile):
            return CollectedFile("known", result.origin, remarks=self._about_known(result.sha256))
        found = result.settled(self._round) if isinstance(result, CheckedFile) else result
        at, arrived = self._clock(), self._received or found.arrived
        arrived = arrived if arrived is not None and arrived < at else None
        received = replace(found, at=at, arrived=arrived, form=self._form)
        receipt = self._ledger.record_receipt(received, lambda code: _as_copy(received, code, self._round))
        if receipt is None:
            remarks = (*self._about_known(found.sha256), *self._about_refused(found))
            return CollectedFile("known", found.origin, remarks=remarks)
        return self._judged(receipt)

    def _about_refused(self, found: NewReceipt) -> Iterator[str]:
        """A remark where a file equals one that was refused under another name: both have to be asked for again."""
        earlier = self._ledger.origins_of_refused(found.sha256) if found.verdict == "refused" else []
        if earlier and own_name(found.origin) not in map(own_name, earlier):
            yield self._round.messages("collect.same_as_refused", earlier=earlier[0], sentence=found.sentence)

    def _judged(self, receipt: Receipt) -> CollectedFile:
        """The outcome of a recorded file, with which of its agency's files counts now."""
        if receipt.code is None or receipt.verdict == "refused":
            return CollectedFile("recorded", receipt.origin, receipt)
        held = in_force(rulings(self._ledger.decisions()))
        standing = standing_of(with_arrivals(self._ledger.receipts_of(receipt.code), held), held)
        counts = standing.current is not None and standing.current.number == receipt.number
        remarks = tuple(arrival_sentences(receipt, standing, self._round.messages))
        undecided = any(standing.rivals_of(receipt))
        return CollectedFile("recorded", receipt.origin, receipt, counts=counts, undecided=undecided, remarks=remarks)

    def _about_known(self, sha256: str) -> tuple[str, ...]:
        """Remarks about a file that came again after the office had set it aside."""
        aside = {one.receipt: one for one in in_force(rulings(self._ledger.decisions())) if one.kind == "set_aside"}
        numbers = [number for number in self._ledger.numbers_of(sha256) if number in aside]
        return tuple(set_aside_sentence(aside[number], self._round.messages) for number in numbers)


def _as_copy(receipt: NewReceipt, code: str, round_: Round) -> NewReceipt:
    own, other = round_.roster.get(receipt.code or ""), round_.roster.get(code)
    names = {"agency": own.name if own else receipt.code, "other": other.name if other else code, "code": code}
    return receipt.refused("copy", round_.messages("identity.copy", **names))


def _weight(file: IncomingFile) -> int:
    return file.size


@contextmanager
def _examination_worker(round_: Round) -> Iterator[Callable[[IncomingFile], _Examination]]:
    with open_reader(round_) as reader:
        yield FileExaminer(reader).examine


class FileExaminer:
    """Examines one file after the other, without recording anything."""

    def __init__(self, reader: RoundReader) -> None:
        self._reader = reader
        self._messages: Messages = reader.round.messages
        self._neighbours = NeighbouringRounds(reader.round)

    def examine(self, file: IncomingFile) -> _Examination:
        """Read, identify and check a file."""
        try:
            data = file.read()
        except InvalidFileError as error:
            return _UnreadFile(file.origin, self._messages(f"rejected.{error.key}", **error.values))
        sha256 = hashlib.sha256(data).hexdigest()
        seen = self._reader.ledger.seen(sha256)
        if seen.received:
            return _KnownFile(file.origin, sha256)
        arrived = None if file.arrived is None else ledger_timestamp(file.arrived)
        receipt = NewReceipt("", sha256, file.origin, arrived=arrived)
        if seen.issued is not None:
            reason = "blank" if seen.issued == 1 else "unmended"
            return receipt.refused(reason, self._messages(f"identity.{reason}"))
        return self._judged(receipt, data)

    def examine_again(self, receipt: Receipt, data: bytes) -> NewReceipt | CheckedFile:
        """Check a file of the ledger by the round's definition as it is now."""
        return self._judged(NewReceipt("", receipt.sha256, receipt.origin), data)

    def _judged(self, receipt: NewReceipt, data: bytes) -> NewReceipt | CheckedFile:
        try:
            submission = self._reader.read(data, receipt.origin)
        except RejectedWorkbookError as error:
            worth_keeping = foreign_kind(data) is None
            own = self._reader.round.definition.name
            if error.definition is not None and error.definition != own:
                refusal = Refusal("edition", {"found": error.definition, "expected": own})
                there = self._neighbours.folder_for(error.definition)
                return _refused(replace(receipt, data=data), _with_its_round(refusal, there), self._messages)
            return replace(receipt.refused("unreadable", str(error)), data=data if worth_keeping else None)
        kept = replace(receipt, data=data)
        claim = identity_claim(submission, self._reader.round)
        if isinstance(claim, Refusal):
            identity = submission.identity
            there = None if identity is None else self._neighbours.folder_of(identity.round)
            return _refused(kept, _with_its_round(claim, there), self._messages)
        return CheckedFile(self._checked(kept, submission), claim)

    def _checked(self, receipt: NewReceipt, submission: Submission) -> NewReceipt:
        identity = submission.identity
        assert identity is not None  # a file without one is refused before
        submission = self._reader.with_issued_previous(submission)
        findings = check(submission)
        verdict = verdict_of(findings)
        assert verdict != "rejected"  # only a file that cannot be read is
        stated = content_digest(submission)
        return replace(
            receipt,
            code=identity.code,
            revision=identity.revision,
            verdict=verdict,
            findings=tuple(finding.to_json() for finding in findings),
            explanations=dict(submission.explanations),
            content=stated if is_distinctive(submission) else None,
            stated=stated,
            lines={name: len(submission.lines.get(name, ())) for name in submission.definition.lists},
        )
