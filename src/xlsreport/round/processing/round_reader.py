"""Reads the workbooks of a round, received files as well as those in the ledger."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from xlsreport.definition.definition import Definition
from xlsreport.definition.place import Place
from xlsreport.errors import MigrationError, RejectedWorkbookError
from xlsreport.migration.moved_submission import moved_submission
from xlsreport.round.folder import Round
from xlsreport.round.ledger.ledger import Ledger
from xlsreport.round.ledger.records import Receipt, parsed_figures, unpacked_texts
from xlsreport.round.processing.issued_forms import IssuedForms
from xlsreport.spreadsheet.reading_cache import ReadingCache
from xlsreport.submission.intake.open_file import open_stamped
from xlsreport.submission.rebuilding import asked_in
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
        self._forms = IssuedForms(round_, ledger)

    def earlier_form(self, fingerprint: str) -> Definition | None:
        """The form with a fingerprint in which the round gave out workbooks before its definition was changed.

        Raises:
            LedgerError: the ledger cannot be read.
        """
        return self._forms.earlier(fingerprint)

    def read(self, data: bytes, name: str) -> Submission:
        """Read a file, one that was given out before the definition was changed by the form that it was given out in.

        What is read is in the present form in any case.

        Raises:
            LedgerError: the ledger cannot be read.
            RejectedWorkbookError: it cannot be read.
        """
        try:
            submission = self._read_by(self.round.definition, data, name)
        except RejectedWorkbookError:
            form = self._earlier_form_of(data)
            if form is None:
                raise
        else:
            form = None if submission.source is None else self._forms.earlier(submission.source.stamp.fingerprint)
            if form is None:
                return submission
        before = self.with_issued_previous(self._read_by(form, data, name))
        try:
            return moved_submission(before, self.round.definition)
        except MigrationError as error:
            raise RejectedWorkbookError(str(error)) from None

    def _read_by(self, form: Definition, data: bytes, name: str) -> Submission:
        return read_workbook_bytes(data, name, form, self.round.messages, self._cache)

    def _earlier_form_of(self, data: bytes) -> Definition | None:
        """The earlier form that a file names which cannot be read by the present one."""
        if not self._forms.has_earlier():
            return None
        try:
            _, _, stamp = open_stamped(data, self.round.messages, self._cache)
        except RejectedWorkbookError:
            return None
        return self._forms.earlier(stamp.fingerprint)

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
        if code is None or (submission.source is not None and submission.source.is_examined):
            return submission  # one of an earlier form has them already
        issued, texts = self.ledger.last_year(code)
        figures: Mapping[Place, PreviousValue] = submission.previous
        if issued is not None:  # it may have been given out in another form
            figures = asked_in(submission.definition, parsed_figures(issued))
        return submission.with_previous(figures, None if texts is None else unpacked_texts(texts))


@contextmanager
def open_reader(round_: Round) -> Iterator[RoundReader]:
    """A reader with a ledger of its own, for a process that reads many.

    Raises:
        LedgerError: the ledger cannot be opened.
    """
    with round_.open_ledger() as ledger:
        yield RoundReader(round_, ledger)
