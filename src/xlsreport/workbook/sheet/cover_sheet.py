"""The cover: agency and year, the state of the report, and the legend of colours."""

from __future__ import annotations

from functools import partial
from typing import Any

from xlsreport.layout.cells import CellRange, CellRef
from xlsreport.workbook.appearance import cell_styles
from xlsreport.workbook.appearance.cell_sizes import ONE_LINE, height_for, lines_needed
from xlsreport.workbook.draft.draft_calls import CellStyle
from xlsreport.workbook.draft.workbook_context import WorkbookContext
from xlsreport.workbook.draft.workbook_draft import SheetDraft
from xlsreport.workbook.draft.workbook_plan import WorkbookPlan
from xlsreport.workbook.formula.asked_formulas import colour_text_not_asked, missing_if_asked, text_asked_state
from xlsreport.workbook.formula.calculation import Calculation
from xlsreport.workbook.formula.cell_conditions import visible_length
from xlsreport.workbook.formula.check_lines import lines_about, section_state, verdict
from xlsreport.workbook.formula.explanation_links import first_to_explain
from xlsreport.workbook.formula.formula_texts import concatenated
from xlsreport.workbook.formula.period_formulas import period_formulas
from xlsreport.workbook.formula.table_marks import colour_marks
from xlsreport.workbook.sheet.entries.entry_cell import write_entry
from xlsreport.workbook.sheet.entries.entry_validation import limit_entries
from xlsreport.workbook.sheet.print_setup import print_setup

_LABEL_WIDTH, _VALUE_WIDTH, _EXPLAIN_WIDTH = 24, 64, 36
_OWN_LINE = 34
"""Height in points of a cell for a paragraph: two lines of text."""
_TITLE_WIDTH = 49
"""Characters of a line of the title, whose bold letters have 18 points, in the width of both columns."""
_TITLE_HEIGHT, _TITLE_LINE = 44, 22
"""Points of a title of one or two lines, and of each line of a longer one."""
_FIRST_YEAR, _LAST_YEAR = 1949, 2199


def write_cover(context: WorkbookContext) -> None:
    """Add the cover."""
    cover = context.layout.cover
    sheet = context.draft.sheet(cover.sheet)
    sheet.shared(context.plan, _write_frame)
    _write_whose(context, sheet)
    _write_title(context, sheet)
    _write_identity(context, sheet)
    _write_fields(context, sheet)
    _write_state(context, sheet)
    sheet.shared(context.plan, _write_legend)
    sheet.select(_first_entry(context))
    last = CellRef(cover.sheet, cover.end.row, 1)
    print_setup(context, sheet, CellRef(cover.sheet, 0, 0).to(last), landscape=False)
    sheet.lock(context.password)


def _write_frame(_: WorkbookPlan, sheet: SheetDraft) -> None:
    sheet.hide_gridlines()
    sheet.tab_colour(cell_styles.TAB)
    sheet.column_width(0, 0, _LABEL_WIDTH)
    sheet.column_width(1, 1, _VALUE_WIDTH)
    sheet.column_width(2, 2, _EXPLAIN_WIDTH)


def _write_whose(context: WorkbookContext, sheet: SheetDraft) -> None:
    """Write the agency's code, which tells workbooks apart, and what the figures do not cover."""
    submission, cell = context.submission, context.layout.cover.identity
    code = _code(context)
    if submission.incomplete:
        text = "\n".join(filter(None, (code, submission.incomplete)))
        sheet.text(cell, text, cell_styles.INCOMPLETE)
        sheet.row_height(cell.row, height_for(text, _VALUE_WIDTH))
    elif code:
        sheet.text(cell, code, cell_styles.WHOSE)


def _code(context: WorkbookContext) -> str:
    identity = context.submission.identity
    if identity is None:
        return ""
    key = "cover.code" if identity.revision == 1 else "cover.code_returned"
    return context.messages(key, code=identity.code, revision=identity.revision)


def _write_title(context: WorkbookContext, sheet: SheetDraft) -> None:
    sheet.shared(context.plan, _write_guidance)
    title = context.layout.cover.title
    sheet.formula(title, context.formula(_title), cell_styles.REPORT_TITLE)
    text = context.definition.declaration.one_line_title.format_map(context.submission.names)
    sheet.row_height(title.row, max(_TITLE_HEIGHT, lines_needed(text, _TITLE_WIDTH) * _TITLE_LINE))


def _write_guidance(plan: WorkbookPlan, sheet: SheetDraft) -> None:
    title = plan.layout.cover.title
    sheet.merge(title.to(CellRef(title.sheet, title.row, 1)), cell_styles.REPORT_TITLE)
    how = CellRef(title.sheet, title.row + 1, 0)
    text = plan.messages("cover.how", ready=plan.messages("verdict.ready"))
    sheet.merge(how.to(CellRef(how.sheet, how.row, 1)), cell_styles.GUIDANCE)
    sheet.text(how, text, cell_styles.GUIDANCE)
    sheet.row_height(how.row, height_for(text, _LABEL_WIDTH + _VALUE_WIDTH) + 8)


