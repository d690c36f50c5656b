"""Column widths on a narrow screen, where a table scrolls beside its row labels."""

from __future__ import annotations

from collections.abc import Iterator

from xlsreport.document.content.model import PrintedTable, TableCell
from xlsreport.document.pagination.text_width import widest_word

_MIN_WIDTH, _MAX_WIDTH = 2.8, 9.0
"""In em: two Chinese characters, and what leaves room for figures on a telephone."""
_LABELS = 8.0
"""In em, for the innermost row labels, which stay visible while the figures scroll."""
_OUTER_LABELS = 3.3
"""In em, for the labels of groups of rows."""
_PADDING = 0.8
"""In em: left and right padding of a cell together."""


def narrow_widths(table: PrintedTable) -> tuple[float, ...]:
    """The width of each printed column in em."""
    return tuple(_width(table, column) for column in range(len(table.columns)))


def _width(table: PrintedTable, column: int) -> float:
    cells = list(_alone_in(table, column))
    needed = max((widest_word(cell.text) for cell in cells), default=0.0) + _PADDING
    rows = [cell for cell in cells if cell.role == "row"]
    least = _MIN_WIDTH
    if rows:
        least = _LABELS if any(cell.height == 1 and len(cell.text) > 2 for cell in rows) else _OUTER_LABELS
    return round(min(max(least, needed), _MAX_WIDTH), 2)


def _alone_in(table: PrintedTable, column: int) -> Iterator[TableCell]:
    return (cell for cell in table.cells if cell.left == column and cell.width == 1)
