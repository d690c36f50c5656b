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
    """A cell, column or row that moves with the formula, in pieces; -1 is what it does not move or has not."""

    fixed_column: str
    letters: str
    column: int
    fixed_row: str
    digits: str
    row: int


class SharedFormula:
    """A formula, split once for all cells that share it.

    Args:
        formula: as the cell has it that has its text.
        row: of that cell.
        column: of that cell.
    """

    def __init__(self, formula: str, row: int, column: int) -> None:
        self._row, self._column = row, column
        self._parts: list[str | _End] = []
        for part in (part for token in tokens_of(formula) for part in _parts(token)):
            if isinstance(part, str) and self._parts and isinstance(self._parts[-1], str):
                self._parts[-1] += part  # most of a formula stays as it is
            else:
                self._parts.append(part)

    def at(self, row: int, column: int) -> str:
        """What it is in another cell."""
        down, right = row - self._row, column - self._column
        return "".join([part if isinstance(part, str) else _moved(part, down, right) for part in self._parts])


def _parts(token: str) -> Sequence[str | _End]:
    """A token in pieces, if it refers to cells, rows or columns."""
    sheet, mark, cells = token.rpartition("!")
    first, colon, last = cells.partition(":")
    ends = [_END.fullmatch(end) for end in ((first, last) if colon else (first,))]
    found = [end for end in ends if end is not None and end[0]]
    if len(found) < len(ends) or not (colon or (found[0][2] and found[0][4])):
        return (token,)
    return (sheet + mark, _end(found[0]), *((colon, _end(found[1])) if colon else ()))


def _end(match: re.Match[str]) -> str | _End:
    """One end of an area; a text if it is fixed."""
    fixed_column, letters, fixed_row, digits = match.groups(default="")
    column = column_number(letters.upper()) if letters and not fixed_column else -1
    row = int(digits) - 1 if digits and not fixed_row else -1
    return match[0] if column == row == -1 else _End(fixed_column, letters, column, fixed_row, digits, row)


def _moved(end: _End, down: int, right: int) -> str:
    """One end of an area, moved as far as it is not fixed."""
    fixed_column, letters, column, fixed_row, digits, row = end
    if column != -1:
        column += right
        if not 0 <= column < MAX_COLUMNS:
            return BROKEN_REFERENCE
        letters = column_letters(column)
    if row != -1:
        row += down
        if not 0 <= row < MAX_ROWS:
            return BROKEN_REFERENCE
        digits = str(row + 1)
    return fixed_column + letters + fixed_row + digits
