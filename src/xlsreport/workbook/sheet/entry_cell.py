"""What a reporter entered, in its cell."""

from __future__ import annotations

from xlsreport.layout.cells import CellRef
from xlsreport.submission.submission import Entry
from xlsreport.workbook.draft.draft_calls import CellStyle
from xlsreport.workbook.draft.workbook_draft import SheetDraft


def write_entry(sheet: SheetDraft, cell: CellRef, entry: Entry | None, style: CellStyle) -> None:
    """Write an entry as its cell holds it: a number, a text or a truth value; nothing where there is none."""
    if entry is None:
        sheet.blank(cell, style)
    elif isinstance(held := entry.held, bool):
        sheet.boolean(cell, held, style)
    elif isinstance(held, str):
        sheet.text(cell, held, style)
    else:
        sheet.number(cell, held, style)
