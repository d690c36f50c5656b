"""The tables of Word files: rows of cells with their spans, and parts of a table that our own reports split."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from lxml import etree

from xlsreport.published.publication.printed_rows import PrintedRow, PrintedRowCell
from xlsreport.published.publication.word.word_names import W, number_of, switch_of, unwrapped

_AGAIN = "_again"
"""Prefix of the bookmarks by which our own reports mark labels and tables that continue from the page before."""
_CONTINUED = (None, "continue")
"""Values by which a cell continues the one above; no value means to continue (17.4.84)."""
_MAX_COLUMNS = 63
"""The most that Word allows; a span that is larger is not believed."""


@dataclass(slots=True)
class WordTable:
    """A table of a file.

    Attributes:
        rows: its rows.
        headings: how many of the first are marked as headings that each page repeats.
        again: the row and column of the cells that repeat a label from the page before.
        inner: the tables within its cells.
    """

    rows: list[PrintedRow]
    headings: int
    again: set[tuple[int, int]]
    inner: list[etree._Element]

    def extend(self, other: WordTable) -> None:
        """Add the rows of a part that continues this table on the next page, without the headings that it repeats."""
        begin = other.headings if self._has_rows(other.rows[: other.headings]) else 0
        labels = {cell.text for row in self.rows for cell in row.cells}
        for number, row in enumerate(other.rows[begin:], begin):
            cells = [
                replace(cell, continues=True) if (number, column) in other.again and cell.text in labels else cell
                for column, cell in enumerate(row.cells)
            ]
            self.rows.append(replace(row, cells=tuple(cells)))
        self.inner += other.inner

    def _has_rows(self, rows: list[PrintedRow]) -> bool:
        return any(self.rows[at : at + len(rows)] == rows for at in range(len(self.rows)))


def framed_cells(table: etree._Element) -> list[etree._Element]:
    """The cells of a table that only frames what stands in it: other tables, in a cell a row; none of any other."""
    rows = [[cell for cell in unwrapped(row) if cell.tag == f"{W}tc"] for row in unwrapped(table)]
    cells = [cell for row in rows for cell in row]
    has_tables = any(child.tag == f"{W}tbl" for cell in cells for child in unwrapped(cell))
    return cells if has_tables and all(len(row) <= 1 for row in rows) else []


def is_continued(paragraph: etree._Element) -> bool:
    """Whether an element is marked as continuing from the page before."""
    return any(str(mark.get(f"{W}name", "")).startswith(_AGAIN) for mark in paragraph.iter(f"{W}bookmarkStart"))


def read_word_table(
    table: etree._Element, text_of: Callable[[etree._Element], str], note: Callable[[str], None]
) -> WordTable:
    """The rows of a table; rows and cells that were deleted or are hidden are left out.

    Args:
        table: the element.
        text_of: gives the words of a cell.
        note: is told of each row and cell with words that is left out.
    """
    found = WordTable([], 0, set(), [])
    for row in _left_rows(table, note):
        properties = row.find(f"{W}trPr")
        if switch_of(properties, f"{W}tblHeader") and found.headings == len(found.rows):
            found.headings += 1
        found.rows.append(_row(row, properties, found, text_of))
    return found


def _left_rows(table: etree._Element, note: Callable[[str], None]) -> Iterator[etree._Element]:
    """The rows that are seen, without the cells that were deleted."""
    for row in unwrapped(table):
        if row.tag != f"{W}tr":
            continue
        reason = _why_unseen(row.find(f"{W}trPr"))
        if reason is None:
            if any(_is_deleted(cell) and _has_words(cell) for cell in unwrapped(row)):
                note("deleted")
            yield row
        elif _has_words(row):
            note(reason)


def _why_unseen(properties: etree._Element | None) -> str | None:
    if switch_of(properties, f"{W}hidden"):
        return "hidden"
    return "deleted" if properties is not None and properties.find(f"{W}del") is not None else None


def _is_deleted(cell: etree._Element) -> bool:
    return cell.tag == f"{W}tc" and cell.find(f"{W}tcPr/{W}cellDel") is not None


def _has_words(element: etree._Element) -> bool:
    return any((text.text or "").strip() for text in element.iter(f"{W}t", f"{W}delText"))


def _row(
    row: etree._Element, properties: etree._Element | None, table: WordTable, text_of: Callable[[etree._Element], str]
) -> PrintedRow:
    cells: list[PrintedRowCell] = []
    for cell in unwrapped(row):
        own = cell.find(f"{W}tcPr")
        if cell.tag != f"{W}tc" or _is_deleted(cell):
            continue
        if is_continued(cell):
            table.again.add((len(table.rows), len(cells)))
        table.inner += (child for child in unwrapped(cell) if child.tag == f"{W}tbl")
        one = _cell(own, text_of(cell))
        beside = None if own is None else own.find(f"{W}hMerge")
        if cells and beside is not None and beside.get(f"{W}val") in _CONTINUED:
            cells[-1] = _with_cell_beside(cells[-1], one)
        else:
            cells.append(one)
    before, after = (
        min(max(0, number_of(properties, f"{W}{name}") or 0), _MAX_COLUMNS) for name in ("gridBefore", "gridAfter")
    )
    indent = number_of(properties, f"{W}wBefore", "w") if before else 0
    return PrintedRow(tuple(cells), before, after, indent)


def _with_cell_beside(cell: PrintedRowCell, other: PrintedRowCell) -> PrintedRowCell:
    """A cell that is merged with the one to its right in the old way (17.4.22)."""
    is_measured = cell.measured is not None and other.measured is not None
    measured = (cell.measured or 0) + (other.measured or 0) if is_measured else None
    return replace(cell, width=cell.width + other.width, measured=measured)


def _cell(properties: etree._Element | None, text: str) -> PrintedRowCell:
    merge = None if properties is None else properties.find(f"{W}vMerge")
    width = number_of(properties, f"{W}gridSpan") or 1
    measured = None if properties is None else properties.find(f"{W}tcW")
    is_measured = measured is not None and measured.get(f"{W}type", "dxa") == "dxa"
    return PrintedRowCell(
        text,
        min(max(1, width), _MAX_COLUMNS),
        merge is not None and merge.get(f"{W}val") in _CONTINUED,
        number_of(properties, f"{W}tcW", "w") if is_measured else None,
    )
