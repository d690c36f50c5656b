"""A table, or the part of one, on a page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from xlsreport.published.publication.fixed_pages.page_tables.ruled_tables import RuledTable
from xlsreport.published.publication.fixed_pages.text_lines import TextLine, lines_within, text_of

_PADDING = 6.0
"""Points between a cell's edge and its text, as word processors have them by default (5.4)."""
_DIGIT = 0.6
"""The width of a digit, as a part of its size; fonts have 0.5 to 0.6."""
_DIGITS = re.compile(r"[0-9][0-9.,]*")


@dataclass(slots=True)
class PageCell:
    """A cell with its words.

    ``is_full``: its last line goes up to the edge, so that more may follow. ``is_broken``: it is one figure on several
    lines, since its column is too narrow.
    """

    row: int
    column: int
    height: int
    width: int
    text: str
    page: int
    is_full: bool = False
    is_broken: bool = False


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
        left, right = table.columns[cell.column], table.columns[cell.column + cell.width]
        lines = lines_within(cell.letters)
        is_full = bool(lines) and lines[-1].right > right - _PADDING - 1.2 * lines[-1].size
        place = (cell.row, cell.column, cell.height, cell.width)
        cells.append(PageCell(*place, text_of(lines), page, is_full, _is_broken(lines, right - left)))
    cells.sort(key=lambda cell: (cell.row, cell.column))
    kept, height = _without_false_rows(cells, len(table.rows) - 1)
    return PageTable(kept, table.columns, height, table.rows[0], table.rows[-1], page)


def _is_broken(lines: Sequence[TextLine], width: float) -> bool:
    """Whether lines are the digits of one figure: there was no room for another digit on any but the last."""
    return len(lines) > 1 and all(
        _DIGITS.fullmatch(line.text) is not None
        and (line is lines[-1] or width - (line.right - line.left) < 2 * _PADDING + _DIGIT * line.size)
        for line in lines
    )


def _without_false_rows(cells: Sequence[PageCell], height: int) -> tuple[list[PageCell], int]:
    """The cells without rows in which only blanks begin below cells that reach into them, and how many rows are left.

    Browsers end a cell over several rows too early where a page broke it: its edge then runs through a row.
    """
    begun = [[cell for cell in cells if cell.row == row] for row in range(height)]
    reached = {row for cell in cells if cell.text for row in range(cell.row + 1, cell.row + cell.height)}
    false = {row for row in reached if begun[row] and not any(cell.text for cell in begun[row])}
    kept = []
    for cell in cells:
        lost = sum(row in false for row in range(cell.row, cell.row + cell.height))
        if lost < cell.height:
            above = sum(row < cell.row for row in false)
            kept.append(replace(cell, row=cell.row - above, height=cell.height - lost))
    return kept, height - len(false)


PageBlock = TextLine | PageTable
