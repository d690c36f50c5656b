"""A published table as rows of cells, whichever way round it is printed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from xlsreport.published.imported_report import Spot
from xlsreport.published.publication.publication import PrintedAt, PublishedCell, PublishedTable
from xlsreport.submission.invisible_characters import is_blank


@dataclass(frozen=True)
class CellGrid:
    """The cells of a table by rows.

    Attributes:
        cells: all of them, where they are printed.
        number: of the table; None where lines of text stand for it.
        exact: whether cells of one column have the same number in all rows.
        is_turned: whether rows and columns were exchanged after reading.
    """

    cells: tuple[PublishedCell, ...]
    number: int | None
    exact: bool
    is_turned: bool = False

    def __hash__(self) -> int:
        """Found once: tables are looked up for each of their rows."""
        return self._hash

    @cached_property
    def _hash(self) -> int:
        return hash((self.cells, self.number, self.exact, self.is_turned))

    @cached_property
    def width(self) -> int:
        """The number of columns."""
        return max((cell.column + cell.width for cell in self.cells), default=0)

    @cached_property
    def height(self) -> int:
        """The number of rows."""
        return max((cell.row + cell.height for cell in self.cells), default=0)

    @cached_property
    def rows(self) -> Sequence[Sequence[PublishedCell]]:
        """The cells of each row from left to right, also those that reach down into it."""
        found: list[list[PublishedCell]] = [[] for _ in range(self.height)]
        for cell in self.cells:
            for row in range(cell.row, cell.row + cell.height):
                found[row].append(cell)
        return [sorted(row, key=lambda cell: cell.column) for row in found]

    @cached_property
    def is_rectangular(self) -> bool:
        """Whether every position is covered by one cell."""
        covered = [(row, at) for row, cells in enumerate(self.rows) for cell in cells for at in _columns(cell)]
        return len(covered) == len(set(covered)) == self.width * self.height

    def covering(self, row: int, column: int) -> PublishedCell | None:
        """The cell that covers a position."""
        return next((cell for cell in self.rows[row] if cell.column <= column < cell.column + cell.width), None)

    def turned(self) -> CellGrid:
        """The table with rows and columns exchanged."""
        cells = tuple(
            replace(cell, row=cell.column, column=cell.row, height=cell.width, width=cell.height) for cell in self.cells
        )
        return replace(self, cells=cells, is_turned=not self.is_turned)

    def spot(self, cell: PublishedCell) -> Spot:
        """Where a cell is printed."""
        if self.number is None:
            return Spot(page=cell.page)
        row, column = (cell.column, cell.row) if self.is_turned else (cell.row, cell.column)
        at = cell.printed_at or PrintedAt(self.number, row, column)
        return Spot(cell.page, at.table, at.row + 1, at.column + 1)


def _columns(cell: PublishedCell) -> range:
    return range(cell.column, cell.column + cell.width)


def grid_of_table(table: PublishedTable) -> CellGrid:
    """The grid of a published table."""
    return CellGrid(table.cells, table.number, table.exact_columns)


def grid_of_rows(rows: Iterable[Sequence[str]], page: int | None = None) -> CellGrid:
    """The grid of lines of text that stand for the cells of a table, in which only their order is known."""
    cells = (PublishedCell(text, at, to, page=page) for at, row in enumerate(rows) for to, text in enumerate(row))
    return CellGrid(tuple(cells), None, exact=False)


def words_of(cell: PublishedCell) -> str:
    """What a cell says on one line; empty where it is blank."""
    return "" if is_blank(cell.text) else ("" if cell.is_broken else " ").join(cell.text.split())
