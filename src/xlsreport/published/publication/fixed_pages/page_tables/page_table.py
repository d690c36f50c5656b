"""A table, or the part of one, on a page."""

from __future__ import annotations

from dataclasses import dataclass

from xlsreport.published.publication.fixed_pages.page_tables.ruled_tables import RuledTable
from xlsreport.published.publication.fixed_pages.text_lines import TextLine, lines_within, text_of

_PADDING = 6.0
"""Points between a cell's edge and its text, as word processors have them by default (5.4)."""


@dataclass(slots=True)
class PageCell:
    """A cell with its words; ``is_full``: its last line goes up to the edge, so that more may follow."""

    row: int
    column: int
    height: int
    width: int
    text: str
    page: int
    is_full: bool = False


@dataclass(slots=True)
class PageTable:
    """A table on one page, or joined from several.

    Attributes:
        cells: its cells, also empty ones.
        columns: the edges of its columns in points; empty where they are not known.
        height: the number of its rows.
        top, bottom: where it begins on its first page, and ends on its last.
        page: the first page.
        exact: whether the columns of its cells are certain.
    """

    cells: list[PageCell]
    columns: list[float]
    height: int
    top: float
    bottom: float
    page: int
    exact: bool = True


def of_ruled(table: RuledTable, page: int) -> PageTable:
    """The table that ruling lines form."""
    cells = []
    for cell in table.cells:
        right = table.columns[cell.column + cell.width]
        lines = lines_within(cell.letters)
        is_full = bool(lines) and lines[-1].right > right - _PADDING - 1.2 * lines[-1].size
        cells.append(PageCell(cell.row, cell.column, cell.height, cell.width, text_of(lines), page, is_full))
    cells.sort(key=lambda cell: (cell.row, cell.column))
    return PageTable(cells, table.columns, len(table.rows) - 1, table.rows[0], table.rows[-1], page)


PageBlock = TextLine | PageTable
