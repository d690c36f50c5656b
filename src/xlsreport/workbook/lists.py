"""Plain lists of an office as workbooks: one sheet with headings, as wide as what stands in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from xlsreport.layout.cells import CellRef
from xlsreport.messages import Messages
from xlsreport.submission.submission import Number
from xlsreport.workbook import styles
from xlsreport.workbook.book import Book, Sheet, Style
from xlsreport.workbook.sizes import text_width

_NARROWEST, _WIDEST = 8.0, 60.0
_PADDING = 3.0

Value = Number | str | None


@dataclass(frozen=True, slots=True)
class List:
    """A sheet: its name, a sentence above the headings, the headings, the rows, and how many more may be typed."""

    sheet: str
    guidance: str
    headings: Sequence[str]
    rows: Sequence[Sequence[Value]] = ()
    room: int = 0


def list_bytes(title: str, lists: Sequence[List], messages: Messages) -> bytes:
    """A workbook with one sheet for each list; the same lists always give the same bytes."""
    book = Book(title=title, author="", font=styles.FONTS[messages.language])
    for one in lists:
        _write(book.sheet(one.sheet), one)
    return book.to_bytes()


def _write(sheet: Sheet, one: List) -> None:
    for column, width in enumerate(_widths(one)):
        sheet.column_width(column, column, width)
    sheet.text(CellRef(one.sheet, 0, 0), one.guidance, styles.CHECK)
    for column, heading in enumerate(one.headings):
        sheet.text(CellRef(one.sheet, 1, column), heading, styles.LABEL)
    for number, row in enumerate(one.rows, start=2):
        for column, value in enumerate(row):
            write_value(sheet, CellRef(one.sheet, number, column), value, styles.PLAIN)
    first = 2 + len(one.rows)
    for row_number in range(first, first + one.room):
        for column in range(len(one.headings)):
            sheet.blank(CellRef(one.sheet, row_number, column), styles.LISTED_ENTRY)
    sheet.freeze(2)
    if one.rows:
        last = CellRef(one.sheet, first - 1, len(one.headings) - 1)
        sheet.filter(CellRef(one.sheet, 1, 0).to(last))


def write_value(sheet: Sheet, cell: CellRef, value: Value, style: Style) -> None:
    """Write a number as a number, and a text as one that stays a text."""
    if value is None:
        sheet.blank(cell, style)
    elif isinstance(value, str):
        sheet.text(cell, value, style)
    else:
        sheet.number(cell, value, style)


def _widths(one: List) -> list[float]:
    columns = [[heading] for heading in one.headings]
    for row in one.rows:
        for column, value in zip(columns, row, strict=False):
            column.append("" if value is None else str(value))
    return [min(_WIDEST, max(_NARROWEST, *map(text_width, texts)) + _PADDING) for texts in columns]
