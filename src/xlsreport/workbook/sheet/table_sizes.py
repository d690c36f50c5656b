"""The widths of a sheet's columns and the heights of a table's rows."""

from __future__ import annotations

from xlsreport.workbook.appearance.cell_sizes import column_widths, sheet_row_heights
from xlsreport.workbook.appearance.entry_room import entry_heights, entry_widths
from xlsreport.workbook.draft.workbook_plan import WorkbookPlan

TITLE_HEIGHT = 28
"""Points of the row with a table's title."""
CHECK_COLUMN_WIDTH = 34
"""Characters of the column with the marks beside a table."""


def section_widths(plan: WorkbookPlan, section: str) -> list[float]:
    """Tables on one sheet share its columns, so each column gets the width of the table that needs most."""
    each = [_widths_of(plan, table.id) for table in plan.sections[section].fixed_tables]
    return [max(w[column] for w in each if column < len(w)) for column in range(max(map(len, each)))]


def _widths_of(plan: WorkbookPlan, table: str) -> list[float]:
    grid = plan.layout.tables[table].grid
    entries = entry_widths(plan.definition, grid)
    return [max(width, entries.get(column, 0.0)) for column, width in enumerate(column_widths(grid))]


def table_heights(plan: WorkbookPlan, section: str, table: str) -> list[float]:
    """The height of each printed row of a table, in points: labels are read in full, and texts have room."""
    grid, widths = plan.layout.tables[table].grid, plan.cached(section_widths, section)
    entries = entry_heights(plan.definition, grid, widths)
    return [max(height, entries.get(row, 0.0)) for row, height in enumerate(sheet_row_heights(grid, widths))]
