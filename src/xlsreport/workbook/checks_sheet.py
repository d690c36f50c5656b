"""The checks sheet: a line for everything that is verified, and the overall verdict."""

from __future__ import annotations

from functools import partial

from xlsreport.checking.wording import Wording
from xlsreport.layout.cells import CellRange, CellRef
from xlsreport.layout.checklines import (
    CaseLine,
    CheckLine,
    CoverLine,
    FilledLine,
    KindLine,
    NilLine,
    TextLine,
    TotalLine,
    severity_of,
)
from xlsreport.layout.parts import CHECK_COLUMNS
from xlsreport.workbook import styles
from xlsreport.workbook.book import Sheet
from xlsreport.workbook.check_formulas import line_target, sides, status, takes_explanation, verdict_formula
from xlsreport.workbook.context import Context
from xlsreport.workbook.formulas import Formula, rounded_difference
from xlsreport.workbook.marks import colour_marks
from xlsreport.workbook.printing import print_setup
from xlsreport.workbook.sizes import height_for

_WIDTHS = {
    "status": 12,
    "section": 16,
    "statement": 58,
    "member": 34,
    "left": 11,
    "right": 11,
    "difference": 10,
    "severity": 8,
    "explanation": 42,
}


def write_checks(context: Context) -> None:
    """Add the checks sheet."""
    layout, messages = context.layout, context.messages
    sheet = context.book.sheet(layout.checks.sheet)
    sheet.hide_gridlines()
    sheet.tab_colour(styles.TAB_CHECKS)
    for number, column in enumerate(CHECK_COLUMNS):
        sheet.column_width(number, number, _WIDTHS[column])
        heading = CellRef(layout.checks.sheet, layout.checks.heading_row, number)
        sheet.text(heading, messages(f"checks.{column}"), styles.LABEL)
    sheet.row_height(0, 30)
    sheet.text(CellRef(layout.checks.sheet, 0, 0), messages("checks.title"), styles.HEADING)
    verdict = layout.checks.verdict
    sheet.merge(verdict.to(CellRef(verdict.sheet, verdict.row, 3)), styles.VERDICT)
    sheet.formula(verdict, verdict_formula(context), styles.VERDICT)
    sheet.row_height(verdict.row, 26)
    for line in layout.checks.rows:
        _write_line(context, sheet, line)
    colour_marks(
        context.messages, sheet, (verdict, *(layout.checks.cell(line, "status") for line in layout.checks.rows))
    )
    sheet.freeze(layout.checks.heading_row + 1)
    last = layout.checks.cell(list(layout.checks.rows)[-1], "explanation")
    print_setup(
        context,
        sheet,
        CellRef(last.sheet, 0, 0).to(last),
        landscape=True,
        repeat=(layout.checks.heading_row,) * 2,
    )
    sheet.lock(context.password)


def _write_line(context: Context, sheet: Sheet, line: CheckLine) -> None:
    at = partial(context.layout.checks.cell, line)
    result, target = context.results[line], line_target(context.layout, line)
    left, right = sides(context, line)
    gap = rounded_difference(at("left").a1, at("right").a1)
    sheet.formula(at("status"), status(context, line), styles.PLAIN_CENTRED)
    sheet.link(at("section"), target, target.sheet, styles.LINK)
    sheet.text(at("statement"), _statement(context, line), styles.PLAIN)
    sheet.text(at("member"), _member(context, line), styles.PLAIN)
    needed = (
        height_for(_statement(context, line), _WIDTHS["statement"]),
        height_for(_member(context, line), _WIDTHS["member"]),
    )
    sheet.row_height(at("status").row, max(needed))
    sheet.formula(at("left"), left, styles.PLAIN_CENTRED)
    sheet.formula(at("right"), right, styles.PLAIN_CENTRED)
    sheet.formula(at("difference"), Formula(gap, result.difference), styles.PLAIN_CENTRED)
    sheet.text(at("severity"), context.messages(f"severity.{severity_of(line)}"), styles.PLAIN_CENTRED)
    _write_explanation(context, sheet, line, at("explanation"))


def _write_explanation(context: Context, sheet: Sheet, line: CheckLine, cell: CellRef) -> None:
    if not takes_explanation(line):
        sheet.blank(cell, styles.PLAIN)
        return
    assert isinstance(line, CaseLine)
    sheet.text(cell, context.submission.explanations.get(line.case.key, ""), styles.EXPLANATION)
    prompt = {
        "validate": "any",
        "input_title": context.messages("entry.title"),
        "input_message": context.messages("entry.explanation"),
    }
    sheet.validation([CellRange(cell, cell)], prompt)


def _statement(context: Context, line: CheckLine) -> str:
    match line:
        case CaseLine(case):
            return case.rule.statement
        case TotalLine(total):
            return Wording(context.definition).total(total)
        case CoverLine():
            return context.messages("checks.cover_statement")
        case TextLine():
            return context.messages("checks.text_statement")
        case FilledLine():
            return context.messages("checks.filled_statement")
        case KindLine():
            return context.messages("checks.kind_statement")
        case NilLine():
            return context.messages("checks.nil_statement")


def _member(context: Context, line: CheckLine) -> str:
    wording = Wording(context.definition)
    match line:
        case CaseLine(case):
            return context.definition.member_name(case)
        case TotalLine():
            # A column's total is told apart by its row, and a row's by its column.
            return (wording.row if line.total.along == "columns" else wording.column)(line.place)
        case FilledLine() | KindLine() | NilLine():
            return context.messages("checks.whole")
        case _:
            return ""
