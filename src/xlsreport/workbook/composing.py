"""Puts the sheets of a submission's workbook together, as the calls that write them; nothing is written yet."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from xlsreport.checking.remarks import Remarks
from xlsreport.definition.definition import Definition
from xlsreport.definition.soundness import STAMP_SHEET
from xlsreport.errors import WorkbookError
from xlsreport.layout.cells import CellRef
from xlsreport.messages import messages_for
from xlsreport.submission.identity.stamping import stamp_for
from xlsreport.submission.submission import Submission
from xlsreport.workbook.book import Book, RefusedError
from xlsreport.workbook.checks_sheet import write_checks
from xlsreport.workbook.comments import frames_of, write_comments
from xlsreport.workbook.context import Context, context_for
from xlsreport.workbook.cover import write_cover
from xlsreport.workbook.narrative_sheet import write_narrative_section
from xlsreport.workbook.returned_sheet import write_returned
from xlsreport.workbook.styles import FONTS
from xlsreport.workbook.table_sheet import write_table_section


@contextmanager
def worded(definition: Definition) -> Iterator[None]:
    """Says what cannot be stored in the words of the report."""
    try:
        yield
    except RefusedError as error:
        messages = messages_for(definition.language)
        raise WorkbookError(messages(f"limit.{error.key}", cell=error.where, **error.values)) from None


def book_of(submission: Submission, password: str | None, remarks: Remarks | None = None) -> Book:
    """The workbook of a submission in the making.

    Raises:
        RefusedError: something cannot be stored.
    """
    definition = submission.definition
    title = definition.declaration.title.format(agency=submission.agency, year=submission.year or "")
    frames = frames_of(remarks) if remarks else None
    book = Book(title=title, author=submission.agency, font=FONTS[definition.language], frames=frames)
    context = context_for(book, submission, password)
    if remarks:
        write_returned(context, remarks)
    write_cover(context)
    for section in definition.sections:
        if section.narrative is not None:
            write_narrative_section(context, section)
        else:
            write_table_section(context, section)
    write_checks(context)
    if remarks:
        write_comments(context, remarks)
    _write_stamp(context)
    return book


def _write_stamp(context: Context) -> None:
    sheet = context.book.sheet(STAMP_SHEET)
    stamp = stamp_for(context.submission)
    for row, pair in enumerate(stamp.rows()):
        for column, text in enumerate(pair):
            sheet.text(CellRef(STAMP_SHEET, row, column), text, {})
    sheet.hide_deeply()
    sheet.lock(context.password)
