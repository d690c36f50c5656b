"""Parts of a table on pages that follow each other become one table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from xlsreport.published.publication.fixed_pages.page_tables.page_table import PageCell, PageTable

_SAME_EDGE = 4.0
"""Points by which the edges of a column may differ from page to page."""
_NUMBERED = re.compile(r"\s*(?:[（(]?[一二三四五六七八九十百\d]+[）)、.．]|[①-⑳])")
"""How a new row label begins."""
_ENDS = "。；！？.;!?"


def continues(above: PageTable, below: PageTable) -> bool:
    """Whether a table at the head of a page continues one at the foot of the page before.

    It has the same columns; or some of its columns are merged throughout, so that their edges are not seen.
    """
    if not (above.exact and below.exact and above.columns and below.columns):
        return False
    fewer, more = sorted((above.columns, below.columns), key=len)
    is_as_wide = abs(fewer[0] - more[0]) <= _SAME_EDGE and abs(fewer[-1] - more[-1]) <= _SAME_EDGE
    return is_as_wide and all(_number_of(edge, more) is not None for edge in fewer)


def _number_of(edge: float, edges: Sequence[float]) -> int | None:
    nearest = min(range(len(edges)), key=lambda number: abs(edges[number] - edge))
    return nearest if abs(edges[nearest] - edge) <= _SAME_EDGE else None


def _in_columns(table: PageTable, edges: Sequence[float]) -> list[PageCell]:
    """The cells of a table by columns that have more edges."""
    numbers = [_number_of(edge, edges) or 0 for edge in table.columns]
    return [
        replace(cell, column=numbers[cell.column], width=numbers[cell.column + cell.width] - numbers[cell.column])
        for cell in table.cells
    ]


def joined(above: PageTable, below: PageTable) -> PageTable:
    """One table of two parts; cells and rows that the page break cut are put together where that is certain."""
    edges = max(above.columns, below.columns, key=len)
    above = replace(above, cells=_in_columns(above, edges), columns=edges)
    below = replace(below, cells=_in_columns(below, edges), columns=edges)
    heads = _repeated_headings(above, below)
    cells = [*above.cells]
    lower = [replace(cell, row=cell.row - heads) for cell in below.cells if cell.row >= heads]
    below = replace(below, cells=lower, height=below.height - heads)
    shift = above.height
    if _is_cut_row(above, below):
        shift -= 1
        _join_row(cells, lower, above.height - 1)
    else:
        _join_reaching(cells, lower, above.height)
    for cell in lower:
        cell.row += shift
    return PageTable(cells + lower, edges, shift + below.height, above.top, below.bottom, above.page)


def _repeated_headings(above: PageTable, below: PageTable) -> int:
    """How many rows at the beginning of a part repeat those at the beginning of the table."""
    most = min(above.height, below.height - 1)
    rows = next((row for row in range(most) if _row(above, row) != _row(below, row)), most)
    while rows and any(cell.row < rows < cell.row + cell.height for cell in below.cells):
        rows -= 1  # a cell reaches further
    return rows


def _row(table: PageTable, row: int) -> set[tuple[int, int, int, str]]:
    """The cells that begin in a row."""
    return {(cell.column, cell.width, cell.height, cell.text) for cell in table.cells if cell.row == row}


def _join_reaching(cells: list[PageCell], lower: list[PageCell], height: int) -> None:
    """Join cells of the last row and of the first on the next page of which one is empty and one spans several rows."""
    are_headings = _cuts_headings(cells, lower, height)
    for below in [cell for cell in lower if cell.row == 0]:
        above = _bottom_cell(cells, below, height)
        if above is None or bool(above.text) == bool(below.text):
            continue
        spans = above.height > 1 and below.height > 1
        if spans or (above.text and (above.height > 1 or below.height > 1 or are_headings)):
            above.text = above.text or below.text
            above.height += below.height
            lower.remove(below)


def _cuts_headings(cells: Sequence[PageCell], lower: Sequence[PageCell], height: int) -> bool:
    """Whether a page ends within the headings: all words of the next row stand below headings over several columns."""
    wide = [cell for cell in cells if cell.row + cell.height == height and cell.width > 1 and _has_words(cell.text)]
    written = [cell for cell in lower if cell.row == 0 and cell.text]
    return len(written) > 1 and all(
        _has_words(cell.text)
        and any(
            above.column <= cell.column and _end(cell) <= _end(above) and cell.width < above.width for above in wide
        )
        for cell in written
    )


def _end(cell: PageCell) -> int:
    return cell.column + cell.width


def _bottom_cell(cells: Sequence[PageCell], below: PageCell, height: int) -> PageCell | None:
    """The cell of the last row in the same columns."""
    return next(
        (
            cell
            for cell in cells
            if (cell.column, cell.width) == (below.column, below.width) and cell.row + cell.height == height
        ),
        None,
    )


def _is_cut_row(above: PageTable, below: PageTable) -> bool:
    """Whether the first row of a part is the rest of the last row before: words of labels go on, and nothing else."""
    first = [cell for cell in below.cells if cell.row == 0]
    pairs = [(_bottom_cell(above.cells, cell, above.height), cell) for cell in first]
    written = [(upper, lower) for upper, lower in pairs if lower.text]
    if not written or any(upper is None or upper.row != above.height - 1 for upper, _ in written):
        return False
    if any(lower.height > 1 for _, lower in written) or all(lower.text for _, lower in pairs):
        return False
    figures = [(upper, lower) for upper, lower in pairs if upper is not None and not lower.text]
    return any(upper.text for upper, _ in figures) and all(
        upper is not None and _goes_on(upper, lower) for upper, lower in written
    )


def _goes_on(upper: PageCell, lower: PageCell) -> bool:
    return upper.is_full and upper.text[-1:] not in _ENDS and not _NUMBERED.match(lower.text) and _has_words(lower.text)


def _has_words(text: str) -> bool:
    return any(character.isalpha() for character in text)


def _join_row(cells: list[PageCell], lower: list[PageCell], row: int) -> None:
    """Put the words of the first row on the next page to those of the last row; other rows move up by it."""
    for below in [cell for cell in lower if cell.row == 0]:
        above = _bottom_cell(cells, below, row + 1)
        if above is not None:
            above.text = "\n".join(text for text in (above.text, below.text) if text)
            above.height += below.height - 1
            lower.remove(below)
