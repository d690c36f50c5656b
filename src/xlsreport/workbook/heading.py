"""The top of a section's sheet: the section's heading and what the reporter should know."""

from __future__ import annotations

from xlsreport.definition.declaration import Section
from xlsreport.layout.cells import CellRef
from xlsreport.workbook import styles
from xlsreport.workbook.book import Sheet
from xlsreport.workbook.plan import Plan
from xlsreport.workbook.sizes import height_for


def write_heading(plan: Plan, sheet: Sheet, section: Section, width: float) -> None:
    """Write heading and guidance over the sheet's whole width, given in characters."""
    laid = plan.layout.sections[section.id]
    sheet.row_height(laid.heading.row, 30)
    _across(sheet, laid.heading, laid.width - 1)
    sheet.text(laid.heading, section.heading, styles.HEADING)
    for cell, text in zip(laid.guidance, section.guidance, strict=True):
        sheet.row_height(cell.row, height_for(text, width))
        sheet.merge(cell.to(CellRef(cell.sheet, cell.row, laid.width - 2)), styles.GUIDANCE)
        sheet.text(cell, text, styles.GUIDANCE)


def _across(sheet: Sheet, cell: CellRef, last_column: int) -> None:
    sheet.merge(cell.to(CellRef(cell.sheet, cell.row, last_column)), styles.HEADING)
