"""Print set-up of a sheet: paper of the page style, fitted to the width, with agency and year in the page header."""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import ceil

from xlsreport.definition.paper_sizes import PageStyleName, paper_of
from xlsreport.layout.cells import CellRange
from xlsreport.messages.locales import runs_from_right_to_left
from xlsreport.workbook.draft.workbook_context import WorkbookContext
from xlsreport.workbook.draft.workbook_draft import BOTTOM_MARGIN, SIDE_MARGIN, TOP_MARGIN, SheetDraft
from xlsreport.workbook.draft.workbook_plan import WorkbookPlan

_POINTS_PER_CHARACTER = 5.6
_POINTS_OF_DIGIT, _COLUMN_PADDING = 6.0, 0.71
"""The points of a digit of the font by which columns are measured, and what each of them has besides, in digits."""
_POINTS_PER_INCH = 72
_MIN_PORTRAIT_SCALE = 0.72
"""What would be printed smaller than this, which is 8 point, gets landscape paper."""
_MIN_LANDSCAPE_SCALE = 0.5
"""What would even there be smaller than this, which is 5.5 point, is printed on several pages beside each other."""
_FROM_LEFT = "\u200e"
"""The mark beside which a code such as 2026-Q1 keeps its order among letters from right to left."""
_MAX_HEADER = 255
"""Characters in a printed header; Excel's specification."""


def pages_for(page_style: PageStyleName, characters: float) -> tuple[bool, int]:
    """Whether a sheet of some width lies across, and on how many pages beside each other it can be read."""
    paper, margins = paper_of(page_style), 2 * SIDE_MARGIN * _POINTS_PER_INCH
    width = characters * _POINTS_PER_CHARACTER
    landscape = width * _MIN_PORTRAIT_SCALE > paper.width - margins
    return landscape, ceil(width * _MIN_LANDSCAPE_SCALE / (paper.height - margins)) if landscape else 1


def page_room(
    page_style: PageStyleName, widths: Sequence[float], *, landscape: bool, across: int, labels: int
) -> float:
    """How high a page is, in points of a sheet that is fitted to the width of so many pages beside each other."""
    paper = paper_of(page_style)
    width, height = (paper.height, paper.width) if landscape else (paper.width, paper.height)
    points = [(characters + _COLUMN_PADDING) * _POINTS_OF_DIGIT for characters in widths]
    on_one = sum(points) if across == 1 else sum(points[:labels]) + _widest_page(points[labels:], across)
    scale = min(1.0, (width - 2 * SIDE_MARGIN * _POINTS_PER_INCH) / on_one)
    return (height - (TOP_MARGIN + BOTTOM_MARGIN) * _POINTS_PER_INCH) / scale


def _widest_page(columns: Sequence[float], pages: int) -> float:
    """The least room by which whole columns, one after the other, fill no more than so many pages."""
    room = max(*columns, sum(columns) / pages)
    while _filled(columns, room) > pages:
        room *= 1.01  # as programs try one per cent after the other
    return room


def _filled(columns: Sequence[float], room: float) -> int:
    pages, used = 1, 0.0
    for width in columns:
        if used + width > room:
            pages, used = pages + 1, 0.0
        used += width
    return pages


def print_setup(
    context: WorkbookContext,
    sheet: SheetDraft,
    area: CellRange,
    *,
    landscape: bool,
    repeat: tuple[int, int] | None = None,
    across: int = 1,
    labels: int = 0,
) -> None:
    """Set up a sheet for printing; ``across`` pages beside each other, each with so many columns of ``labels``."""
    from_right = runs_from_right_to_left(context.definition.locale)
    mark = _FROM_LEFT if from_right else ""
    period = context.submission.period_code
    who = " ".join(filter(None, (context.submission.agency, period and f"{mark}{period}{mark}")))
    parts = [_literal(who), _literal(context.definition.declaration.name)]
    near, parts = ("R", parts[::-1]) if from_right else ("L", parts)
    header = f"&L&9{parts[0]}&R&9{parts[1]}"
    if _length(header) > _MAX_HEADER:
        header = f"&{near}&9{_beginning(who, _MAX_HEADER - len('&L&9'))}"
    sheet.header(header)
    sheet.shared(context.plan, _write_page, area, landscape, repeat, across, labels)


def _write_page(
    plan: WorkbookPlan,
    sheet: SheetDraft,
    area: CellRange,
    landscape: bool,
    repeat: tuple[int, int] | None,
    across: int,
    labels: int,
) -> None:
    footer = f"&C&9{plan.messages('print.page')}"
    paper = paper_of(plan.definition.declaration.page_style)
    sheet.print_setup(
        paper=paper, landscape=landscape, footer=footer, area=area, repeat=repeat, across=across, labels=labels
    )


def _literal(text: str) -> str:
    """Escape a text for a header: an ampersand begins a command, and a leading digit would join the font size.

    XlsxWriter takes ``&&G`` and ``&&[`` for the place of a picture, so the font size is repeated in between.
    """
    return " " + re.sub(r"&&(?=[G\[])", "&&&9", text.replace("&", "&&"))


def _beginning(text: str, room: int) -> str:
    """The longest beginning of a text that fits a header."""
    text = text[:room]
    while _length(_literal(text)) > room:
        text = text[:-1]
    return _literal(text)


def _length(text: str) -> int:
    """The length of a text as Excel counts it, in UTF-16 code units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
