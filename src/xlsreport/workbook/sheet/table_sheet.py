"""A sheet of tables: the form as it is printed, with its checks beside and below."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from xlsreport.definition.declaration import Section
from xlsreport.definition.place import Place
from xlsreport.definition.place_facts import PlaceFacts
from xlsreport.layout.cells import CellRef
from xlsreport.layout.grid import LabelBox
from xlsreport.layout.sheet_layouts import TableLayout
from xlsreport.workbook.appearance import cell_styles
from xlsreport.workbook.appearance.cell_sizes import height_for
from xlsreport.workbook.appearance.entry_room import filled_heights
from xlsreport.workbook.draft.draft_calls import CellStyle
from xlsreport.workbook.draft.workbook_context import WorkbookContext
from xlsreport.workbook.draft.workbook_draft import SheetDraft
from xlsreport.workbook.draft.workbook_plan import WorkbookPlan
from xlsreport.workbook.formula.calculation import Calculation
from xlsreport.workbook.formula.name_formulas import row_name
from xlsreport.workbook.sheet.comment_room import write_comment, write_words_below
from xlsreport.workbook.sheet.entries.entry_cell import write_entry
from xlsreport.workbook.sheet.entries.entry_validation import validate_nil
from xlsreport.workbook.sheet.print_setup import page_room, pages_for, print_setup
from xlsreport.workbook.sheet.section_heading import write_heading
from xlsreport.workbook.sheet.sheet_pages import page_breaks
from xlsreport.workbook.sheet.table_sizes import CHECK_COLUMN_WIDTH, TITLE_HEIGHT, section_widths, table_heights
from xlsreport.workbook.sheet.table_surroundings import (
    surrounding_marks,
    write_previous,
    write_rules,
    write_words_around,
)

_MAX_WINDOW = 125
"""Characters of a window of 1366 pixels; a wider table is scrolled."""
_MAX_FROZEN = 300
"""Points of frozen rows: more than half of the window's height would leave too little to scroll."""

_LABEL_STYLES: Mapping[str, CellStyle] = {
    "caption": cell_styles.CAPTION,
    "stub": cell_styles.LABEL,
    "column": cell_styles.LABEL,
    "row": cell_styles.ROW_LABEL,
}


def write_table_section(context: WorkbookContext, section: Section) -> None:
    """Add the sheet of a section of tables."""
    plan, layout = context.plan, context.layout.sections[section.id]
    sheet = context.draft.sheet(layout.sheet)
    sheet.shared(plan, _write_top, section.id)
    for table in section.fixed_tables:
        _write_table(context, sheet, section.id, table.id)
    tables = [context.layout.tables[table.id] for table in section.fixed_tables]
    widths = plan.cached(section_widths, section.id)
    last = CellRef(layout.sheet, tables[-1].last_printed_row, len(widths) - 1)
    only = tables[0] if len(tables) == 1 and len(tables[0].grid.blocks) == 1 else None
    repeat = (only.top, only.first_figure_row - 1) if only else None
    stubs = {table.grid.stub_width for table in tables}
    labels = min(stubs) if len(stubs) == 1 else 0
    page_style = context.definition.declaration.page_style
    landscape, across = pages_for(page_style, sum(widths))
    across = across if labels else 1
    room = page_room(page_style, widths, landscape=landscape, across=across, labels=labels)
    if breaks := plan.cached(page_breaks, section.id, room):
        sheet.call("set_h_pagebreaks", list(breaks))
    area = CellRef(layout.sheet, 0, 0).to(last)
    print_setup(context, sheet, area, landscape=landscape, repeat=repeat, across=across, labels=labels)
    sheet.lock(context.password)


def _write_top(plan: WorkbookPlan, sheet: SheetDraft, section: str) -> None:
    layout, widths = plan.layout.sections[section], plan.cached(section_widths, section)
    tables = plan.sections[section].fixed_tables
    sheet.hide_gridlines()
    sheet.tab_colour(cell_styles.TAB)
    for column, width in enumerate(widths):
        sheet.column_width(column, column, width)
    sheet.column_width(layout.width - 1, layout.width - 1, CHECK_COLUMN_WIDTH)
    sheet.hide_columns(layout.width, layout.width + any(plan.layout.tables[table.id].row_marks for table in tables))
    if states := plan.layout.state_columns(section):
        sheet.hide_columns(states[0], states[-1])
    write_heading(plan, sheet, plan.sections[section], sum(widths))
    sheet.freeze(*_frozen(plan, section, widths))
    entries = (place for table in tables for place in plan.definition.entry_places(table.id))
    if (first := next(entries, None)) is not None:
        sheet.select(plan.layout.cell(first))


def _frozen(plan: WorkbookPlan, section: str, widths: list[float]) -> tuple[int, int]:
    """How many rows and columns stay while the sheet is scrolled: headings, and in a wide table the row labels.

    Both only as far as they leave room for figures in a small window.
    """
    layout = plan.layout.sections[section]
    laid = [plan.layout.tables[table.id] for table in plan.sections[section].fixed_tables]
    height = sum(height_for(text, sum(widths)) for text in plan.sections[section].guidance)
    heading = laid[0].first_figure_row - laid[0].top if layout.freeze_row > len(layout.guidance) + 1 else 0
    height += sum(plan.cached(table_heights, section, laid[0].grid.table)[:heading])
    stubs = {table.grid.stub_width for table in laid}
    stub = min(stubs) if len(stubs) == 1 and sum(widths) > _MAX_WINDOW else 0
    if sum(widths[:stub]) > _MAX_WINDOW / 2:
        stub = 0
    return layout.freeze_row if height <= _MAX_FROZEN else 0, stub


