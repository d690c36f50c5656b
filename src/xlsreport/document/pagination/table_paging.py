"""Decides how tables are set over pages: whole if a page holds them, otherwise split at the same rows in every format.

Programs lay out pages differently, and none repeats the label of a group after a page break. A table of figures that
fits a page is therefore kept whole. For one that does not fit, the rows that begin its further pages are computed here,
from heights that are estimated rather too great than too small.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass

from xlsreport.document.content.model import (
    CELL_MARGINS,
    MAX_GROUP_ROWS,
    MIN_FIGURE_SIZE,
    PrintedTable,
    TableBlock,
    TableCell,
)
from xlsreport.document.page_styles.page_style import PageStyle, points
from xlsreport.document.pagination.text_width import width_in_ems

LINE_IN_TABLES, _ROW_EXTRA = 1.3, 0.4
"""Height of a line in a cell, and what a row adds to it, in font sizes."""
_RULE = 0.5
"""Thickness of the line below a row, in points; word processors add it to the row's height."""
_MAX_FILL = 0.96
"""Largest share of a page that is filled: programs differ in the width of letters and so in line breaks."""
_UNBROKEN = re.compile(r"\s*[（《“‘「]*(?:[^\s\u2e80-\uffff]+|\S)[）》”’」，。、；：？！％]*")
"""An unbreakable piece of text: a word with the blanks before it, or one Chinese character with its punctuation."""
_MAX_REPEATED_SHARE = 0.5
"""Share of a page: higher headings are not repeated, since they would leave no room for the rows."""
MAX_KEPT_SHARE = 0.75
"""Share of a page: one of several blocks that is probably higher may be split over pages."""
_MIN_LAST_ROWS = 3
"""Minimum of rows on the last page of a table."""


@dataclass(frozen=True, slots=True)
class Paging:
    """How a table is set over pages.

    ``whole``: it stands on one page. ``starts``: the rows that begin its further pages. ``repeats``: its headings are
    repeated on them. ``room``: the height in points up to which it stands on one page, for a program that can measure
    it, and ``below`` that of what must stand below it on the page. A list of texts has none of these and flows freely.
    """

    whole: bool = False
    starts: tuple[int, ...] = ()
    repeats: bool = True
    room: float = 0.0
    below: float = 0.0


def paging_of(table: PrintedTable, page_style: PageStyle, above: float, below: float = 0.0) -> Paging:
    """How a table is set over pages.

    Args:
        table: the table.
        page_style: of the page that it is set on.
        above: the height of what stands above it on the same page, such as its heading, in points.
        below: the height of what must stand on the page of its last row, such as a remark, in points.
    """
    if not any(cell.role == "figure" for cell in table.cells):
        return Paging()
    heights, page = estimated_row_heights(table, page_style), points(page_style.page.type_height)
    room = page - above - below
    if sum(heights) <= room:
        return Paging(whole=True, room=room, below=below)
    headings = (heights[block.top : block.top + block.heading_rows] for block in table.blocks)
    highest = max(map(sum, headings), default=0.0)
    heights[-1] += below
    splitter = _TableSplitter(table, heights, page * _MAX_FILL, repeats=highest <= page * _MAX_REPEATED_SHARE)
    return Paging(starts=tuple(splitter.starts(above)), repeats=splitter.repeats, room=room, below=below)


def estimated_row_heights(table: PrintedTable, page_style: PageStyle) -> list[float]:
    """Upper estimates of the row heights, in points."""
    width = page_style.type_width
    lines = [1] * table.height
    for cell in table.cells:
        room = width * sum(table.columns[cell.left : cell.left + cell.width]) / sum(table.columns) - CELL_MARGINS
        needed = math.ceil(_lines(cell, room / table.font_size / _scale(cell, table, width)) / cell.height)
        for row in range(cell.top, cell.top + cell.height):
            lines[row] = max(lines[row], needed)
    return [(count * LINE_IN_TABLES + _ROW_EXTRA) * table.font_size + _RULE for count in lines]


def _scale(cell: TableCell, table: PrintedTable, type_width: float) -> float:
    """The factor by which a cell is set smaller than its table; figures are scaled to stay on one line."""
    if cell.role != "figure":
        return 1.0
    return max(0.999 * table.figure_scale(cell, type_width), MIN_FIGURE_SIZE / table.font_size)


