"""Collects the files that agencies sent: reads, identifies, checks and records each, on all cores."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from xlsreport.errors import LedgerError
from xlsreport.parallel.ordered_map import Worker
from xlsreport.round.counting.standing import standing_of, with_arrivals
from xlsreport.round.counting.standing_sentences import arrival_sentences, set_aside_sentence
from xlsreport.round.folder import Round
from xlsreport.round.incoming.file_examination import (
    CheckedFile,
    ExaminedFile,
    FileExaminer,
    KnownFile,
    UnreadFile,
    held_bytes,
)
from xlsreport.round.incoming.inbox import IncomingFile, incoming_files, own_name
from xlsreport.round.incoming.names_of_files import NamesOfFiles
from xlsreport.round.ledger.ledger import Ledger
from xlsreport.round.ledger.records import NewReceipt, Receipt
from xlsreport.round.ledger.rulings import in_force, rulings
from xlsreport.round.ledger.timestamps import timestamp_now
from xlsreport.round.processing.issued_forms import keep_present_form
from xlsreport.round.processing.parallel_map import map_in_order
from xlsreport.round.processing.round_reader import open_reader

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


def _batches(results: Iterable[ExaminedFile]) -> Iterator[list[ExaminedFile]]:
    batch: list[ExaminedFile] = []
    weight, begun = 0, time.monotonic()
    for result in results:
        batch.append(result)
        weight += held_bytes(result)
        is_time = time.monotonic() - begun > _MAX_BATCH_SECONDS
        if len(batch) == _MAX_BATCH_FILES or weight > _MAX_BATCH_BYTES or is_time:
            yield batch
            batch, weight, begun = [], 0, time.monotonic()
    if batch:
        yield batch


class _Recorder:
    """Records examined files in the ledger."""

    def __init__(self, round_: Round, ledger: Ledger, received: str | None, clock: Callable[[], str]) -> None:
        self._round, self._ledger, self._received, self._clock = round_, ledger, received, clock
        self._form = keep_present_form(round_, ledger)
        self._names = NamesOfFiles(round_.roster)

    def record(self, batch: Sequence[ExaminedFile]) -> Iterator[CollectedFile]:
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

    def _together(self, batch: Iterable[ExaminedFile]) -> list[CollectedFile]:
        """Record files in one transaction, all or none."""
        with self._ledger.together():
            return [self._recorded(one) for one in batch]

    def _recorded(self, result: ExaminedFile) -> CollectedFile:
        if isinstance(result, UnreadFile):
            return CollectedFile("unread", result.origin, sentence=result.sentence)
        if isinstance(result, KnownFile):
            return CollectedFile("known", result.origin, remarks=self._about_known(result.sha256, result.origin))
        found = result.settled(self._round) if isinstance(result, CheckedFile) else result
        at, arrived = self._clock(), self._received or found.arrived
        arrived = arrived if arrived is not None and arrived < at else None
        received = replace(found, at=at, arrived=arrived, form=self._form)
        receipt = self._ledger.record_receipt(received, lambda code: _as_copy(received, code, self._round))
        if receipt is None:
            remarks = (*self._about_known(found.sha256, found.origin), *self._about_refused(found))
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
        about_name = self._about_name(receipt.origin, receipt.code)
        remarks = (*about_name, *arrival_sentences(receipt, standing, self._round.messages))
        undecided = any(standing.rivals_of(receipt))
        return CollectedFile("recorded", receipt.origin, receipt, counts=counts, undecided=undecided, remarks=remarks)

    def _about_name(self, origin: str, code: str) -> Iterator[str]:
        """A remark where a file is called by the name of an agency and is another one's."""
        own, other = self._round.roster.get(code), self._names.other(origin, code)
        if own is not None and other is not None:
            names = {"code": code, "agency": own.name, "other_code": other.code, "other": other.name}
            yield self._round.messages("collect.named_otherwise", **names)

    def _about_known(self, sha256: str, origin: str) -> tuple[str, ...]:
        """Remarks about a file that came again: under another agency's name, or after the office had set it aside."""
        of_name = {line for code in self._ledger.codes_of(sha256) for line in self._about_name(origin, code)}
        aside = {one.receipt: one for one in in_force(rulings(self._ledger.decisions())) if one.kind == "set_aside"}
        numbers = [number for number in self._ledger.numbers_of(sha256) if number in aside]
        return (*of_name, *(set_aside_sentence(aside[number], self._round.messages) for number in numbers))


def _as_copy(receipt: NewReceipt, code: str, round_: Round) -> NewReceipt | None:
    """A file as the copy of an agency's; None where the roster has no such code, so that its file does not count.

    An agency that got another code, or took over another one, may well state once more what was stated before.
    """
    own, other = round_.roster.get(receipt.code or ""), round_.roster.get(code)
    if other is None:
        return None
    names = {"agency": own.name if own else receipt.code, "other": other.name, "code": code}
    return receipt.refused("copy", round_.messages("identity.copy", **names))


def _weight(file: IncomingFile) -> int:
    return file.size


@contextmanager
def _examination_worker(round_: Round) -> Iterator[Worker[IncomingFile, ExaminedFile]]:
    with open_reader(round_) as reader:
        yield FileExaminer(reader).examine
