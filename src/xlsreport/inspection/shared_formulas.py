"""What a formula that several cells share is in each of them: its references move with the cell."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from xlsreport.inspection.canonical_formulas import tokens_of
from xlsreport.layout.cells import MAX_COLUMNS, MAX_ROWS, column_letters, column_number
from xlsreport.spreadsheet.opened_spreadsheet import BROKEN_REFERENCE

_END = re.compile(r"(?:(\$?)([A-Z]{1,3}))?(?:(\$?)([1-9]\d{0,6}))?", re.IGNORECASE | re.ASCII)
"""A cell, a column or a row, which may be one end of an area."""


class _End(NamedTuple):
    """A cell, column or row as it is written, in pieces."""

    fixed_column: str
    letters: str
    fixed_row: str
    digits: str


class SharedFormula:
    """A formula, split once for all cells that share it.

    Args:
        formula: as the cell has it that has its text.
        row: of that cell.
        column: of that cell.
    """

    def __init__(self, formula: str, row: int, column: int) -> None:
        self._row, self._column = row, column
        self._parts = [part for token in tokens_of(formula) for part in _parts(token)]

    def at(self, row: int, column: int) -> str:
        """What it is in another cell."""
        down, right = row - self._row, column - self._column
        return "".join([part if isinstance(part, str) else _moved(part, down, right) for part in self._parts])


def _parts(token: str) -> Sequence[str | _End]:
    """A token in pieces, if it refers to cells, rows or columns."""
    sheet, mark, cells = token.rpartition("!")
    first, colon, last = cells.partition(":")
    ends = [_END.fullmatch(end) for end in ((first, last) if colon else (first,))]
    found = [_End(*end.groups(default="")) for end in ends if end is not None and end[0]]
    if len(found) < len(ends) or not (colon or (found[0].letters and found[0].digits)):
        return (token,)
    return (sheet + mark, found[0], *((colon, found[1]) if colon else ()))


def _moved(end: _End, down: int, right: int) -> str:
    """One end of an area, moved as far as it is not fixed."""
    letters, digits = end.letters, end.digits
    if letters and not end.fixed_column:
        column = column_number(letters.upper()) + right
        if not 0 <= column < MAX_COLUMNS:
            return BROKEN_REFERENCE
        letters = column_letters(column)
    if digits and not end.fixed_row:
        row = int(digits) - 1 + down
        if not 0 <= row < MAX_ROWS:
            return BROKEN_REFERENCE
        digits = str(row + 1)
    return end.fixed_column + letters + end.fixed_row + digits
