"""The cells of a list, independent of the file's format."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from xlsreport.tabular.sheet_extent import MAX_LIST_CELLS, TooManyCellsError
from xlsreport.values import EXACTLY, Typed, is_number, number_text, plain_number, typed_text

CellOddity = Literal["date", "digits", "error", "fraction", "partly_struck", "scientific", "struck", "uncalculated"]
"""What a cell was that may not be what was typed: a date; a number of more digits than a spreadsheet keeps; a formula
error; a number with a fraction, whose trailing zeros are lost; a text of which a part is struck out; scientific
notation; what is struck out; a formula that was never calculated."""
Area = tuple[tuple[int, int], tuple[int, int]]
"""The first and the last cell of a merged area, each by row and column from 0."""


@dataclass(frozen=True, slots=True)
class ListLine:
    """A line of a list: its number as the office sees it, from 1, and its cells as texts.

    A merged cell's text stands in every cell that it covers; ``from_above`` and ``from_left`` are the columns that have
    theirs from a merged cell which begins in a line above or in a column to the left. ``odd`` is what is odd about
    cells, by column.
    """

    number: int
    cells: tuple[str, ...]
    hidden: bool = False
    odd: Mapping[int, CellOddity] = field(default_factory=dict)
    from_above: frozenset[int] = frozenset()
    from_left: frozenset[int] = frozenset()

    def cell(self, column: int) -> str:
        """The text of a column; empty where the line is shorter."""
        return self.cells[column] if column < len(self.cells) else ""

    @property
    def text(self) -> str:
        """The text of the line, each merged cell once."""
        own = (cell.strip() for column, cell in enumerate(self.cells) if column not in self.from_left)
        return " ".join(cell for cell in own if cell)


@dataclass(frozen=True, slots=True)
class ListedSheet:
    """A sheet of a list; ``visible`` is whether its tab is shown."""

    name: str
    lines: Sequence[ListLine]
    visible: bool = True


@dataclass(frozen=True, slots=True)
class Decoding:
    """How the bytes of a text were read.

    ``certain`` is whether the file itself says so; otherwise ``shown`` is a text that another encoding would have made
    another of, and ``others`` is what others make of it, by their names.
    """

    encoding: str
    certain: bool = True
    shown: str = ""
    others: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ListedFile:
    """A file with a list: its sheets, and of a text also how it was decoded, and the text itself."""

    sheets: Sequence[ListedSheet]
    decoding: Decoding | None = None
    text: str | None = field(default=None, repr=False)


def shown_text(value: Typed, *, is_percent: bool) -> str:
    """A value as its cell shows it: 40.5% for the 0.405 of a percentage."""
    if is_percent and is_number(value):
        return f"{number_text(plain_number(EXACTLY.multiply(Decimal(value), 100)))}%"
    return typed_text(value)


Odd = Mapping[tuple[int, int], CellOddity]


def lines_of_cells(
    rows: Sequence[Sequence[str]], merged: Iterable[Area], odd: Odd, hidden: Iterable[int]
) -> list[ListLine]:
    """Lines from the cells of a sheet.

    Args:
        rows: all rows from the first on.
        merged: the merged areas, each with its text in its first cell.
        odd: what is odd about cells, by row and column from 0.
        hidden: the rows that are not shown, from 0.

    Raises:
        TooManyCellsError: the merged areas cover far more cells than a list has.
    """
    cells = [list(row) for row in rows]
    widest, left_to_fill = max(map(len, cells), default=0), MAX_LIST_CELLS
    above: dict[int, set[int]] = {}
    left: dict[int, set[int]] = {}
    oddities: dict[int, dict[int, CellOddity]] = {}
    for (row, column), oddity in odd.items():
        oddities.setdefault(row, {})[column] = oddity
    for (top, first), (bottom, last) in merged:
        text = cells[top][first] if top < len(cells) and first < len(cells[top]) else ""
        last = min(last, widest - 1)  # some cover whole rows, and nothing stands behind the last column
        left_to_fill -= max(0, min(bottom + 1, len(cells)) - top) * max(0, last + 1 - first)
        if left_to_fill < 0:
            raise TooManyCellsError
        for row in range(top, min(bottom + 1, len(cells))):
            cells[row] += [""] * (last + 1 - len(cells[row]))
            for column in range(first, last + 1):
                cells[row][column] = text
            above.setdefault(row, set()).update(range(first, last + 1) if row > top else ())
            left.setdefault(row, set()).update(range(first + 1, last + 1))
    unseen = set(hidden)
    return [
        ListLine(
            row + 1,
            tuple(texts),
            row in unseen,
            oddities.get(row, {}),
            frozenset(above.get(row, ())),
            frozenset(left.get(row, ())),
        )
        for row, texts in enumerate(cells)
    ]
