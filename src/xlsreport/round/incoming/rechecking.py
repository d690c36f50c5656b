"""Checks what came in before by the round's definition as it is now, where that was changed in the meantime."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice

from xlsreport.parallel.ordered_map import Worker, each
from xlsreport.round.folder import Round
from xlsreport.round.incoming.file_examination import CheckedFile, FileExaminer, JudgedFile
from xlsreport.round.ledger.ledger import Ledger
from xlsreport.round.ledger.records import Judgement, Receipt
from xlsreport.round.processing.issued_forms import keep_present_form
from xlsreport.round.processing.parallel_map import map_in_order
from xlsreport.round.processing.round_reader import open_reader

_BATCH = 64
"""Files that are recorded in one transaction; each transaction waits for the disk."""


@dataclass(frozen=True, slots=True)
class RecheckedFile:
    """A received file that was checked anew.

    Attributes:
        receipt: as it was recorded before.
        verdict: by the present definition; the earlier one where it cannot be read by that.
        sentence: why it cannot be; empty where it can.
    """

    receipt: Receipt
    verdict: Judgement
    sentence: str = ""

    @property
    def has_changed(self) -> bool:
        """Whether the verdict is another one now."""
        return self.verdict != self.receipt.verdict


def recheck(round_: Round, *, processes: int | None = None) -> Iterator[RecheckedFile]:
    """Check anew what was last checked by another definition than the present one.

    An office mends the definition of a round while workbooks are out. What came before is then judged as what comes
    later: each file is read by the form that it was given out in, and its figures are checked by the present one. The
    records of receipts stay; the new verdicts are recorded beside them, and count from then on.

    Args:
        round_: the round.
        processes: how many to use; by default one for each core.

    Yields:
        Each file that was checked, in the order of receipts, as soon as its verdict is recorded.

    Raises:
        LedgerError: the ledger cannot be read or written.
        RosterError: the roster has mistakes.
        RoundError: the system ended one of several processes, or the definition cannot be read any more.
    """
    _ = round_.roster  # raises its mistakes here
    with round_.open_ledger() as ledger:
        form = keep_present_form(round_, ledger)
        numbers = frozenset(ledger.checked_by_other_forms(form))
        receipts = [one for one in ledger.receipts() if one.number in numbers] if numbers else []
        found = zip(receipts, map_in_order(_rechecking_worker, round_, receipts, processes), strict=True)
        while batch := list(islice(found, _BATCH)):
            with ledger.together():
                done = [_recorded(round_, ledger, form, *one) for one in batch]
            yield from done


def _recorded(round_: Round, ledger: Ledger, form: int, receipt: Receipt, examined: JudgedFile) -> RecheckedFile:
    judged = examined.settled(round_) if isinstance(examined, CheckedFile) else examined
    if judged.verdict == "refused":
        return RecheckedFile(receipt, receipt.verdict, judged.sentence)
    ledger.record_judgement(receipt.number, form, judged)
    return RecheckedFile(receipt, judged.verdict)


@contextmanager
def _rechecking_worker(round_: Round) -> Iterator[Worker[Receipt, JudgedFile]]:
    with open_reader(round_) as reader:
        examiner = FileExaminer(reader)

        def examine(receipt: Receipt) -> JudgedFile:
            data = reader.ledger.file_of(receipt.number)
            if data is None:
                raise LookupError(f"no file is kept for receipt {receipt.number}")
            return examiner.examine_again(receipt, data)

        yield each(examine)
