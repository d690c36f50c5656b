"""Where the cells of a table stand, by their spans, as a browser places them ([HTML Standard] 4.9.12)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

Content = TypeVar("Content")
Other = TypeVar("Other")
MAX_SPAN = 1_000
"""Columns that a cell may reach over; browsers have the same limit."""
MAX_SLOTS = 2_000_000
"""Of a page's tables together; a report has some 1,000."""


@dataclass(frozen=True, slots=True)
class SpannedCell(Generic[Content]):
    """A cell as its row has it; a ``height`` of 0 reaches to the end of the group of rows."""

    content: Content
    height: int = 1
    width: int = 1


@dataclass(frozen=True, slots=True)
class PlacedCell(Generic[Content]):
    """A cell at its row and column, from 0."""

    content: Content
    row: int
    column: int
    height: int = 1
    width: int = 1

    def holding(self, content: Other) -> PlacedCell[Other]:
        """The cell at the same place with another content."""
        return PlacedCell(content, self.row, self.column, self.height, self.width)


@dataclass(frozen=True, slots=True)
class Grid(Generic[Content]):
    """A table's cells at their places."""

    cells: tuple[PlacedCell[Content], ...]

    @property
    def width(self) -> int:
        """How many columns there are."""
        return max((cell.column + cell.width for cell in self.cells), default=0)

    @property
    def height(self) -> int:
        """How many rows there are."""
        return max((cell.row + cell.height for cell in self.cells), default=0)


def placed(groups: Sequence[Sequence[Sequence[SpannedCell[Content]]]]) -> Grid[Content]:
    """The cells of groups of rows at their places.

    No cell reaches beyond its group of rows, or to columns at the end that other rows have not. Where one would reach
    over another, it ends before that.
    """
    cells: list[PlacedCell[Content]] = []
    first = 0
    for group in groups:
        taken: dict[int, int] = {}  # the first free row of each column
        for number, row in enumerate(group, first):
            column = 0
            for cell in row:
                while taken.get(column, 0) > number:
                    column += 1
                width = _free(taken, number, column, min(max(cell.width, 1), MAX_SPAN))
                height = min(cell.height or len(group), first + len(group) - number)
                for covered in range(column, column + width):
                    taken[covered] = number + height
                cells.append(PlacedCell(cell.content, number, column, height, width))
                column += width
        first += len(group)
    return Grid(_without_unused_columns(cells))


def _free(taken: dict[int, int], row: int, column: int, wanted: int) -> int:
    return next((n for n in range(wanted) if taken.get(column + n, 0) > row), wanted)


def _without_unused_columns(cells: list[PlacedCell[Content]]) -> tuple[PlacedCell[Content], ...]:
    """The same cells without columns at the end in which none begins, and to which not all rows reach."""
    ends: dict[int, int] = {}
    for cell in cells:
        for row in range(cell.row, cell.row + cell.height):
            ends[row] = max(ends.get(row, 0), cell.column + cell.width)
    last = max(max((cell.column + 1 for cell in cells), default=0), min(ends.values(), default=0))
    return tuple(replace(cell, width=min(cell.width, last - cell.column)) for cell in cells)


def slots(groups: Sequence[Sequence[Sequence[SpannedCell[Content]]]]) -> int:
    """How many places all cells take together, at most."""
    return sum(
        min(max(cell.width, 1), MAX_SPAN) * min(cell.height or len(group), len(group))
        for group in groups
        for row in group
        for cell in row
    )
