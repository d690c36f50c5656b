"""Last year's lines of a list, at the right of this year's on its sheet."""

from __future__ import annotations

from xlsreport.layout.cells import CellRef
from xlsreport.layout.list_layout import ListLayout
from xlsreport.submission.submission import PreviousValue
from xlsreport.workbook.appearance import cell_styles
from xlsreport.workbook.appearance.cell_sizes import width_in_characters
from xlsreport.workbook.appearance.entry_room import width_wanted
from xlsreport.workbook.draft.workbook_context import WorkbookContext
from xlsreport.workbook.draft.workbook_draft import SheetDraft
from xlsreport.workbook.draft.workbook_plan import WorkbookPlan
from xlsreport.workbook.formula.calculation import Formula
from xlsreport.workbook.formula.previous_line_formulas import previous_formulas

_LEAST_WIDTH = 12.0
"""Characters of a column for figures."""


_MOST_WIDTH = 40.0
"""As of columns that are entered; a longer heading takes several lines, as far as the others do."""


def write_previous_headings(plan: WorkbookPlan, sheet: SheetDraft, layout: ListLayout) -> None:
    """Write the headings of the columns for last year's lines."""
    if layout.before is None:
        return
    for place, column in layout.before.shown.items():
        facts = plan.definition.facts(place)
        text = plan.messages("list.before", column=facts.column_name)
        widths = (_LEAST_WIDTH, width_in_characters(text) * 1.15 + 2, width_wanted(plan.definition, facts.kind))
        sheet.column_width(column, column, min(_MOST_WIDTH, max(widths)))
        sheet.text(CellRef(layout.sheet, layout.first_line_row - 1, column), text, cell_styles.LABEL)


def write_previous_lines(context: WorkbookContext, sheet: SheetDraft, table: str) -> None:
    """Write last year's lines as far as they are known, and the formulas about them."""
    plan, layout = context.plan, context.layout.lists[table]
    if layout.before is None:
        return
    previous = context.submission.previous
    for number in range(1, layout.most + 1):
        for place, column in layout.before.shown.items():
            _write(sheet, layout.in_line(number, column), previous.get(place._replace(row=str(number))))
    for formula in previous_formulas(plan, table):
        values = formula.values(context.evaluated)
        for number in range(1, layout.most + 1):
            text = layout.of_line(formula.text, number) if number == 1 else "0"
            value = values.get(number, formula.otherwise)
            sheet.formula(layout.in_line(number, formula.column), Formula(text, value), cell_styles.CHECK)
        sheet.filled_down(layout.column(formula.column))


def _write(sheet: SheetDraft, cell: CellRef, value: PreviousValue | None) -> None:
    if isinstance(value, str):
        sheet.text(cell, value, cell_styles.PREVIOUS_FIGURE)
    elif value is not None:
        sheet.number(cell, value, cell_styles.PREVIOUS_FIGURE)
