"""The sheet of a list: headings, a row for each line, and beside each line what is computed and what is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import NamedTuple

from xlsreport.definition.declaration import Section
from xlsreport.definition.declared_report import comment_name
from xlsreport.definition.figure_kinds.kind_traits import TextTraits
from xlsreport.definition.figure_kinds.kinds import AnyKind
from xlsreport.definition.place import Place
from xlsreport.definition.requirement import ASKED_RANKS
from xlsreport.layout.cells import CellRef
from xlsreport.layout.list_layout import ListLayout
from xlsreport.submission.submission import Entry
from xlsreport.values import Number
from xlsreport.workbook.appearance import cell_styles
from xlsreport.workbook.appearance.cell_sizes import (
    ONE_LINE,
    POINTS_PER_LINE,
    column_widths,
    height_for,
    sheet_row_heights,
)
from xlsreport.workbook.appearance.entry_room import width_wanted
from xlsreport.workbook.draft.draft_calls import CellStyle
from xlsreport.workbook.draft.workbook_context import WorkbookContext
from xlsreport.workbook.draft.workbook_draft import SheetDraft
from xlsreport.workbook.draft.workbook_plan import WorkbookPlan
from xlsreport.workbook.formula.asked_formulas import text_asked_state
from xlsreport.workbook.formula.calculation import Formula
from xlsreport.workbook.formula.line_formulas import line_formulas
from xlsreport.workbook.formula.table_marks import colour_marks
from xlsreport.workbook.sheet.comment_room import write_comment, write_comment_room
from xlsreport.workbook.sheet.entries.entry_cell import write_entry
from xlsreport.workbook.sheet.entries.entry_colours import colour_when_not_asked
from xlsreport.workbook.sheet.entries.entry_validation import limit_entries, validate_nil
from xlsreport.workbook.sheet.list_summary import asks_for_lines, list_summary
from xlsreport.workbook.sheet.previous_lines_columns import write_previous_headings, write_previous_lines
from xlsreport.workbook.sheet.print_setup import pages_for, print_setup

_NUMBER_WIDTH = 6.0
_BESIDE_NUMBERS = 6
"""Steps of indentation, each of 9 pixels, that are more than the width of the column of line numbers, 47 pixels."""
_MARK_WIDTH = 34.0
_MAX_HEADING_WIDTH = 18.0
"""Characters of a column for figures whose heading takes several lines."""
_TITLE_HEIGHT = 24.0


def write_list_sheet(context: WorkbookContext, section: Section, table: str) -> None:
    """Add the sheet of a list."""
    plan, layout = context.plan, context.layout.lists[table]
    sheet = context.draft.sheet(layout.sheet)
    sheet.shared(plan, _write_top, section.id, table)
    sheet.formula(layout.summary, context.formula(list_summary, table), _above(plan, table, cell_styles.VERDICT))
    if layout.nil is not None:
        sheet.text(layout.nil, _nil_answer(context, table), cell_styles.CHOICE)
    write_comment(context, sheet, table, sum(plan.cached(_widths, table)) + _MARK_WIDTH)
    if (asked := context.layout.asked_texts.get(comment_name(table))) is not None:
        sheet.formula(asked, text_asked_state(plan, comment_name(table)).of(context.evaluated), cell_styles.CHECK)
    _write_lines(context, sheet, table)
    write_previous_lines(context, sheet, table)
    sheet.shared(plan, _write_conditions, table)
    begun = max((line.number for line in context.submission.lines.get(table, ())), default=1)
    last = layout.in_line(begun, layout.mark_column)
    print_setup(
        context,
        sheet,
        CellRef(layout.sheet, 0, 0).to(last),
        landscape=True,
        repeat=(layout.top, layout.first_line_row - 1),
        across=plan.cached(_pages_across, table),
        labels=1,
    )
    sheet.lock(context.password, sortable=layout.name_column is None)


def _write_top(plan: WorkbookPlan, sheet: SheetDraft, section: str, table: str) -> None:
    layout, declared, owner = plan.layout.lists[table], plan.definition.lists[table], plan.sections[section]
    widths = plan.cached(_widths, table)
    sheet.hide_gridlines()
    sheet.tab_colour(cell_styles.TAB)
    sheet.column_width(0, 0, _NUMBER_WIDTH)
    for column, width in enumerate(widths, start=1):
        is_entered = column <= layout.entry_columns
        sheet.column_width(column, column, width, {"locked": False} if is_entered else None)
    sheet.column_width(layout.mark_column, layout.mark_column, _MARK_WIDTH)
    hidden = layout.hidden_columns
    sheet.hide_columns(hidden[0], hidden[-1])
    total = sum(widths) + _MARK_WIDTH
    heading, guiding, verdict = (
        _above(plan, table, style) for style in (cell_styles.HEADING, cell_styles.GUIDANCE, cell_styles.VERDICT)
    )
    _across(sheet, layout, layout.heading, owner.heading, heading, 30)
    for cell, text in zip(layout.guidance, owner.guidance, strict=False):
        _across(sheet, layout, cell, text, guiding, height_for(text, total))
    if layout.title is not None:
        _across(sheet, layout, layout.title, declared.title or "", heading, _TITLE_HEIGHT)
    if layout.hint is not None:
        hint = plan.messages("list.keeps_places")
        _across(sheet, layout, layout.hint, hint, guiding, height_for(hint, total))
    for cell, text in zip(layout.remark, declared.remark, strict=True):
        _across(sheet, layout, cell, text, guiding, height_for(text, total))
    write_comment_room(plan, sheet, table)
    sheet.merge(layout.summary.to(CellRef(layout.sheet, layout.summary.row, layout.mark_column)), verdict)
    sheet.row_height(layout.summary.row, 26)
    if layout.nil is not None and layout.nil_label is not None:
        question = plan.messages("table.none", statement=declared.nil_return)
        beside = _NUMBER_WIDTH + sum(widths[: layout.nil_label.last.column])
        sheet.row_height(layout.nil.row, height_for(question, beside, least=24))
        sheet.merge(layout.nil_label, cell_styles.QUESTION)
        sheet.text(layout.nil_label.first, question, cell_styles.QUESTION)
        validate_nil(plan, sheet, layout.nil, "none")
    _write_headings(plan, sheet, layout, widths)


def _pages_across(plan: WorkbookPlan, table: str) -> int:
    """On how many pages beside each other a list is printed."""
    return pages_for(plan.definition.declaration.page_style, sum(plan.cached(_widths, table)) + _MARK_WIDTH)[1]


def _above(plan: WorkbookPlan, table: str, style: CellStyle) -> CellStyle:
    """The style of words above a list: on paper, what begins above the line numbers is repeated with them, cut off."""
    return {**style, "indent": _BESIDE_NUMBERS} if plan.cached(_pages_across, table) > 1 else style


def _across(sheet: SheetDraft, layout: ListLayout, cell: CellRef, text: str, style: CellStyle, height: float) -> None:
    sheet.row_height(cell.row, height)
    sheet.merge(cell.to(CellRef(cell.sheet, cell.row, layout.mark_column)), style)
    sheet.text(cell, text, style)


def _write_headings(plan: WorkbookPlan, sheet: SheetDraft, layout: ListLayout, widths: list[float]) -> None:
    for number, height in enumerate(sheet_row_heights(layout.grid, widths)[: layout.grid.height - 1]):
        sheet.row_height(layout.top + number, height)
    last = layout.first_line_row - 1
    for column, words in ((0, plan.messages("list.number")), (layout.mark_column, plan.messages("table.checks"))):
        style = cell_styles.LABEL if column == 0 else cell_styles.CHECK_HEADING
        sheet.text(CellRef(layout.sheet, last, column), words, style)
    for label in layout.grid.labels:
        if label.role == "column":
            cells = layout.cells_of(label)
            sheet.merge(cells, cell_styles.LABEL)
            sheet.text(cells.first, label.text, cell_styles.LABEL)
    if layout.name_column is None:  # else sorting would part the figures of tables from their lines
        filtered = CellRef(layout.sheet, layout.last_line_row, layout.entry_columns)
        sheet.filter(CellRef(layout.sheet, last, 1).to(filtered))
    write_previous_headings(plan, sheet, layout)
    sheet.freeze(layout.first_line_row, 1)
    sheet.select(layout.entries.first)


def _widths(plan: WorkbookPlan, table: str) -> list[float]:
    """The widths of the list's columns: of their headings on several lines, and of what is entered."""
    layout, line = plan.layout.lists[table], plan.definition.lines[table]
    wanted = {
        layout.column_of(place) - 1: width_wanted(plan.definition, facts.kind) for place, facts in line.places.items()
    }
    headings = column_widths(layout.grid)
    return [max(min(width, _MAX_HEADING_WIDTH), wanted.get(column, 0.0), 9.5) for column, width in enumerate(headings)]


