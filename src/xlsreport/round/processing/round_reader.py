"""Reads the workbooks of a round, received files as well as those in the ledger."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from xlsreport.definition.place import Place
from xlsreport.round.folder import Round
from xlsreport.round.ledger.ledger import Ledger
from xlsreport.round.ledger.records import Receipt, parsed_figures, unpacked_texts
from xlsreport.spreadsheet.reading_cache import ReadingCache
from xlsreport.submission.submission import PreviousValue, Submission
from xlsreport.submission.workbook_reader import read_workbook_bytes


class RoundReader:
    """Reads one workbook of a round after the other.

    Each process that reads many has one; it holds the cache of reading, which is released with it.

    Args:
        round_: the round.
        ledger: of the round, open.
    """

    def __init__(self, round_: Round, ledger: Ledger) -> None:
        self.round, self.ledger = round_, ledger
        self._cache = ReadingCache()

    def read(self, data: bytes, name: str) -> Submission:
        """Read a file by the round's definition.

        Raises:
            RejectedWorkbookError: it cannot be read.
        """
        return read_workbook_bytes(data, name, self.round.definition, self.round.messages, self._cache)

    def received_submission(self, receipt: Receipt) -> Submission:
        """The submission of a receipt that was not refused, read again from the stored file.

        Raises:
            LedgerError: the ledger cannot be read.
            RejectedWorkbookError: this version of xlsreport cannot read the file.
        """
        data = self.ledger.file_of(receipt.number)
        if data is None:
            raise LookupError(f"no file is kept for receipt {receipt.number}")
        return self.with_issued_previous(self.read(data, receipt.origin))

    def with_issued_previous(self, submission: Submission) -> Submission:
        """The submission with last year's figures as they were issued, and with last year's texts."""
        code = submission.identity.code if submission.identity is not None else None
        if code is None:
            return submission
        issued, texts = self.ledger.last_year(code)
        figures: Mapping[Place, PreviousValue] = submission.previous if issued is None else parsed_figures(issued)
        return submission.with_previous(figures, None if texts is None else unpacked_texts(texts))


@contextmanager
def open_reader(round_: Round) -> Iterator[RoundReader]:
    """A reader with a ledger of its own, for a process that reads many.

    Raises:
        LedgerError: the ledger cannot be opened.
    """
    with round_.open_ledger() as ledger:
        yield RoundReader(round_, ledger)
