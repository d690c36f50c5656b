"""What a reporter entered, in its cell."""

from __future__ import annotations

from xlsreport.definition.figure_kinds.kind_traits import mark_of
from xlsreport.definition.figure_kinds.kinds import AnyKind, shown_word
from xlsreport.layout.cells import CellRef
from xlsreport.submission.submission import Entry
from xlsreport.values import Typed
from xlsreport.workbook.appearance import cell_styles
from xlsreport.workbook.draft.draft_calls import CellStyle
from xlsreport.workbook.draft.workbook_draft import SheetDraft

_MAX_SHRUNK = 8
"""Characters of a text in a number's cell that are still read where they are shown smaller; longer ones are wrapped.
Most are marks and short words; they keep the cell's style, so that workbooks of a round differ in values only."""


def shown_entry(entry: Entry, kind: AnyKind) -> Typed:
    """What a cell holds: a mark or an option in the words of the workbook's language, all else as it was entered."""
    held, mark = entry.held, mark_of(kind.traits)
    if entry.not_applicable and not entry.mended and mark is not None:
        return mark
    return shown_word(held, kind) if isinstance(held, str) else held


def write_entry(sheet: SheetDraft, cell: CellRef, entry: Entry | None, kind: AnyKind, style: CellStyle) -> None:
    """Write an entry as its cell holds it: a number, a text or a truth value; nothing where there is none."""
    if entry is None:
        sheet.blank(cell, style)
    elif isinstance(held := shown_entry(entry, kind), bool):
        sheet.boolean(cell, held, style)
    elif isinstance(held, str):
        sheet.text(cell, held, cell_styles.wrapped(style) if len(held) > _MAX_SHRUNK else style)
    else:
        sheet.number(cell, held, style)
