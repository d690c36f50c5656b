"""A sheet of tables: the form as it is printed, with its checks beside and below."""

from __future__ import annotations

from collections.abc import Mapping

from xlsreport.checking.wording import Wording
from xlsreport.definition.declaration import Section
from xlsreport.definition.definition import PlaceFacts
from xlsreport.layout.cells import CellRange, CellRef
from xlsreport.layout.grid import LabelBox
from xlsreport.layout.parts import TableLayout
from xlsreport.workbook import styles
from xlsreport.workbook.book import Sheet, Style
from xlsreport.workbook.context import Context
from xlsreport.workbook.heading import write_heading
from xlsreport.workbook.marks import case_mark, colour_marks, row_faults, row_mark
from xlsreport.workbook.printing import print_setup
from xlsreport.workbook.sizes import column_widths, height_for, row_heights
from xlsreport.workbook.validation import colour_entries, colour_rules, colour_totals, validate_entries, validate_nil

_CHECK_COLUMN_WIDTH = 22
_POINTS_PER_CHARACTER = 5.6
_PORTRAIT_WIDTH = 510
"""Points between the margins of an upright A4 page."""
_SMALLEST_SCALE = 0.5
"""A table that would have to be printed smaller than this gets landscape paper."""

_LABEL_STYLES: Mapping[str, Style] = {
    "caption": styles.CAPTION,
    "stub": styles.LABEL,
    "column": styles.LABEL,
    "row": styles.ROW_LABEL,
}


def write_table_section(context: Context, section: Section) -> None:
    """Add the sheet of a section of tables."""
    laid = context.layout.sections[section.id]
    tables = [context.layout.tables[table.id] for table in section.tables]
    sheet = context.book.sheet(laid.sheet)
    sheet.hide_gridlines()
    sheet.tab_colour(styles.TAB)
    widths = _sheet_widths(tables)
    for column, width in enumerate(widths):
        sheet.column_width(column, column, width)
    sheet.column_width(laid.width - 1, laid.width - 1, _CHECK_COLUMN_WIDTH)
    sheet.hide_columns(laid.width, laid.width + any(table.row_marks for table in tables))
    write_heading(context, sheet, section, sum(widths))
    heights = [row_heights(table.grid, widths) for table in tables]
    for table, rows in zip(tables, heights, strict=True):
        _write_table(context, sheet, table, widths, rows)
    sheet.freeze(laid.freeze_row)
    entries = (place for table in section.tables for place in context.definition.entry_places(table.id))
    if (first := next(entries, None)) is not None:
        sheet.select(context.layout.cell(first))
    last = CellRef(laid.sheet, tables[-1].top + tables[-1].grid.height - 1, len(widths) - 1)
    only = tables[0] if len(tables) == 1 and len(tables[0].grid.blocks) == 1 else None
    repeat = (only.top, only.first_figure_row - 1) if only else None
    landscape = sum(widths) * _POINTS_PER_CHARACTER * _SMALLEST_SCALE > _PORTRAIT_WIDTH
    print_setup(context, sheet, CellRef(laid.sheet, 0, 0).to(last), landscape=landscape, repeat=repeat)
    sheet.lock(context.password)


def _sheet_widths(tables: list[TableLayout]) -> list[float]:
    """Tables on one sheet share its columns, so each column is as wide as the neediest table asks."""
    each = [column_widths(table.grid) for table in tables]
    return [max(w[column] for w in each if column < len(w)) for column in range(max(map(len, each)))]


def _write_table(context: Context, sheet: Sheet, table: TableLayout, widths: list[float], heights: list[float]) -> None:
    if table.title is not None:
        sheet.text(table.title, context.definition.tables[table.grid.table].title or "", styles.HEADING)
    _write_nil(context, sheet, table)
    for number, height in enumerate(heights):
        sheet.row_height(table.top + number, height)
    for label in table.grid.labels:
        _write_label(sheet, table, label)
    for facts in context.definition.places_of(table.grid.table):
        _write_figure(context, sheet, table, facts)
    _write_marks(context, sheet, table, widths)
    validate_entries(context, sheet, table)
    colour_rules(context, sheet, table)
    colour_totals(context, sheet, table)
    colour_entries(context, sheet, table)


