"""The cover: who reports, about which year, how far the report is, and what the colours mean."""

from __future__ import annotations

from typing import Any

from xlsreport.layout.cells import CellRange, CellRef
from xlsreport.layout.checklines import CheckLine
from xlsreport.workbook import styles
from xlsreport.workbook.book import Sheet, Style
from xlsreport.workbook.check_formulas import line_target, section_state, verdict
from xlsreport.workbook.context import Context
from xlsreport.workbook.explaining import first_to_explain
from xlsreport.workbook.formulas import Calculation, joined, visible_length
from xlsreport.workbook.marks import colour_marks
from xlsreport.workbook.plan import Plan
from xlsreport.workbook.printing import print_setup
from xlsreport.workbook.sizes import ONE_LINE, height_for

_LABEL_WIDTH, _VALUE_WIDTH, _EXPLAIN_WIDTH = 24, 64, 36
_OWN_LINE = 34
"""Points, of a line for a paragraph of the reporter's own: two lines of text are seen in it."""
_FIRST_YEAR, _LAST_YEAR = 1949, 2199


def write_cover(context: Context) -> None:
    """Add the cover."""
    cover = context.layout.cover
    sheet = context.book.sheet(cover.sheet)
    sheet.fixed(context.plan, _write_frame)
    _write_whose(context, sheet)
    _write_title(context, sheet)
    _write_identity(context, sheet)
    _write_fields(context, sheet)
    _write_state(context, sheet)
    sheet.fixed(context.plan, _write_legend)
    sheet.select(_first_entry(context))
    last = CellRef(cover.sheet, cover.end.row, 1)
    print_setup(context, sheet, CellRef(cover.sheet, 0, 0).to(last), landscape=False)
    sheet.lock(context.password)


def _write_frame(_: Plan, sheet: Sheet) -> None:
    sheet.hide_gridlines()
    sheet.tab_colour(styles.TAB)
    sheet.column_width(0, 0, _LABEL_WIDTH)
    sheet.column_width(1, 1, _VALUE_WIDTH)
    sheet.column_width(2, 2, _EXPLAIN_WIDTH)


def _write_whose(context: Context, sheet: Sheet) -> None:
    """The code of the agency, so that people who handle many of these tell them apart, and what the figures lack."""
    submission, cell = context.submission, context.layout.cover.identity
    code = _code(context)
    if submission.incomplete:
        text = "\n".join(filter(None, (code, submission.incomplete)))
        sheet.text(cell, text, styles.INCOMPLETE)
        sheet.row_height(cell.row, height_for(text, _VALUE_WIDTH))
    elif code:
        sheet.text(cell, code, styles.WHOSE)


def _code(context: Context) -> str:
    identity = context.submission.identity
    if identity is None:
        return ""
    key = "cover.code" if identity.revision == 1 else "cover.code_returned"
    return context.messages(key, code=identity.code, revision=identity.revision)


def _write_title(context: Context, sheet: Sheet) -> None:
    sheet.fixed(context.plan, _write_guidance)
    sheet.formula(context.layout.cover.title, context.formula(_title), styles.TITLE)


def _write_guidance(plan: Plan, sheet: Sheet) -> None:
    title = plan.layout.cover.title
    sheet.merge(title.to(CellRef(title.sheet, title.row, 1)), styles.TITLE)
    sheet.row_height(title.row, 44)
    how = CellRef(title.sheet, title.row + 1, 0)
    text = plan.messages("cover.how")
    sheet.merge(how.to(CellRef(how.sheet, how.row, 1)), styles.GUIDANCE)
    sheet.text(how, text, styles.GUIDANCE)
    sheet.row_height(how.row, height_for(text, _LABEL_WIDTH + _VALUE_WIDTH) + 8)


def _title(plan: Plan) -> Calculation:
    template = plan.definition.declaration.title
    return Calculation(
        joined(template, _identity(plan)),
        lambda known: template.format(agency=known.submission.agency, year=known.submission.year or ""),
    )


def _period(plan: Plan) -> Calculation:
    template = plan.definition.declaration.period.text
    return Calculation(
        joined(template, _identity(plan)), lambda known: template.format(year=known.submission.year or "")
    )


def _identity(plan: Plan) -> dict[str, str]:
    cover = plan.layout.cover
    return {"agency": cover.agency.absolute, "year": cover.year.absolute}


def _write_identity(context: Context, sheet: Sheet) -> None:
    """Agency and year are locked where they are known, else asked for."""
    cover, submission, messages = context.layout.cover, context.submission, context.messages
    _label(sheet, cover.agency, messages("cover.agency"))
    sheet.text(cover.agency, submission.agency, styles.FIXED_FIELD if submission.agency else styles.FIELD)
    _label(sheet, cover.year, messages("cover.year"))
    if submission.year is not None:
        sheet.number(cover.year, submission.year, {**styles.FIXED_FIELD, "num_format": "0"})
    else:
        sheet.text(cover.year, submission.unclear_at("year"), styles.YEAR_FIELD)
        _ask(context, sheet, cover.year, messages("cover.prompt_year"), _year_limits(context))
        _colour_while_empty(sheet, cover.year)
    if not submission.agency:
        _ask(context, sheet, cover.agency, messages("cover.prompt_agency"))
        _colour_while_empty(sheet, cover.agency)
    _label(sheet, cover.period, context.definition.declaration.period.label)
    sheet.formula(cover.period, context.formula(_period), styles.FIXED_FIELD)