def _title(plan: WorkbookPlan) -> Calculation:
    template = plan.definition.declaration.one_line_title
    return Calculation(
        concatenated(template, _identity(plan)), lambda evaluated: template.format_map(evaluated.submission.names)
    )


def _period(plan: WorkbookPlan) -> Calculation:
    template = plan.definition.declaration.period.text
    return Calculation(
        concatenated(template, _identity(plan)), lambda evaluated: template.format_map(evaluated.submission.names)
    )


def _identity(plan: WorkbookPlan) -> dict[str, str]:
    cover = plan.layout.cover
    return {"agency": cover.agency.absolute, **period_formulas(plan.definition.calendar, cover.year.absolute)}


def _write_identity(context: WorkbookContext, sheet: SheetDraft) -> None:
    """Write agency and year: locked if known, otherwise as fields to fill in."""
    cover, submission, messages = context.layout.cover, context.submission, context.messages
    _label(sheet, cover.agency, messages("cover.agency"))
    sheet.text(cover.agency, submission.agency, cell_styles.FIXED_FIELD if submission.agency else cell_styles.FIELD)
    _write_year(context, sheet)
    if not submission.agency:
        _ask(context, sheet, cover.agency, messages("cover.prompt_agency"))
        _colour_while_empty(sheet, cover.agency)
    _label(sheet, cover.period, context.definition.declaration.period.label)
    sheet.formula(cover.period, context.formula(_period), cell_styles.FIXED_FIELD)


def _write_year(context: WorkbookContext, sheet: SheetDraft) -> None:
    """Write the year, or the code of the period where a year has several."""
    cell, submission, calendar = context.layout.cover.year, context.submission, context.definition.calendar
    _label(sheet, cell, context.messages(f"cover.{calendar.asked}"))
    if submission.year is None:
        style = cell_styles.FIELD if calendar.has_parts else cell_styles.YEAR_FIELD
        sheet.text(cell, submission.unclear_at("year"), style)
        prompt = context.messages(f"cover.prompt_{calendar.asked}", example=calendar.example)
        _ask(context, sheet, cell, prompt, None if calendar.has_parts else _year_limits(context))
        _colour_while_empty(sheet, cell)
    elif calendar.has_parts:
        sheet.text(cell, submission.period_code, cell_styles.FIXED_FIELD)
    else:
        sheet.number(cell, submission.year, {**cell_styles.FIXED_FIELD, "num_format": "0"})


def _year_limits(context: WorkbookContext) -> dict[str, Any]:
    return {
        "validate": "integer",
        "criteria": "between",
        "minimum": _FIRST_YEAR,
        "maximum": _LAST_YEAR,
        "error_title": context.messages("entry.error_title"),
        "error_message": context.messages("cover.error_year"),
    }


def _write_fields(context: WorkbookContext, sheet: SheetDraft) -> None:
    identity = context.submission.identity
    locked = frozenset(field.name for field in identity.from_roster) if identity is not None else frozenset()
    for name, field in context.definition.cover_fields.items():
        cell = context.layout.cover.fields[name]
        _label(sheet, cell, field.label)
        kind = context.definition.field_kinds.get(name)
        if name in locked:
            _write_told(context, sheet, name)
            continue
        if name == context.definition.body_field and context.submission.known_body is not None:
            sheet.text(cell, context.submission.known_body.label, cell_styles.FIXED_FIELD)
            continue
        if kind is None:
            _write_text_field(context, sheet, name, field.prompt)
        else:
            entry = context.submission.field_entries.get(name)
            write_entry(sheet, cell, entry, kind, cell_styles.field_style(kind, context.definition.locale))
            limit_entries(context.plan, sheet, kind, field.prompt, [CellRange(cell, cell)])
        _write_asked(context, sheet, name)
        if field.when_blank != "nothing":
            missing = missing_if_asked(context.plan, name, f"{visible_length(cell.a1)}=0")
            sheet.colour_when([CellRange(cell, cell)], partial(_whatever, missing), cell_styles.WHEN_BLANK)


def _write_told(context: WorkbookContext, sheet: SheetDraft, name: str) -> None:
    """Write a field that the roster has filled in."""
    cell, kind = context.layout.cover.fields[name], context.definition.field_kinds.get(name)
    if kind is None:
        sheet.text(cell, context.submission.fields.get(name, ""), cell_styles.FIXED_FIELD)
    else:
        shown = {
            **cell_styles.field_style(kind, context.definition.locale),
            **cell_styles.FIXED_FIELD,
            "locked": True,
        }
        write_entry(sheet, cell, context.submission.field_entries.get(name), kind, shown)


