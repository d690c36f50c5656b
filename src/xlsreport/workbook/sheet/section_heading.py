"""The top of a section's sheet: its heading and guidance."""

from __future__ import annotations

from xlsreport.definition.declaration import Section
from xlsreport.layout.cells import CellRef
from xlsreport.workbook.appearance import cell_styles
from xlsreport.workbook.appearance.cell_sizes import height_for
from xlsreport.workbook.draft.workbook_draft import SheetDraft
from xlsreport.workbook.draft.workbook_plan import WorkbookPlan


def write_heading(plan: WorkbookPlan, sheet: SheetDraft, section: Section, width: float) -> None:
    """Write heading and guidance over the sheet's whole width, given in characters."""
    layout = plan.layout.sections[section.id]
    sheet.row_height(layout.heading.row, 30)
    _across(sheet, layout.heading, layout.width - 1)
    sheet.text(layout.heading, section.heading, cell_styles.HEADING)
    for cell, text in zip(layout.guidance, section.guidance, strict=True):
        sheet.row_height(cell.row, height_for(text, width))
        sheet.merge(cell.to(CellRef(cell.sheet, cell.row, layout.width - 2)), cell_styles.GUIDANCE)
        sheet.text(cell, text, cell_styles.GUIDANCE)


def _across(sheet: SheetDraft, cell: CellRef, last_column: int) -> None:
    sheet.merge(cell.to(CellRef(cell.sheet, cell.row, last_column)), cell_styles.HEADING)
