"""What stands beside and below a table: marks, the figures of last year, the rules and the colours of their cells."""

from __future__ import annotations

from typing import NamedTuple

from xlsreport.checking.wording import Wording
from xlsreport.definition.declared_report import comment_name
from xlsreport.layout.cells import CellRange, CellRef
from xlsreport.submission.submission import PreviousValue
from xlsreport.workbook.appearance import cell_styles
from xlsreport.workbook.appearance.cell_sizes import height_for
from xlsreport.workbook.draft.draft_calls import CellStyle
from xlsreport.workbook.draft.workbook_context import WorkbookContext
from xlsreport.workbook.draft.workbook_draft import SheetDraft
from xlsreport.workbook.draft.workbook_plan import WorkbookPlan
from xlsreport.workbook.formula.asked_formulas import asked_state, text_asked_state
from xlsreport.workbook.formula.calculation import Calculation
from xlsreport.workbook.formula.column_verdict import column_verdict, write_column_verdict
from xlsreport.workbook.formula.table_marks import (
    case_mark,
    case_state,
    colour_marks,
    row_faults,
    row_mark,
)
from xlsreport.workbook.sheet.entries.entry_colours import (
    colour_entries,
    colour_not_applicable,
    colour_not_asked,
    colour_rules,
    colour_totals,
)
from xlsreport.workbook.sheet.entries.entry_validation import validate_entries
from xlsreport.workbook.sheet.table_sizes import CHECK_COLUMN_WIDTH, section_widths

_PREVIOUS_HEIGHT, _RULE_HEIGHT, _EXPLAINED_HEIGHT = 24, 26, 62
"""Minimum heights in points of the rows below a table."""


def write_words_around(plan: WorkbookPlan, sheet: SheetDraft, section: str, table: str) -> None:
    """Write the heading of the marks, the hidden row ids, and the labels of last year's figures."""
    layout, messages = plan.layout.tables[table], plan.messages
    heading = CellRef(layout.sheet, layout.first_figure_row - 1, layout.check_column)
    if heading != layout.column_verdict:
        sheet.text(heading, messages("table.checks"), cell_styles.CHECK_HEADING)
    for row, cell in layout.row_marks.items():
        sheet.text(cell, row, cell_styles.CHECK)
    wording = Wording(plan.definition)
    named = {place.row: wording.row(place) for place in layout.previous}
    for row, number in layout.previous_rows.items():
        text = messages(f"table.{plan.definition.calendar.compared}", row=named[row])
        _write_below_label(
            sheet, layout.below_label(number), text, plan.cached(section_widths, section), _PREVIOUS_HEIGHT
        )


def write_previous(context: WorkbookContext, sheet: SheetDraft, cell: CellRef, figure: PreviousValue | None) -> None:
    """Write a figure of last year, or that it is not known."""
    if figure is None or isinstance(figure, str):
        sheet.text(cell, context.messages("table.previous_unknown"), cell_styles.PREVIOUS_FIGURE)
    else:
        sheet.number(cell, figure, cell_styles.PREVIOUS_FIGURE)


def write_rules(plan: WorkbookPlan, sheet: SheetDraft, section: str, table: str) -> None:
    """Write the statements of the rules below the table, the validation of entries, and their colours."""
    layout, widths = plan.layout.tables[table], plan.cached(section_widths, section)
    rules = {case.rule.id: case.rule for case in plan.definition.cases}
    for rule, number in layout.case_rows.items():
        least = _EXPLAINED_HEIGHT if rules[rule].severity == "warning" else _RULE_HEIGHT
        _write_below_label(sheet, layout.below_label(number), rules[rule].statement, widths, least)
    colour_marks(plan.messages, sheet, (*layout.row_checks.values(), *layout.case_cells.values()))
    validate_entries(plan, sheet, layout)
    colour_not_asked(plan, sheet, layout)
    colour_rules(plan, sheet, layout)
    write_column_verdict(plan, sheet, table)
    colour_totals(plan, sheet, layout)
    colour_not_applicable(plan, sheet, layout)
    colour_entries(plan, sheet, layout)


def _write_below_label(sheet: SheetDraft, label: CellRange, text: str, widths: list[float], least: float) -> None:
    sheet.merge(label, cell_styles.BELOW_LABEL)
    sheet.text(label.first, text, cell_styles.BELOW_LABEL)
    width = sum(widths[label.first.column : label.last.column + 1]) or CHECK_COLUMN_WIDTH
    sheet.row_height(label.first.row, height_for(text, width, least=least))


class MarkPlan(NamedTuple):
    """A formula beside or below a table."""

    cell: CellRef
    calculation: Calculation
    style: CellStyle


def surrounding_marks(plan: WorkbookPlan, table: str) -> list[MarkPlan]:
    """The formulas beside and below a table, in the order in which they are written."""
    layout, cases = plan.layout.tables[table], {case.key: case for case in plan.definition.cases}
    faults = (
        MarkPlan(cell, plan.cached(row_faults, table, row), cell_styles.CHECK)
        for row, cell in layout.row_faults.items()
    )
    beside = (MarkPlan(cell, row_mark(plan, table, row), cell_styles.CHECK) for row, cell in layout.row_checks.items())
    below = (
        MarkPlan(cell, case_mark(plan, cases[key]), cell_styles.CHECK_CENTRED)
        for key, cell in layout.case_cells.items()
    )
    states = (
        MarkPlan(cell, case_state(plan, cases[key]), cell_styles.CHECK) for key, cell in layout.case_states.items()
    )
    asked = (
        MarkPlan(cell, asked_state(plan, requirements), cell_styles.CHECK)
        for requirements, cell in layout.asked.items()
    )
    marks = [*faults, *beside, *below, *states, *asked]
    if (of_comment := plan.layout.asked_texts.get(comment_name(table))) is not None:
        marks.append(MarkPlan(of_comment, text_asked_state(plan, comment_name(table)), cell_styles.CHECK))
    if layout.column_verdict is not None:
        marks.append(MarkPlan(layout.column_verdict, column_verdict(plan, table), cell_styles.CHECK))
    return marks
