"""Decides how a table is set so that no word of it is broken: upright, smaller, across the page, or in column groups.

Each step is taken only where the one before does not hold the table. A table whose words fit is set as it was declared,
so that a form whose columns were measured for its paper never changes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from xlsreport.document.content.printed_columns import ColumnNeeds, LongestFigures, column_needs
from xlsreport.document.page_styles.page_style import PageStyle
from xlsreport.layout.grid import TableGrid

_SMALLER = 0.85
"""The factor of a smaller font: 8.5 points for 10."""
_MIN_FONT_SIZE = 7.0
"""Points; words of a table are not set smaller than that to save a page."""
_MIN_GROUP_SHARE = 0.5
"""A group of columns ends where no heading is parted, unless it would fill less than this share of the page."""


@dataclass(frozen=True, slots=True)
class TableSetting:
    """How a table is set.

    Attributes:
        font_size: in points.
        landscape: across the page.
        grids: the table, or the groups of its columns from left to right, each with the row labels.
    """

    font_size: float
    landscape: bool
    grids: tuple[TableGrid, ...]


def table_setting(grid: TableGrid, font_size: float, longest: LongestFigures, page_style: PageStyle) -> TableSetting:
    """How a table is set.

    Args:
        grid: the whole table.
        font_size: as declared, in points.
        longest: how long its figures are.
        page_style: of the report.
    """
    smaller = min(font_size, max(_MIN_FONT_SIZE, font_size * _SMALLER))
    for landscape in (False, True):
        width = page_style.turned.type_width if landscape else page_style.type_width
        for size in (font_size, smaller):
            needs = column_needs(grid, size, longest, page_style.least_figure_size, landscape=landscape)
            if needs.least <= width:
                return TableSetting(size, landscape, (grid,))
    width = page_style.turned.type_width
    needs = column_needs(grid, smaller, longest, page_style.least_figure_size, landscape=True)
    groups = tuple(_groups(grid, needs, width))
    # A single column whose word is wider than the page cannot be helped; it stands upright as any other.
    return TableSetting(smaller, len(groups) > 1, groups)


def _groups(grid: TableGrid, needs: ColumnNeeds, width: float) -> Iterator[TableGrid]:
    """The table cut into groups of columns of about the same width."""
    room = width - sum(needs.stub_words)
    ends = _group_ends(grid, needs.legible, room)
    total = sum(needs.legible)
    # As many groups as are needed, but none of a single column after full ones.
    for share in (total / len(ends) * factor / 20 for factor in range(20, 40)):
        if share <= room and len(balanced := _group_ends(grid, needs.legible, share)) == len(ends):
            ends = balanced
            break
    begin = grid.stub_width
    for end in ends:
        yield grid.columns_between(begin, end)
        begin = end


def _group_ends(grid: TableGrid, needed: Sequence[float], room: float) -> list[int]:
    """The columns at which groups end, the last of them the table's own end."""
    ends: list[int] = []
    begin = grid.stub_width
    while begin < grid.width:
        end = _filled(grid, needed, begin, room)
        whole = next((at for at in range(end, begin, -1) if grid.parts_no_heading(at)), end)
        used = sum(needed[begin - grid.stub_width : whole - grid.stub_width])
        begin = whole if used >= room * _MIN_GROUP_SHARE else end
        ends.append(begin)
    return ends


def _filled(grid: TableGrid, needed: Sequence[float], begin: int, room: float) -> int:
    """The end of the longest group from a column on; it has a figure at least, and cuts none."""
    used, end = 0.0, begin
    for column in range(begin, grid.width):
        used += needed[column - grid.stub_width]
        if used > room and end > begin:
            break
        if grid.parts_no_figure(column + 1):
            end = column + 1
    return end if end > begin else grid.width
