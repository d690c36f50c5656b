"""The cover: who reports, about which year, how far the report is, and what the colours mean."""

from __future__ import annotations

from typing import Any

from xlsreport.layout.cells import CellRange, CellRef
from xlsreport.workbook import styles
from xlsreport.workbook.book import Sheet, Style
from xlsreport.workbook.check_formulas import section_formula, verdict_formula
from xlsreport.workbook.context import Context
from xlsreport.workbook.formulas import Formula, joined, visible_length
from xlsreport.workbook.marks import colour_marks
from xlsreport.workbook.printing import print_setup
from xlsreport.workbook.sizes import height_for

_LABEL_WIDTH, _VALUE_WIDTH = 24, 64
_FIRST_YEAR, _LAST_YEAR = 1949, 2199


def write_cover(context: Context) -> None:
    """Add the cover."""
    cover = context.layout.cover
    sheet = context.book.sheet(cover.sheet)
    sheet.hide_gridlines()
    sheet.tab_colour(styles.TAB)
    sheet.column_width(0, 0, _LABEL_WIDTH)
    sheet.column_width(1, 1, _VALUE_WIDTH)
    _write_whose(context, sheet)
    _write_title(context, sheet)
    _write_identity(context, sheet)
    _write_fields(context, sheet)
    _write_state(context, sheet)
    _write_legend(context, sheet)
    sheet.select(_first_entry(context))
    last = CellRef(cover.sheet, cover.legend.row + len(styles.LEGEND), 1)
    print_setup(context, sheet, CellRef(cover.sheet, 0, 0).to(last), landscape=False)
    sheet.lock(context.password)


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
    cover, submission = context.layout.cover, context.submission
    template = context.definition.declaration.title
    title = cover.title.to(CellRef(cover.sheet, cover.title.row, 1))
    value = template.format(agency=submission.agency, year=submission.year or "")
    sheet.merge(title, styles.TITLE)
    sheet.formula(title.first, Formula(joined(template, _identity(context)), value), styles.TITLE)
    sheet.row_height(title.first.row, 44)
    how = CellRef(cover.sheet, title.first.row + 1, 0).to(CellRef(cover.sheet, title.first.row + 1, 1))
    sheet.merge(how, styles.GUIDANCE)
    text = context.messages("cover.how")
    sheet.text(how.first, text, styles.GUIDANCE)
    sheet.row_height(how.first.row, height_for(text, _LABEL_WIDTH + _VALUE_WIDTH) + 8)


def _identity(context: Context) -> dict[str, str]:
    cover = context.layout.cover
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
    period = context.definition.declaration.period
    _label(sheet, cover.period, period.label)
    value = period.text.format(year=submission.year or "")
    sheet.formula(cover.period, Formula(joined(period.text, _identity(context)), value), styles.FIXED_FIELD)


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
        _label(sheet, cell, field.label)
        sheet.text(cell, context.submission.fields.get(name, ""), styles.FIELD)
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
    cover, messages = context.layout.cover, context.messages
    _label(sheet, cover.verdict, messages("cover.verdict"))
    verdict = verdict_formula(context)
    sheet.formula(cover.verdict, Formula(context.layout.checks.verdict.absolute, verdict.value), styles.VERDICT)
    sheet.row_height(cover.verdict.row, 30)
    first = next(iter(cover.sections.values()))
    sheet.text(CellRef(cover.sheet, first.row - 1, 0), messages("cover.sections"), styles.CHECK_HEADING)
    for section, cell in cover.sections.items():
        laid = context.layout.sections[section]
        sheet.row_height(cell.row, 22)
        sheet.link(CellRef(cover.sheet, cell.row, 0), laid.heading, laid.sheet, styles.LINK)
        sheet.formula(cell, section_formula(context, section), styles.PLAIN)
    colour_marks(context.messages, sheet, (cover.verdict, *cover.sections.values()))


def _write_legend(context: Context, sheet: Sheet) -> None:
    cover = context.layout.cover
    sheet.text(cover.legend, context.messages("cover.legend"), styles.CHECK_HEADING)
    for number, (name, fill) in enumerate(styles.LEGEND.items(), start=1):
        row = cover.legend.row + number
        sheet.blank(CellRef(cover.sheet, row, 0), {**styles.PLAIN, "bg_color": fill})
        sheet.text(CellRef(cover.sheet, row, 1), context.messages(f"cover.legend_{name}"), styles.CHECK)


def _first_entry(context: Context) -> CellRef:
    cover, submission = context.layout.cover, context.submission
    if not submission.agency:
        return cover.agency
    if submission.year is None:
        return cover.year
    return next(iter(cover.fields.values()), cover.agency)
