"""How a sheet prints: A4, fitted to the width, agency and year at the head of every page."""

from __future__ import annotations

from xlsreport.layout.cells import CellRange
from xlsreport.workbook.book import Sheet
from xlsreport.workbook.context import Context

_LIMIT = 255
"""Characters in a printed header; Excel's specification."""


def print_setup(
    context: Context, sheet: Sheet, area: CellRange, *, landscape: bool, repeat: tuple[int, int] | None = None
) -> None:
    """Prepare a sheet for the printer."""
    who = " ".join(str(part) for part in (context.submission.agency, context.submission.year) if part)
    left = _literal(who)
    right = _literal(context.definition.declaration.name)
    header = f"&L&9{left}&R&9{right}"
    if len(header) > _LIMIT:
        header = f"&L&9{left}"[:_LIMIT]
    footer = f"&C&9{context.messages('print.page')}"
    sheet.print_setup(landscape=landscape, header=header, footer=footer, area=area, repeat=repeat)


def _literal(text: str) -> str:
    """A text in a header, where an ampersand begins a command and a leading digit would join the font size."""
    return " " + text.replace("&", "&&")