def _nil_answer(context: WorkbookContext, table: str) -> str:
    if table in context.submission.nil_returns:
        return context.messages("table.yes")
    if table in context.submission.declined:
        return context.messages("table.no")
    return context.submission.unclear_at(f"{table}.nil_return")


class _ColumnPlan(NamedTuple):
    """A column that is entered: its place, its kind, its position, the style of its cells, and their size.

    ``room`` is the height in points for so many lines as the definition says, ``width`` the width in characters.
    """

    place: Place
    kind: AnyKind
    column: int
    style: CellStyle
    room: float
    width: float


def _entered(plan: WorkbookPlan, table: str) -> list[_ColumnPlan]:
    layout, locale = plan.layout.lists[table], plan.definition.locale
    widths = plan.cached(_widths, table)
    return [
        _ColumnPlan(
            facts.place,
            facts.kind,
            layout.column_of(facts.place),
            cell_styles.figure_style(facts.kind, False, locale),
            _room(facts.kind),
            widths[layout.column_of(facts.place) - 1],
        )
        for facts in plan.definition.lines[table].places.values()
        if not facts.computed
    ]


def _room(kind: AnyKind) -> float:
    lines = kind.traits.lines if isinstance(kind.traits, TextTraits) else None
    return (lines or 1) * POINTS_PER_LINE + 4


