"""Merged cells that were written out: each of their fields has the words of all, as programs that know no spans do.

They become one cell again. Only words that the form has as labels are joined, and figures that are printed once for
each column of a heading that was written out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from xlsreport.published.matching.grids.cell_grid import CellGrid, words_of
from xlsreport.published.matching.grids.table_bands import is_figure
from xlsreport.published.matching.labels.vocabulary import Vocabulary
from xlsreport.published.publication.publication import PublishedCell

_TELLING = 3
"""So many equal labels beside each other are one that was merged."""
_Fields = Mapping[tuple[int, int], PublishedCell]


def with_repetitions_merged(grid: CellGrid, vocabulary: Vocabulary) -> CellGrid:
    """The table with one cell where equal labels stand beside or below each other; itself where none were written out.

    Args:
        grid: a table without merged cells; any other stays as it is.
        vocabulary: the labels of the form.
    """
    if not grid.exact or any(cell.width > 1 or cell.height > 1 for cell in grid.cells):
        return grid
    fields = {(cell.row, cell.column): cell for cell in grid.cells}
    labels = {at: words_of(cell) for at, cell in fields.items() if _is_label(words_of(cell), vocabulary)}
    if not any(_run(labels, row, column, grid.width) >= _TELLING for row, column in labels):
        return grid
    return _Merging(grid, fields, labels).merged()


def _is_label(words: str, vocabulary: Vocabulary) -> bool:
    return bool(words) and not is_figure(words) and bool(vocabulary.matches(words))


def _run(labels: Mapping[tuple[int, int], str], row: int, column: int, end: int) -> int:
    """How many fields from one on have its words."""
    words = labels[row, column]
    return next((at - column for at in range(column + 1, end) if labels.get((row, at)) != words), end - column)


class _Merging:
    """Joins the fields of one table, from the top down."""

    def __init__(self, grid: CellGrid, fields: _Fields, labels: Mapping[tuple[int, int], str]) -> None:
        self._grid = grid
        self._fields = fields
        self._labels = labels
        self._owner: dict[tuple[int, int], PublishedCell] = {}

    def merged(self) -> CellGrid:
        """The table with the joined cells."""
        for (row, column), cell in sorted(self._fields.items()):
            if (row, column) not in self._owner:
                width = self._label_width(row, column) if (row, column) in self._labels else self._figure_width(cell)
                height = self._height(row, column, width)
                joined = replace(cell, width=width, height=height)
                for at in range(row, row + height):
                    self._owner |= {(at, to): joined for to in range(column, column + width)}
        return replace(self._grid, cells=tuple(dict.fromkeys(self._owner.values())))

    def _label_width(self, row: int, column: int) -> int:
        """Up to where a label repeats; never over the edge between two labels above it."""
        end = column + _run(self._labels, row, column, self._grid.width)
        for at in range(column + 1, end):
            if (row, at) in self._owner or self._parts(row - 1, at):
                return at - column
        return end - column

    def _parts(self, row: int, column: int) -> bool:
        """Whether two labels meet before a column."""
        left, right = (self._owner.get((row, at)) for at in (column - 1, column))
        are_labels = (row, column - 1) in self._labels and (row, column) in self._labels
        return are_labels and left is not right

    def _figure_width(self, cell: PublishedCell) -> int:
        """As wide as the label above a figure, where it is printed once for each field of it."""
        words, row, column = words_of(cell), cell.row, cell.column
        above = next((self._owner[at, column] for at in range(row - 1, -1, -1) if (at, column) in self._labels), None)
        if above is None or above.column != column or not is_figure(words):
            return 1
        beside = [self._fields.get((row, at)) for at in range(column, column + above.width)]
        return above.width if all(each is not None and words_of(each) == words for each in beside) else 1

    def _height(self, row: int, column: int, width: int) -> int:
        """Down to where a label repeats over its whole width."""
        words = self._labels.get((row, column))
        below = row + 1
        while words and all(
            self._labels.get((below, at)) == words and (below, at) not in self._owner
            for at in range(column, column + width)
        ):
            below += 1
        return below - row
