"""Print set-up of a sheet: paper of the page style, fitted to the width, with agency and year in the page header."""

from __future__ import annotations

import re

from xlsreport.definition.paper_sizes import paper_of
from xlsreport.layout.cells import CellRange
from xlsreport.workbook.draft.workbook_context import WorkbookContext
from xlsreport.workbook.draft.workbook_draft import SheetDraft
from xlsreport.workbook.draft.workbook_plan import WorkbookPlan

_MAX_HEADER = 255
"""Characters in a printed header; Excel's specification."""


def print_setup(
    context: WorkbookContext,
    sheet: SheetDraft,
    area: CellRange,
    *,
    landscape: bool,
    repeat: tuple[int, int] | None = None,
) -> None:
    """Set up a sheet for printing."""
    who = " ".join(filter(None, (context.submission.agency, context.submission.period_code)))
    header = f"&L&9{_literal(who)}&R&9{_literal(context.definition.declaration.name)}"
    if _length(header) > _MAX_HEADER:
        header = f"&L&9{_beginning(who, _MAX_HEADER - len('&L&9'))}"
    sheet.header(header)
    sheet.shared(context.plan, _write_page, area, landscape, repeat)


def _write_page(
    plan: WorkbookPlan, sheet: SheetDraft, area: CellRange, landscape: bool, repeat: tuple[int, int] | None
) -> None:
    footer = f"&C&9{plan.messages('print.page')}"
    paper = paper_of(plan.definition.declaration.page_style)
    sheet.print_setup(paper=paper, landscape=landscape, footer=footer, area=area, repeat=repeat)


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
