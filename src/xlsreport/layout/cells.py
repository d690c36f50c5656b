"""Physical addresses: cells and ranges of a workbook. Only this module writes and reads A1 notation."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

MAX_ROWS, MAX_COLUMNS = 1_048_576, 16_384
"""Of a sheet; Excel's specification."""


def column_letters(column: int) -> str:
    """``A`` for 0, ``Z`` for 25, ``AA`` for 26."""
    letters = ""
    column += 1
    while column:
        column, digit = divmod(column - 1, 26)
        letters = chr(ord("A") + digit) + letters
    return letters


def column_number(letters: str) -> int:
    """0 for ``A``, 25 for ``Z``, 26 for ``AA``: the inverse of :func:`column_letters`."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def sheet_prefix(sheet: str) -> str:
    """The sheet's name as a formula writes it before a cell, in quotes."""
    return "'" + sheet.replace("'", "''") + "'!"


class CellRef(NamedTuple):
    """One cell; row and column count from 0. Prints as ``'三、申请办理'!D7``."""

    sheet: str
    row: int
    column: int

    def __str__(self) -> str:
        return sheet_prefix(self.sheet) + self.a1

    @property
    def a1(self) -> str:
        """The address without the sheet: ``D7``."""
        return f"{column_letters(self.column)}{self.row + 1}"

    @property
    def absolute(self) -> str:
        """The address as a formula on any sheet writes it: ``'三、申请办理'!$D$7``."""
        return sheet_prefix(self.sheet) + self.fixed

    @property
    def fixed(self) -> str:
        """The address within its sheet as a formula keeps it when it is copied: ``$D$7``."""
        return f"${column_letters(self.column)}${self.row + 1}"

    def to(self, other: CellRef) -> CellRange:
        """The range from this cell to another of the same sheet."""
        return CellRange(self, other)


@dataclass(frozen=True, order=True, slots=True)
class CellRange:
    """A rectangle of cells of one sheet, both corners included."""

    first: CellRef
    last: CellRef

    def __str__(self) -> str:
        return sheet_prefix(self.first.sheet) + self.a1

    def __contains__(self, cell: CellRef) -> bool:
        first, last = self.first, self.last
        inside = first.row <= cell.row <= last.row and first.column <= cell.column <= last.column
        return inside and cell.sheet == first.sheet

    @property
    def size(self) -> int:
        """How many cells there are in it."""
        return (self.last.row - self.first.row + 1) * (self.last.column - self.first.column + 1)

    def cells(self) -> Iterator[CellRef]:
        """All cells, row by row."""
        for row in range(self.first.row, self.last.row + 1):
            for column in range(self.first.column, self.last.column + 1):
                yield CellRef(self.sheet, row, column)

    @property
    def sheet(self) -> str:
        """The sheet that the range lies on."""
        return self.first.sheet

    @property
    def a1(self) -> str:
        """The address without the sheet: ``D7:I25``, or ``D7`` for a single cell."""
        return self.first.a1 if self.first == self.last else f"{self.first.a1}:{self.last.a1}"

    @property
    def absolute(self) -> str:
        """The address as a formula on any sheet writes it."""
        end = "" if self.first == self.last else f":{self.last.fixed}"
        return self.first.absolute + end


_RANGE = re.compile(
    r"(?:(?:'(?P<quoted>(?:[^']|'')+)'|(?P<plain>[^'!]+))!)?"
    r"\$?(?P<column>[A-Z]{1,3})\$?(?P<row>\d{1,7})(?::\$?(?P<column2>[A-Z]{1,3})\$?(?P<row2>\d{1,7}))?",
    re.IGNORECASE,
)


def parse_range(text: str, sheet: str) -> CellRange | None:
    """The cells that a reference in a formula on ``sheet`` means: ``D7``, ``$D$7:E9``, ``'三、申请办理'!D7``.

    None for what is no reference to cells, such as a whole column or a name.
    """
    match = _RANGE.fullmatch(text)
    if match is None:
        return None
    quoted, plain = match["quoted"], match["plain"]
    on = quoted.replace("''", "'") if quoted else plain or sheet
    first = CellRef(on, int(match["row"]) - 1, column_number(match["column"].upper()))
    if match["row2"] is None:
        return CellRange(first, first)
    return CellRange(first, CellRef(on, int(match["row2"]) - 1, column_number(match["column2"].upper())))


def rectangles(cells: Iterable[CellRef]) -> list[CellRange]:
    """Few rectangles without overlap that cover some cells of one sheet, in reading order.

    Cells of a row are joined to runs first, then equal runs of adjacent rows to rectangles.
    """
    runs: list[tuple[CellRef, CellRef]] = []
    for cell in sorted(set(cells)):
        if runs and runs[-1][1].row == cell.row and runs[-1][1].column == cell.column - 1:
            runs[-1] = (runs[-1][0], cell)
        else:
            runs.append((cell, cell))
    found: list[CellRange] = []
    lowest: dict[tuple[int, int], int] = {}  # by the columns of a run, the rectangle that it may continue
    for first, last in runs:
        columns = first.column, last.column
        above = lowest.get(columns)
        if above is not None and found[above].last.row == first.row - 1:
            found[above] = CellRange(found[above].first, last)
        else:
            lowest[columns] = len(found)
            found.append(CellRange(first, last))
    return sorted(found, key=lambda area: area.first)
