"""Where the printed pages of a sheet with several tables begin: no heading of a table stands alone at a page's foot."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from xlsreport.workbook.draft.workbook_plan import WorkbookPlan
from xlsreport.workbook.sheet.table_sizes import TITLE_HEIGHT, table_heights

_ROW_HEIGHT = 15.5
"""Points of rows around a table: last year's figures, the lines of the rules, blank ones."""
_CERTAIN_SHARE = 0.95
"""The share of a page that is filled: programs and printers differ a little in how much goes on one."""
_ROWS_WITH_HEADINGS = 5
"""The rows that stand on the page of their headings, in a table that is higher than a page."""


class _Part(NamedTuple):
    """A part of a table that has headings of its own, with what stands above it.

    ``height`` is that of the whole in points, ``begun`` that of as much as must stand on one page where it is too high.
    """

    first: int
    height: float
    begun: float


def page_breaks(plan: WorkbookPlan, section: str, room: float) -> tuple[int, ...]:
    """The first rows of pages: what no longer fits whole on a page begins the next one, and so does a long table of
    which little more than its headings would fit.

    Args:
        plan: of the workbook.
        section: whose sheet it is.
        room: how high a page is, in points of the sheet.
    """
    used, breaks, certain = 0.0, [], room * _CERTAIN_SHARE
    for part in _parts(plan, section):
        is_long = part.height > certain
        if used and used + (part.begun if is_long else part.height) > certain:
            breaks.append(part.first)
            used = 0.0
        used += part.height
        if is_long:
            used %= room
    return tuple(breaks)


def _parts(plan: WorkbookPlan, section: str) -> Iterator[_Part]:
    begin = 0  # what stands above the first table belongs to it
    for table in plan.sections[section].fixed_tables:
        layout = plan.layout.tables[table.id]
        heights = plan.cached(table_heights, section, table.id)
        title = TITLE_HEIGHT if layout.title is not None else 0.0
        above = title + (layout.top - begin - (layout.title is not None)) * _ROW_HEIGHT
        for block in layout.grid.blocks:
            begun = min(block.bottom, block.top + block.heading_rows + _ROWS_WITH_HEADINGS)
            whole, least = (sum(heights[block.top : end]) for end in (block.bottom, begun))
            yield _Part(begin, above + whole, above + least)
            begin, above = layout.top + block.bottom, 0.0
        begin = layout.bottom + 1