def _write_nil(context: Context, sheet: Sheet, table: TableLayout) -> None:
    statement = context.definition.tables[table.grid.table].nil_return
    if statement is None or table.nil is None or table.nil_label is None:
        return
    sheet.row_height(table.nil.row, 24)
    sheet.merge(table.nil_label, styles.QUESTION)
    sheet.text(table.nil_label.first, context.messages("table.nil", statement=statement), styles.QUESTION)
    sheet.text(table.nil, _nil_answer(context, table.grid.table), styles.CHOICE)
    validate_nil(context, sheet, table.nil)


def _nil_answer(context: Context, table: str) -> str:
    """What is known to be answered, an answer that is neither yes nor no among it."""
    submission, messages = context.submission, context.messages
    if table in submission.nil_returns:
        return messages("table.yes")
    if table in submission.declined:
        return messages("table.no")
    return submission.unclear_at(f"{table}.nil_return")


def _write_label(sheet: Sheet, table: TableLayout, label: LabelBox) -> None:
    cells = table.cells_of(label.box)
    style = _LABEL_STYLES[label.role]
    if label.role == "row" and label.box.height > 1:
        style = styles.LABEL
    sheet.merge(cells, style)
    sheet.text(cells.first, label.text, style)


def _write_figure(context: Context, sheet: Sheet, table: TableLayout, facts: PlaceFacts) -> None:
    cells = table.cells_of(table.figures[facts.place].box)
    style = styles.figure_style(facts.kind, computed=facts.computed)
    sheet.merge(cells, style)
    if facts.total is not None:
        sheet.formula(cells.first, context.translator.guarded(facts.total, context.values.at(facts.place)), style)
        return
    entry = context.submission.entries.get(facts.place)
    if entry is None:
        sheet.blank(cells.first, style)
    elif isinstance(entry.typed, bool):
        sheet.boolean(cells.first, entry.typed, style)
    elif isinstance(entry.typed, str):
        sheet.text(cells.first, entry.typed, style)
    else:
        sheet.number(cells.first, entry.typed, style)


def _write_marks(context: Context, sheet: Sheet, table: TableLayout, widths: list[float]) -> None:
    heading = CellRef(table.sheet, table.first_figure_row - 1, table.check_column)
    sheet.text(heading, context.messages("table.checks"), styles.CHECK_HEADING)
    for row, cell in table.row_faults.items():
        sheet.formula(cell, row_faults(context, table, row), styles.CHECK)
    for row, cell in table.row_marks.items():
        sheet.text(cell, row, styles.CHECK)
    for row, cell in table.row_checks.items():
        sheet.formula(cell, row_mark(context, table, row), styles.CHECK)
    _write_previous(context, sheet, table)
    cases = {case.key: case for case in context.definition.cases}
    statements = {case.rule.id: case.rule.statement for case in cases.values()}
    for rule, number in table.case_rows.items():
        _write_below_label(sheet, table.below_label(number), statements[rule], widths)
    for key, cell in table.case_cells.items():
        sheet.formula(cell, case_mark(context, cases[key]), styles.CHECK_CENTRED)
    colour_marks(context.messages, sheet, (*table.row_checks.values(), *table.case_cells.values()))


def _write_previous(context: Context, sheet: Sheet, table: TableLayout) -> None:
    wording = Wording(context.definition)
    named = {place.row: wording.row(place) for place in table.previous}
    for row, number in table.previous_rows.items():
        label = table.below_label(number)
        sheet.merge(label, styles.BELOW_LABEL)
        sheet.text(label.first, context.messages("table.previous", row=named[row]), styles.BELOW_LABEL)
        sheet.row_height(number, 24)
    for place, cell in table.previous.items():
        number_ = context.submission.previous.get(place)
        if number_ is None:
            sheet.text(cell, context.messages("table.previous_unknown"), styles.PREVIOUS)
        else:
            sheet.number(cell, number_, styles.PREVIOUS)


def _write_below_label(sheet: Sheet, label: CellRange, text: str, widths: list[float]) -> None:
    sheet.merge(label, styles.BELOW_LABEL)
    sheet.text(label.first, text, styles.BELOW_LABEL)
    width = sum(widths[label.first.column : label.last.column + 1]) or _CHECK_COLUMN_WIDTH
    sheet.row_height(label.first.row, height_for(text, width, least=26))
