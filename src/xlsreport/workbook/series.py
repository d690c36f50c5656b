"""Many workbooks that say nearly the same, as an office gives them out: what they share is written once."""

from __future__ import annotations

from xlsreport.submission.submission import Submission
from xlsreport.workbook.book import Book
from xlsreport.workbook.exchange import UnknownFormError, WrittenWorkbook, differ_in_contents_only
from xlsreport.workbook.performing import xlsx_bytes
from xlsreport.workbook.writing import book_of, worded


class WorkbookSeries:
    """Writes one workbook after the other, byte for byte as each is written alone, and several times as fast.

    The last workbook that was written whole is kept. Another that differs from it only in what cells hold (agency,
    figures of last year, results of formulas, ...) takes its parts from there; any other is written whole and kept in
    its stead. So a series may hold submissions of any kind, and is fast where they follow each other alike;
    ``written_whole`` counts the others.

    Args:
        password: protects the sheets' locks where an office asks for it.
    """

    def __init__(self, *, password: str | None = None) -> None:
        self._password = password
        self._whole: tuple[Book, bytes] | None = None
        self._cut: WrittenWorkbook | None = None
        self._cuts = True
        self.written_whole = 0

    def workbook_bytes(self, submission: Submission) -> bytes:
        """What :func:`~xlsreport.workbook.writing.workbook_bytes` gives for the submission.

        Raises:
            WorkbookError: something does not fit the limits of Excel.
        """
        with worded(submission.definition):
            book = book_of(submission, self._password)
            written = self._written_like(book)
            return self._write_whole(book) if written is None else written.with_contents_of(book)

    def _written_like(self, book: Book) -> WrittenWorkbook | None:
        """The kept workbook, if a book differs from it in contents only; it is cut when the first such book comes."""
        if self._whole is None or not self._cuts or not differ_in_contents_only(self._whole[0], book):
            return None
        if self._cut is None:
            try:
                self._cut = WrittenWorkbook(*self._whole)
            except UnknownFormError:
                self._cuts = False
        return self._cut

    def _write_whole(self, book: Book) -> bytes:
        data = xlsx_bytes(book)
        self._whole, self._cut = (book, data), None
        self.written_whole += 1
        return data