def _write_asked(context: WorkbookContext, sheet: SheetDraft, name: str) -> None:
    """Write whether a field is asked, in a hidden cell, and grey it where it is not."""
    cell, asked = context.layout.cover.fields[name], context.layout.asked_texts.get(name)
    if asked is not None:
        sheet.formula(asked, context.formula(text_asked_state, name), cell_styles.CHECK)
        sheet.hide_columns(asked.column, asked.column)
        colour_text_not_asked(context.plan, sheet, name, CellRange(cell, cell))


def _whatever(condition: str, _: CellRef) -> str:
    return condition


def _write_text_field(context: WorkbookContext, sheet: SheetDraft, name: str, prompt: str | None) -> None:
    """Write a field that takes any text, or a line of the reporter's own preamble."""
    cell, text = context.layout.cover.fields[name], context.submission.fields.get(name, "")
    sheet.text(cell, text, cell_styles.FIELD)
    if name in context.definition.own_lines:
        sheet.row_height(cell.row, height_for(text, _VALUE_WIDTH, least=_OWN_LINE))
    if prompt:
        _ask(context, sheet, cell, prompt)


def _ask(
    context: WorkbookContext, sheet: SheetDraft, cell: CellRef, prompt: str, limits: dict[str, Any] | None = None
) -> None:
    limits = limits or {"validate": "any"}
    options = {**limits, "input_title": context.messages("entry.title"), "input_message": prompt}
    sheet.validation([CellRange(cell, cell)], options)


def _colour_while_empty(sheet: SheetDraft, cell: CellRef) -> None:
    sheet.colour_when([CellRange(cell, cell)], lambda first: f"{visible_length(first.a1)}=0", cell_styles.WHEN_BLANK)


def _label(sheet: SheetDraft, cell: CellRef, text: str, style: CellStyle = cell_styles.FIELD_LABEL) -> None:
    """Write the label to the left of a cell."""
    sheet.row_height(cell.row, 24)
    sheet.text(CellRef(cell.sheet, cell.row, 0), text, style)


def _write_state(context: WorkbookContext, sheet: SheetDraft) -> None:
    cover = context.layout.cover
    sheet.shared(context.plan, _write_state_words)
    sheet.formula(cover.verdict, context.formula(_shown_verdict), cell_styles.VERDICT)
    for section, cell in cover.sections.items():
        sheet.formula(cell, context.formula(section_state, section), cell_styles.PLAIN_TEXT)
        sheet.formula(_beside(cell), context.formula(_to_explain, section), cell_styles.EXPLAIN)


def _beside(cell: CellRef) -> CellRef:
    return CellRef(cell.sheet, cell.row, cell.column + 1)


def _to_explain(plan: WorkbookPlan, section: str) -> Calculation:
    """A link to the first explanation that one sheet needs."""
    return first_to_explain(plan, lines_about(plan, plan.layout.sections[section].sheet))


def _write_state_words(plan: WorkbookPlan, sheet: SheetDraft) -> None:
    cover, messages = plan.layout.cover, plan.messages
    _label(sheet, cover.verdict, messages("cover.verdict"))
    sheet.row_height(cover.verdict.row, 30)
    first = next(iter(cover.sections.values()))
    sheet.text(CellRef(cover.sheet, first.row - 1, 0), messages("cover.sections"), cell_styles.CHECK_HEADING)
    sheet.row_height(first.row - 1, ONE_LINE)
    for section, cell in cover.sections.items():
        layout = plan.layout.sections[section]
        sheet.row_height(cell.row, 22)
        sheet.link(CellRef(cover.sheet, cell.row, 0), layout.heading, layout.sheet, cell_styles.LINK)
    colour_marks(messages, sheet, (cover.verdict, *cover.sections.values()))


def _shown_verdict(plan: WorkbookPlan) -> Calculation:
    """The verdict, taken from the checks sheet."""
    return Calculation(plan.layout.checks.verdict.absolute, plan.cached(verdict).value)


def _write_legend(plan: WorkbookPlan, sheet: SheetDraft) -> None:
    legend = plan.layout.cover.legend
    sheet.text(legend, plan.messages("cover.legend"), cell_styles.CHECK_HEADING)
    sheet.row_height(legend.row, ONE_LINE)
    fills = dict(cell_styles.LEGEND)
    if plan.definition.asks_conditionally:
        fills["not_asked"] = cell_styles.NOT_ASKED_FILL
    for number, (name, fill) in enumerate(fills.items(), start=1):
        row = legend.row + number
        sheet.row_height(row, ONE_LINE)
        sheet.blank(CellRef(legend.sheet, row, 0), {**cell_styles.PLAIN_TEXT, "bg_color": fill})
        sheet.text(CellRef(legend.sheet, row, 1), plan.messages(f"cover.legend_{name}"), cell_styles.CHECK)


def _first_entry(context: WorkbookContext) -> CellRef:
    cover, submission = context.layout.cover, context.submission
    if not submission.agency:
        return cover.agency
    if submission.year is None:
        return cover.year
    return next(iter(cover.fields.values()), cover.agency)