def _write_lines(context: WorkbookContext, sheet: SheetDraft, table: str) -> None:
    """Write every line for which there is room."""
    plan, layout = context.plan, context.layout.lists[table]
    checked = {line.number: line for line in context.evaluated.lists[table]}
    entered, formulas = plan.cached(_entered, table), plan.cached(line_formulas, table)
    styles = plan.cached(_formula_styles, table)
    _write_below(context, sheet, table)
    least = max((ONE_LINE, *(column.room for column in entered)))
    above: dict[int, Number | str | None] = {}
    for number in range(1, layout.most + 1):
        line = checked.get(number)
        sheet.number(layout.number_cell(number), number, cell_styles.NUMBERING)
        entries: Mapping[Place, Entry] = {} if line is None else line.values.line.entries
        height = least
        for place, kind, column, style, _, width in entered:
            entry = entries.get(place)
            write_entry(sheet, layout.in_line(number, column), entry, kind, style)
            if entry is not None:
                height = height_for(entry.stated, width - 1, least=height)
        if height > ONE_LINE:
            sheet.row_height(layout.in_line(number, 0).row, height)
        for formula in formulas:
            text = layout.of_line(formula.text, number) if number == 1 else "0"
            value = formula.when_unused if line is None else formula.value(line)
            if formula.is_carried:
                value = above[formula.column] = above.get(formula.column, "") if value in (None, "") else value
            sheet.formula(layout.in_line(number, formula.column), Formula(text, value), styles[formula.column])
    for formula in formulas:
        sheet.filled_down(layout.column(formula.column))


def _write_below(context: WorkbookContext, sheet: SheetDraft, table: str) -> None:
    """Write again what came below the room of the list, to be moved up by the reporter."""
    beyond = context.submission.overflow.get(table)
    for line in () if beyond is None else beyond.lines:
        for column in context.plan.cached(_entered, table):
            if (entry := line.entries.get(column.place)) is not None:
                cell = context.layout.lists[table].in_line(line.number, column.column)
                write_entry(sheet, cell, entry, context.plan.definition.facts(column.place).kind, column.style)


def _formula_styles(plan: WorkbookPlan, table: str) -> Mapping[int, CellStyle]:
    """The style of each column of formulas."""
    layout, line = plan.layout.lists[table], plan.definition.lines[table]
    styles = {formula.column: cell_styles.CHECK for formula in plan.cached(line_formulas, table)}
    for place, facts in line.places.items():
        if facts.computed:
            styles[layout.column_of(place)] = cell_styles.figure_style(facts.kind, True, plan.definition.locale)
    return styles


def _write_conditions(plan: WorkbookPlan, sheet: SheetDraft, table: str) -> None:
    """Limit what may be entered in each column, and colour what is blank or unfit, and the marks."""
    layout, line = plan.layout.lists[table], plan.definition.lines[table]
    used = layout.in_line(1, layout.used_column)
    begun = f"${used.a1}=1"
    for facts in line.places.values():
        if facts.computed:
            continue
        area = [layout.column(layout.column_of(facts.place))]
        limit_entries(plan, sheet, facts.kind, facts.prompt, area)
        if facts.place in layout.unlisted:
            beside = f"${layout.in_line(1, layout.unlisted[facts.place]).a1}=1"
            sheet.colour_when(area, partial(_beside, beside), cell_styles.WHEN_PROBLEM)
        if facts.requirements:
            asked = f"${layout.in_line(1, layout.asked[facts.requirements]).a1}"
            colour_when_not_asked(sheet, area, f"{asked}={ASKED_RANKS['empty']}")
            sheet.colour_when(area, partial(_blank, f"{asked}=1,{begun}"), cell_styles.WHEN_BLANK)
        else:
            sheet.colour_when(area, partial(_blank, begun), cell_styles.WHEN_BLANK)
    colour_marks(plan.messages, sheet, layout.column(layout.mark_column).cells())
    if layout.nil is not None:
        asks = asks_for_lines(plan, table)
        sheet.colour_when([layout.nil.to(layout.nil)], partial(_beside, asks), cell_styles.WHEN_BLANK)


def _blank(begun: str, cell: CellRef) -> str:
    return f"AND({begun},ISBLANK({cell.a1}))"


def _beside(condition: str, _: CellRef) -> str:
    """A condition about a cell that stands beside."""
    return condition
