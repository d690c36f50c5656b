"""Rows of cells with their merged cells, as a format writes them down, become cells with a place and a reach."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from xlsreport.published.publication.publication import PublishedCell

_SAME_EDGE = 100
"""Twentieths of a point (5 points): edges of cells that are nearer to each other are one."""


@dataclass(frozen=True, slots=True)
class PrintedRowCell:
    """A cell of a row.

    Attributes:
        text: its words.
        width: how many columns it covers.
        continues: whether it is merged with the cell above it.
        measured: its width in twentieths of a point; None where it is not known.
    """

    text: str
    width: int = 1
    continues: bool = False
    measured: int | None = None


@dataclass(frozen=True, slots=True)
class PrintedRow:
    """A row; ``before`` and ``after`` are the columns that it leaves free at its beginning and its end.

    ``indent`` is how far in twentieths of a point its first cell begins from the table's edge.
    """

    cells: tuple[PrintedRowCell, ...]
    before: int = 0
    after: int = 0
    indent: int | None = 0

    @property
    def columns(self) -> int:
        """How many columns it reaches over."""
        return self.before + sum(cell.width for cell in self.cells) + self.after


def placed_cells(rows: Sequence[PrintedRow]) -> tuple[tuple[PublishedCell, ...], bool]:
    """The cells of a table by row and column, and whether their columns are certain."""
    edges, exact = _edges(rows)
    open_cells: dict[tuple[int, int], int] = {}
    placed: list[PublishedCell] = []
    for number, row in enumerate(rows):
        still: dict[tuple[int, int], int] = {}
        for cell, begin, end in zip(row.cells, edges[number], edges[number][1:], strict=False):
            at = begin, max(1, end - begin)
            above = open_cells.get(at) if cell.continues else None
            if above is None:
                placed.append(PublishedCell(cell.text, number, begin, 1, at[1]))
                still[at] = len(placed) - 1
            else:
                one = placed[above]
                placed[above] = replace(one, height=one.height + 1)
                still[at] = above
        open_cells = still
    return tuple(placed), exact


def _edges(rows: Sequence[PrintedRow]) -> tuple[list[list[int]], bool]:
    """The columns at which the cells of each row begin, and at which the last ends; and whether they are certain.

    Rows that reach over the same number of columns are counted. Where they do not, as in files of programs that do not
    write how many columns a cell covers, the measured widths decide.
    """
    counted = [list(accumulate((cell.width for cell in row.cells), initial=row.before)) for row in rows]
    if len({row.columns for row in rows if row.cells}) <= 1:
        return counted, True
    measured = [_measured_edges(row) for row in rows]
    if any(edges is None for edges in measured):
        return counted, False
    known = [edges for edges in measured if edges is not None]
    columns = _columns_of(edge for edges in known for edge in edges)
    found = [[columns[edge] for edge in edges] for edges in known]
    is_ordered = all(len(set(edges)) == len(edges) for edges in found)
    return (found, True) if is_ordered else (counted, False)


def _measured_edges(row: PrintedRow) -> list[int] | None:
    widths = [cell.measured for cell in row.cells]
    if row.indent is None or any(not width for width in widths):
        return None
    return list(accumulate((width or 0 for width in widths), initial=row.indent))


def _columns_of(edges: Iterable[int]) -> dict[int, int]:
    """The number of the column for each edge; edges close to each other are one."""
    columns: dict[int, int] = {}
    column, before = -1, None
    for edge in sorted(set(edges)):
        if before is None or edge - before > _SAME_EDGE:
            column += 1
        columns[edge] = column
        before = edge
    return columns