def _write_table(context: WorkbookContext, sheet: SheetDraft, section: str, table: str) -> None:
    """Write a table: the form, prefilled values, then the marks beside and below."""
    plan, layout = context.plan, context.layout.tables[table]
    sheet.shared(plan, _write_title, section, table)
    if layout.nil is not None:
        sheet.text(layout.nil, _nil_answer(context, table), cell_styles.CHOICE)
    sheet.shared(plan, _write_form, section, table)
    for figure in plan.cached(_figures, table):
        _write_figure(context, sheet, figure)
    for cell, name in plan.cached(_row_names, table):
        sheet.formula(cell, name.of(context.evaluated), cell_styles.ROW_LABEL)
    _grow_rows(context, sheet, section, table)
    sheet.shared(plan, write_words_around, section, table)
    sheet.shared(plan, write_words_below, table, sum(plan.cached(section_widths, section)))
    write_comment(context, sheet, table, sum(plan.cached(section_widths, section)))
    for place, cell in layout.previous.items():
        write_previous(context, sheet, cell, context.submission.previous.get(place))
    sheet.shared(plan, write_rules, section, table)
    for mark in plan.cached(surrounding_marks, table):
        sheet.formula(mark.cell, mark.calculation.of(context.evaluated), mark.style)


def _grow_rows(context: WorkbookContext, sheet: SheetDraft, section: str, table: str) -> None:
    """Make rows higher whose texts are longer than their room."""
    plan, layout = context.plan, context.layout.tables[table]
    texts = {place: entry.typed for place, entry in context.submission.entries.items() if isinstance(entry.typed, str)}
    if texts:
        room = plan.cached(table_heights, section, table)
        needed = filled_heights(plan.definition, layout.grid, plan.cached(section_widths, section), texts)
        for row, height in needed.items():
            if height > room[row]:
                sheet.row_height(layout.top + row, height)


def _write_title(plan: WorkbookPlan, sheet: SheetDraft, section: str, table: str) -> None:
    """Write the table's title and the question whether there is anything to report."""
    layout, declared = plan.layout.tables[table], plan.definition.tables[table]
    if layout.title is not None:
        sheet.text(layout.title, declared.title or "", cell_styles.HEADING)
        sheet.row_height(layout.title.row, TITLE_HEIGHT)
    if layout.nil is not None and layout.nil_label is not None:
        question = plan.messages("table.nil", statement=declared.nil_return)
        beside = sum(plan.cached(section_widths, section)[: layout.nil_label.last.column + 1])
        sheet.row_height(layout.nil.row, height_for(question, beside, least=24))
        sheet.merge(layout.nil_label, cell_styles.QUESTION)
        sheet.text(layout.nil_label.first, question, cell_styles.QUESTION)
        validate_nil(plan, sheet, layout.nil)


def _write_form(plan: WorkbookPlan, sheet: SheetDraft, section: str, table: str) -> None:
    """Write the form without its figures."""
    layout = plan.layout.tables[table]
    for number, height in enumerate(plan.cached(table_heights, section, table)):
        sheet.row_height(layout.top + number, height)
    for label in layout.grid.labels:
        if plan.definition.line_of(Place(table, label.id or "", "")) is None or label.role != "row":
            _write_label(sheet, layout, label)
    for place, _, style, _ in plan.cached(_figures, table):
        sheet.merge(layout.cells_of(layout.figures[place].box), style)


class _FigurePlan(NamedTuple):
    """A figure of the form: its place, cell and style, and its calculation if it is a total."""

    place: Place
    cell: CellRef
    style: CellStyle
    total: Calculation | None


def _figures(plan: WorkbookPlan, table: str) -> list[_FigurePlan]:
    cells = plan.layout.tables[table].cell
    return [
        _FigurePlan(
            facts.place,
            cells(facts.place),
            cell_styles.figure_style(facts.kind, facts.computed, plan.definition.locale),
            _total(plan, facts),
        )
        for facts in plan.definition.places_of(table)
    ]


def _row_names(plan: WorkbookPlan, table: str) -> list[tuple[CellRef, Calculation]]:
    """The labels of rows for the lines of a list: what these are called."""
    layout = plan.layout.tables[table]
    labels = (label for label in layout.grid.labels if label.role == "row" and label.id is not None)
    at = ((label, plan.definition.line_of(Place(table, label.id or "", ""))) for label in labels)
    return [(layout.label_cell(label), row_name(plan, *line)) for label, line in at if line is not None]


def _total(plan: WorkbookPlan, facts: PlaceFacts) -> Calculation | None:
    if facts.total is None:
        return None
    text = plan.translator.of_total(facts.place, facts.total)
    return Calculation(text, lambda evaluated: evaluated.values.shown(facts.place))


def _nil_answer(context: WorkbookContext, table: str) -> str:
    """The prefilled answer, including one that is neither yes nor no."""
    submission, messages = context.submission, context.messages
    if table in submission.nil_returns:
        return messages("table.yes")
    if table in submission.declined:
        return messages("table.no")
    return submission.unclear_at(f"{table}.nil_return")


def _write_label(sheet: SheetDraft, table: TableLayout, label: LabelBox) -> None:
    cells = table.cells_of(label.box)
    style = _LABEL_STYLES[label.role]
    if label.role == "row" and (label.box.height > 1 or label.further):
        style = cell_styles.LABEL
    sheet.merge(cells, style)
    sheet.text(cells.first, label.text, style)


def _write_figure(context: WorkbookContext, sheet: SheetDraft, figure: _FigurePlan) -> None:
    place, cell, style, total = figure
    if total is not None:
        sheet.formula(cell, total.of(context.evaluated), style)
    else:
        write_entry(sheet, cell, context.submission.entries.get(place), context.definition.places[place].kind, style)