def _lines(cell: TableCell, room: float) -> int:
    """The number of lines of a cell; ``room`` is its width in font sizes."""
    return sum(1 if width_in_ems(line) <= room else _wrapped(line, room) for line in cell.text.splitlines())


def _wrapped(line: str, room: float) -> int:
    """The number of lines of a text that breaks at blanks, and in Chinese between characters."""
    room = max(1.0, room)
    count, used = 1, 0.0
    for part in _UNBROKEN.findall(line):
        width = width_in_ems(part)
        if used and used + width > room:
            count, used = count + 1, 0.0
        over = math.ceil(width / room) - 1  # a word that is wider than the cell is broken where the cell ends
        count, used = count + max(0, over), used + width - max(0, over) * room
    return count


def kept_with_next(table: PrintedTable) -> set[int]:
    """The rows after which no page may end: headings keep to their rows, small groups and blocks stay whole."""
    kept = {row for block in table.blocks for row in _kept_of_block(block, is_alone=len(table.blocks) == 1)}
    return kept.union(table.kept, *(range(cell.top, cell.top + cell.height - 1) for cell in _small_groups(table)))


def _kept_of_block(block: TableBlock, *, is_alone: bool) -> range:
    is_whole = not is_alone and block.bottom - block.top <= MAX_GROUP_ROWS
    return range(block.top, block.bottom - 1 if is_whole else block.top + block.heading_rows)


def _small_groups(table: PrintedTable) -> Iterator[TableCell]:
    """Labels beside a few rows, which are kept on one page; larger groups are not."""
    return (cell for cell in table.cells if cell.role == "row" and 1 < cell.height <= MAX_GROUP_ROWS)


def headings_above(table: PrintedTable, row: int) -> range:
    """The headings to repeat above a page that begins with a row: those of the row's block."""
    block = next((block for block in table.blocks if block.top <= row < block.bottom), None)
    if block is None or row < block.top + block.heading_rows:
        return range(0)
    return range(block.top, block.top + block.heading_rows)


class _TableSplitter:
    """Distributes rows over pages."""

    def __init__(self, table: PrintedTable, heights: list[float], page: float, *, repeats: bool) -> None:
        self._table, self._heights, self._page = table, heights, page
        self.repeats = repeats
        kept = kept_with_next(table).union(*self._blocks_kept_whole())
        self._possible = [row for row in range(1, table.height) if row - 1 not in kept]
        self._headed = {row + 1 for block in table.blocks for row in range(block.top, block.top + block.heading_rows)}
        self._first = max(table.blocks[0].heading_rows, 1) if len(table.blocks) == 1 else 1

    def _blocks_kept_whole(self) -> Iterator[range]:
        for block in self._table.blocks if len(self._table.blocks) > 1 else ():
            if sum(self._heights[block.top : block.bottom]) <= self._page * MAX_KEPT_SHARE:
                yield range(block.top, block.bottom - 1)

    def starts(self, above: float) -> Iterator[int]:
        begin, room = 0, self._page - above
        while (end := self._filled(begin, room)) < len(self._heights):
            begin = self._start(begin, end)
            room = self._page - self._repeated(begin)
            yield begin

    def _repeated(self, begin: int) -> float:
        return sum(self._heights[row] for row in headings_above(self._table, begin)) if self.repeats else 0.0

    def _filled(self, begin: int, room: float) -> int:
        """The first row that does not fit a page beginning with a row; at least one row fits."""
        for row in range(begin, len(self._heights)):
            room -= self._heights[row]
            if room < 0:
                return max(row, begin + 1, self._first + 1)
        return len(self._heights)

    def _start(self, begin: int, end: int) -> int:
        """The row that begins the next page: where no group is split, unless half a page would stay empty."""
        latest = max(begin + 1, min(end, len(self._heights) - _MIN_LAST_ROWS))
        half = begin + (latest - begin) // 2
        whole = next((row for row in reversed(self._possible) if half < row <= latest), latest)
        # A heading is never left alone, even above a row that is higher than a page.
        return next((row for row in range(whole, len(self._heights)) if row not in self._headed), whole)
