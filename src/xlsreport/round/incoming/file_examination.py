"""Examines incoming files: reads, identifies and checks them, and records nothing."""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from xlsreport.checking.findings import verdict_of
from xlsreport.errors import RejectedWorkbookError
from xlsreport.inspection.issuing_round import Refusal
from xlsreport.inspection.submission_check import check
from xlsreport.messages import Messages
from xlsreport.opc.invalid_file import InvalidFileError
from xlsreport.round.folder import Round
from xlsreport.round.incoming.identification import (
    OF_ANOTHER_ROUND,
    IdentityClaim,
    content_digest,
    identity_claim,
    is_distinctive,
)
from xlsreport.round.incoming.inbox import IncomingFile
from xlsreport.round.incoming.neighbouring_rounds import NeighbouringRounds
from xlsreport.round.ledger.records import NewReceipt, Receipt
from xlsreport.round.ledger.timestamps import ledger_timestamp
from xlsreport.round.processing.round_reader import RoundReader
from xlsreport.submission.intake.file_types import foreign_kind
from xlsreport.submission.submission import Submission

_FILES_BETWEEN_COLLECTIONS = 8
"""The values of lists refer to each other; thousands of files would pile up before Python collects them by itself."""


@dataclass(frozen=True, slots=True)
class KnownFile:
    """A file that was received before."""

    origin: str
    sha256: str


@dataclass(frozen=True, slots=True)
class UnreadFile:
    """What is no file that could be opened, or too large a one, for the reason in ``sentence``."""

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


JudgedFile = NewReceipt | CheckedFile
ExaminedFile = JudgedFile | KnownFile | UnreadFile


class FileExaminer:
    """Examines the files of a round."""

    def __init__(self, reader: RoundReader) -> None:
        self._reader = reader
        self._messages: Messages = reader.round.messages
        self._neighbours = NeighbouringRounds(reader.round)

    def examine(self, files: Iterable[IncomingFile]) -> Iterator[ExaminedFile]:
        """Read, identify and check files, in their order."""
        for number, file in enumerate(files, start=1):
            yield self._examined(file)
            del file  # frees a large one before the next is made
            if number % _FILES_BETWEEN_COLLECTIONS == 0:
                gc.collect(0)

    def examine_again(self, receipt: Receipt, data: bytes) -> JudgedFile:
        """Check a file of the ledger by the round's definition as it is now."""
        return self._judged(NewReceipt("", receipt.sha256, receipt.origin), data)

    def _examined(self, file: IncomingFile) -> ExaminedFile:
        try:
            data = file.read()
        except InvalidFileError as error:
            return UnreadFile(file.origin, self._messages(f"rejected.{error.key}", **error.values))
        sha256 = hashlib.sha256(data).hexdigest()
        seen = self._reader.ledger.seen(sha256)
        if seen.received:
            return KnownFile(file.origin, sha256)
        arrived = None if file.arrived is None else ledger_timestamp(file.arrived)
        receipt = NewReceipt("", sha256, file.origin, arrived=arrived)
        if seen.issued is not None:
            reason = "blank" if seen.issued == 1 else "unmended"
            return receipt.refused(reason, self._messages(f"identity.{reason}"))
        return self._judged(receipt, data)

    def _judged(self, receipt: NewReceipt, data: bytes) -> JudgedFile:
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


def held_bytes(file: ExaminedFile) -> int:
    """The size of the file that is held in memory."""
    receipt = file.receipt if isinstance(file, CheckedFile) else file
    return len(receipt.data or b"") if isinstance(receipt, NewReceipt) else 0


def _refused(receipt: NewReceipt, refusal: Refusal, messages: Messages) -> NewReceipt:
    return replace(receipt, code=refusal.code).refused(refusal.reason, refusal.sentence(messages))


def _with_its_round(refusal: Refusal, folder: Path | None) -> Refusal:
    """A refusal; one of a file that another round of the office gave out names that round's folder."""
    if folder is None or refusal.reason not in OF_ANOTHER_ROUND:
        return refusal
    return replace(refusal, reason=OF_ANOTHER_ROUND[refusal.reason], values={**refusal.values, "folder": folder})