def _year_limits(context: Context) -> dict[str, Any]:
    return {
        "validate": "integer",
        "criteria": "between",
        "minimum": _FIRST_YEAR,
        "maximum": _LAST_YEAR,
        "error_title": context.messages("entry.error_title"),
        "error_message": context.messages("cover.error_year"),
    }


def _write_fields(context: Context, sheet: Sheet) -> None:
    for name, field in context.definition.fields.items():
        cell = context.layout.cover.fields[name]
        text = context.submission.fields.get(name, "")
        _label(sheet, cell, field.label)
        sheet.text(cell, text, styles.FIELD)
        if name in context.definition.own_lines:
            sheet.row_height(cell.row, height_for(text, _VALUE_WIDTH, least=_OWN_LINE))
        if field.prompt:
            _ask(context, sheet, cell, field.prompt)
        if field.when_blank != "nothing":
            _colour_while_empty(sheet, cell)


def _ask(context: Context, sheet: Sheet, cell: CellRef, prompt: str, limits: dict[str, Any] | None = None) -> None:
    limits = limits or {"validate": "any"}
    asked = {**limits, "input_title": context.messages("entry.title"), "input_message": prompt}
    sheet.validation([CellRange(cell, cell)], asked)


def _colour_while_empty(sheet: Sheet, cell: CellRef) -> None:
    sheet.colour_when([CellRange(cell, cell)], lambda first: f"{visible_length(first.a1)}=0", styles.WHEN_BLANK)


def _label(sheet: Sheet, cell: CellRef, text: str, style: Style = styles.FIELD_LABEL) -> None:
    """Write the words to the left of a cell."""
    sheet.row_height(cell.row, 24)
    sheet.text(CellRef(cell.sheet, cell.row, 0), text, style)


def _write_state(context: Context, sheet: Sheet) -> None:
    cover = context.layout.cover
    sheet.fixed(context.plan, _write_state_words)
    sheet.formula(cover.verdict, context.formula(_shown_verdict), styles.VERDICT)
    for section, cell in cover.sections.items():
        sheet.formula(cell, context.formula(section_state, section), styles.PLAIN)
        sheet.formula(_beside(cell), context.formula(_to_explain, section), styles.EXPLAIN)


def _beside(cell: CellRef) -> CellRef:
    return CellRef(cell.sheet, cell.row, cell.column + 1)


def _to_explain(plan: Plan, section: str) -> Calculation:
    """Where to say why what one sheet states is right after all."""
    sheet = plan.layout.sections[section].sheet
    return first_to_explain(plan, (line for line in plan.layout.checks.rows if _is_on(plan, line, sheet)))


def _is_on(plan: Plan, line: CheckLine, sheet: str) -> bool:
    return line_target(plan.layout, line).sheet == sheet


def _write_state_words(plan: Plan, sheet: Sheet) -> None:
    cover, messages = plan.layout.cover, plan.messages
    _label(sheet, cover.verdict, messages("cover.verdict"))
    sheet.row_height(cover.verdict.row, 30)
    first = next(iter(cover.sections.values()))
    sheet.text(CellRef(cover.sheet, first.row - 1, 0), messages("cover.sections"), styles.CHECK_HEADING)
    sheet.row_height(first.row - 1, ONE_LINE)
    for section, cell in cover.sections.items():
        laid = plan.layout.sections[section]
        sheet.row_height(cell.row, 22)
        sheet.link(CellRef(cover.sheet, cell.row, 0), laid.heading, laid.sheet, styles.LINK)
    colour_marks(messages, sheet, (cover.verdict, *cover.sections.values()))


def _shown_verdict(plan: Plan) -> Calculation:
    """The verdict of the checks sheet, repeated."""
    return Calculation(plan.layout.checks.verdict.absolute, plan.once(verdict).value)


def _write_legend(plan: Plan, sheet: Sheet) -> None:
    legend = plan.layout.cover.legend
    sheet.text(legend, plan.messages("cover.legend"), styles.CHECK_HEADING)
    sheet.row_height(legend.row, ONE_LINE)
    for number, (name, fill) in enumerate(styles.LEGEND.items(), start=1):
        row = legend.row + number
        sheet.row_height(row, ONE_LINE)
        sheet.blank(CellRef(legend.sheet, row, 0), {**styles.PLAIN, "bg_color": fill})
        sheet.text(CellRef(legend.sheet, row, 1), plan.messages(f"cover.legend_{name}"), styles.CHECK)


def _first_entry(context: Context) -> CellRef:
    cover, submission = context.layout.cover, context.submission
    if not submission.agency:
        return cover.agency
    if submission.year is None:
        return cover.year
    return next(iter(cover.fields.values()), cover.agency)
