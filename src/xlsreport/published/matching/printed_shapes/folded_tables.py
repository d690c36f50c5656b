"""Tables that are folded: the headings stand twice or more beside each other, and the rows go on below the next."""

from __future__ import annotations

from collections.abc import Sequence

from xlsreport.published.matching.grids.table_bands import is_figure
from xlsreport.published.matching.lists.list_grid import ListGrid
from xlsreport.published.matching.printed_shapes.known_labels import KnownLabels
from xlsreport.published.matching.printed_shapes.relaid_tables import moved, relaid
from xlsreport.published.publication.publication import PublishedTable
from xlsreport.submission.label_normalising import normalise_label

_MOST_PARTS = 4
_ROWS_ABOVE = 4
"""Captions and units that may stand above the headings."""
Part = range
"""The columns of a part."""


def unfolded(table: PublishedTable, known: KnownLabels) -> PublishedTable | None:
    """A table with its parts below each other; None where it is not folded, or may be something else.

    Labels that stand twice beside each other may also be headed by something above them, or be two things of the same
    name. So nothing may stand above them but captions, and each part begins with words, or the numbers of lines.
    """
    grid = ListGrid(table)
    for row in range(min(grid.height, _ROWS_ABOVE)):
        parts = _parts(grid, row)
        if parts:
            return _stacked(grid, row, parts) if _is_folded(grid, row, parts, known) else None
        if len(grid.filled(row)) > 1:
            return None
    return None


def _parts(grid: ListGrid, row: int) -> Sequence[Part]:
    """The columns of each part, where the headings of a row stand several times in the same order."""
    heads = grid.filled(row)
    texts = [normalise_label(cell.text) for cell in heads]
    for count in range(2, _MOST_PARTS + 1):
        size, rest = divmod(len(heads), count)
        if rest or size < 2 or any(texts[at] != texts[at % size] for at in range(len(texts))):
            continue
        if len(set(texts[:size])) < size:
            return ()
        begins = [heads[number * size].column for number in range(count)]
        parts = [range(one, end) for one, end in zip(begins, (*begins[1:], grid.width), strict=True)]
        shapes = {tuple((cell.column - part[0], cell.width) for cell in heads if cell.column in part) for part in parts}
        return parts if len(shapes) == 1 else ()
    return ()


def _is_folded(grid: ListGrid, row: int, parts: Sequence[Part], known: KnownLabels) -> bool:
    if parts[0][0] != 0 or any(cell.height > 1 and cell.row + cell.height - 1 > row for cell in grid.cells(row)):
        return False
    if not all(_fits(grid, at, parts) for at in range(row + 1, grid.height)):
        return False
    return all(_begins_with_labels(grid, row, part, known) for part in parts)


def _fits(grid: ListGrid, row: int, parts: Sequence[Part]) -> bool:
    """Whether a row has a cell in every column of some parts, from the left, each cell in one of them.

    Where a cell is left out of a row, those behind it move to the left, from one part into the other. A remark may
    stand over the whole width.
    """
    cells = grid.cells(row)
    if any(cell.height > 1 for cell in cells):
        return False
    if len(cells) == 1 and cells[0].width == grid.width:
        return True
    covered = [at for cell in cells for at in range(cell.column, cell.column + cell.width)]
    ends = [0, *(part[-1] + 1 for part in parts)]
    is_apart = all(
        any(cell.column in part and cell.column + cell.width - 1 in part for part in parts) for cell in cells
    )
    return is_apart and covered == list(range(len(covered))) and len(covered) in ends


def _begins_with_labels(grid: ListGrid, row: int, part: Part, known: KnownLabels) -> bool:
    """Whether a part is a list of its own, or has the labels of rows in its first column and figures behind them."""
    own = PublishedTable(
        0, tuple(cell for at in range(row, grid.height) for cell in grid.cells(at) if cell.column in part)
    )
    for headings in known.lists.values():
        found = headings.find(ListGrid(own))
        if found is not None and len(found.found) + (found.number is not None) > max(1, len(found.unused)):
            return not found.twice
    first = [grid.text(at, part[0]) for at in range(row + 1, grid.height)]
    labels = [text for text in first if text]
    if not labels or any(is_figure(text) for text in labels):
        return False
    return any(match.role == "row" for text in labels for match in known.certain(text))


def _stacked(grid: ListGrid, row: int, parts: Sequence[Part]) -> PublishedTable:
    table = grid.table
    size = len(parts[0])
    above = [moved(cell, table, cell.row, 0, 1, size) for at in range(row) for cell in grid.filled(at)]
    cells = [
        *above,
        *(moved(cell, table, row, cell.column, 1, cell.width) for cell in grid.cells(row) if cell.column in parts[0]),
    ]
    to = row + 1
    for part in parts:
        for at in range(row + 1, grid.height):
            inside = [cell for cell in grid.cells(at) if cell.column in part and cell.row == at]
            if len(grid.filled(at)) == 1 and inside and inside[0].width == grid.width:
                continue
            if any(cell.text.strip() for cell in inside):
                cells += (moved(cell, table, to, cell.column - part[0], 1, cell.width) for cell in inside)
                to += 1
    for at in range(row + 1, grid.height):
        whole = [cell for cell in grid.filled(at) if cell.width == grid.width and cell.row == at]
        cells += (moved(cell, table, to, 0, 1, size) for cell in whole)
        to += len(whole)
    return relaid(table, cells)
