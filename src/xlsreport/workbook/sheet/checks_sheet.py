"""The checks sheet: one line for each check, and the overall verdict."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import NamedTuple, assert_never

from xlsreport.checking.number_suffix import is_a_date
from xlsreport.checking.wording import Wording, names_across
from xlsreport.definition.claim_declaration import Claim
from xlsreport.definition.tables.rule_declaration import SEVERITIES
from xlsreport.layout.cells import CellRange, CellRef
from xlsreport.layout.checklines import (
    BodyLine,
    CaseLine,
    CheckLine,
    CoverKindLine,
    CoverLine,
    FilledLine,
    KindLine,
    LinesLine,
    NilLine,
    NotAskedLine,
    RoomLine,
    TextLine,
    TotalLine,
    explanation_key,
    severity_of,
)
from xlsreport.layout.sheet_layouts import CHECK_COLUMNS
from xlsreport.messages.written_dates import date_format
from xlsreport.workbook.appearance import cell_styles
from xlsreport.workbook.appearance.cell_sizes import height_for, width_in_characters
from xlsreport.workbook.draft.draft_calls import CellStyle
from xlsreport.workbook.draft.workbook_context import WorkbookContext
from xlsreport.workbook.draft.workbook_draft import SheetDraft
from xlsreport.workbook.draft.workbook_plan import WorkbookPlan
from xlsreport.workbook.formula.body_formulas import body_formulas
from xlsreport.workbook.formula.calculation import Calculation
from xlsreport.workbook.formula.check_lines import (
    left_side,
    line_state,
    line_target,
    right_side,
    side_difference,
    verdict,
)
from xlsreport.workbook.formula.name_formulas import member_name
from xlsreport.workbook.formula.table_marks import colour_marks
from xlsreport.workbook.sheet.print_setup import print_setup

_WIDTHS = {
    "status": 11,
    "section": 13,
    "statement": 36,
    "member": 18,
    "left": 9,
    "right": 9,
    "difference": 8,
    "severity": 7,
    "explanation": 28,
}
"""Their sum fits a window of 1366 pixels, so that the column for explanations is visible."""
_MAX_PRINTED = 400
"""Lines that are printed with the workbook; of more, which would fill a hundred pages, only the verdict is."""
_INDENT = 1
_MAX_SECTION_WIDTH = 26
"""Width for sheet names, taken from the column of statements: programs do not wrap links."""


def write_checks(context: WorkbookContext) -> None:
    """Add the checks sheet."""
    plan, checks = context.plan, context.layout.checks
    sheet = context.draft.sheet(checks.sheet)
    sheet.shared(plan, _write_top)
    sheet.formula(checks.verdict, context.formula(verdict), cell_styles.VERDICT)
    for line in plan.cached(_lines):
        _write_line(context, sheet, line)
    for cell, calculation in plan.cached(body_formulas):
        sheet.formula(cell, calculation.of(context.evaluated), cell_styles.CHECK)
    for claim in checks.claims:
        sheet.shared(plan, _write_claim, claim)
        explanation = context.submission.explanations.get(claim, "")
        cell = checks.claim_cell(claim, "explanation")
        sheet.text(cell, explanation, cell_styles.EXPLANATION_FIELD)
        if explanation:
            _make_room(plan, sheet, cell.row, explanation, (_claimed(plan, claim).statement, ""))
    is_short = checks.last_row - checks.heading_row <= _MAX_PRINTED
    last = CellRef(checks.sheet, checks.last_row if is_short else checks.verdict.row + 1, len(CHECK_COLUMNS) - 1)
    area, repeat = CellRef(checks.sheet, 0, 0).to(last), (checks.heading_row,) * 2 if is_short else None
    print_setup(context, sheet, area, landscape=False, repeat=repeat)
    sheet.lock(context.password)


def _write_top(plan: WorkbookPlan, sheet: SheetDraft) -> None:
    checks, messages = plan.layout.checks, plan.messages
    sheet.hide_gridlines()
    sheet.tab_colour(cell_styles.TAB_CHECKS)
    headings = {column: messages(f"checks.{column}") for column in CHECK_COLUMNS}
    widths = _widths(plan)
    for number, (column, words) in enumerate(headings.items()):
        sheet.column_width(number, number, widths[column])
        sheet.text(CellRef(checks.sheet, checks.heading_row, number), words, cell_styles.LABEL)
    tallest = max(height_for(words, widths[column]) for column, words in headings.items())
    sheet.row_height(checks.heading_row, tallest)
    sheet.row_height(0, 30)
    sheet.text(CellRef(checks.sheet, 0, 0), messages("checks.title"), cell_styles.HEADING)
    shown = checks.verdict
    sheet.merge(shown.to(CellRef(shown.sheet, shown.row, 3)), cell_styles.VERDICT)
    sheet.row_height(shown.row, 26)
    states = {state: messages(f"checks.state.{state}") for state in ("warned", "explained")}
    _write_how(sheet, CellRef(shown.sheet, shown.row + 1, 0), messages("checks.how", **states))
    colour_marks(messages, sheet, (shown, *(checks.cell(line, "status") for line in checks.rows)))
    sheet.freeze(checks.heading_row + 1)
    if checks.body is not None:
        sheet.hide_columns(checks.body.column, checks.body.column)


def _widths(plan: WorkbookPlan) -> Mapping[str, float]:
    """The widths of the columns: those for sheet names and severities fit the longest, so that no word is broken."""
    longest = max(width_in_characters(section.sheet) for section in plan.definition.sections) + _INDENT
    more = min(max(longest, _WIDTHS["section"]), _MAX_SECTION_WIDTH) - _WIDTHS["section"]
    severities = max(width_in_characters(plan.messages(f"severity.{severity}")) for severity in SEVERITIES)
    wider = max(severities, _WIDTHS["severity"]) - _WIDTHS["severity"]
    return {
        **_WIDTHS,
        "section": _WIDTHS["section"] + more,
        "severity": _WIDTHS["severity"] + wider,
        "statement": _WIDTHS["statement"] - more - wider,
    }


def _write_how(sheet: SheetDraft, cell: CellRef, text: str) -> None:
    sheet.merge(cell.to(CellRef(cell.sheet, cell.row, len(CHECK_COLUMNS) - 1)), cell_styles.GUIDANCE)
    sheet.text(cell, text, cell_styles.GUIDANCE)
    sheet.row_height(cell.row, height_for(text, sum(_WIDTHS.values())))


class _LinePlan(NamedTuple):
    """A line of the sheet: its calculations, that of what it is about, and the cell for its explanation.

    ``styles`` are of results that are no numbers: its state, and sides that are dates.
    """

    line: CheckLine
    results: Mapping[CellRef, Calculation]
    member: Calculation | None
    explanation: CellRef | None
    styles: Mapping[CellRef, CellStyle]


def _lines(plan: WorkbookPlan) -> list[_LinePlan]:
    return [_line(plan, line) for line in plan.layout.checks.rows]


def _line(plan: WorkbookPlan, line: CheckLine) -> _LinePlan:
    at = partial(plan.layout.checks.cell, line)
    computed = {"status": line_state, "left": left_side, "right": right_side, "difference": side_difference}
    results = {at(column): result(plan, line) for column, result in computed.items()}
    explanation = at("explanation") if explanation_key(line) else None
    styles = {at("status"): cell_styles.PLAIN_CENTRED}
    if isinstance(line, CaseLine):
        dated = {**cell_styles.CHECKED_NUMBER, "num_format": date_format(plan.definition.language)}
        sides = zip(("left", "right"), line.case.sides, strict=True)
        styles |= {at(column): dated for column, side in sides if is_a_date(plan.definition, side)}
    return _LinePlan(line, results, member_name(plan, line), explanation, styles)


def _write_line(context: WorkbookContext, sheet: SheetDraft, line: _LinePlan) -> None:
    sheet.shared(context.plan, _write_words, line.line)
    for cell, result in line.results.items():
        sheet.formula(cell, result.of(context.evaluated), line.styles.get(cell, cell_styles.CHECKED_NUMBER))
    if line.member is not None:
        member = context.layout.checks.cell(line.line, "member")
        sheet.formula(member, line.member.of(context.evaluated), cell_styles.PLAIN_TEXT)
    if line.explanation is not None:
        explanation = context.submission.explanations.get(explanation_key(line.line) or "", "")
        sheet.text(line.explanation, explanation, cell_styles.EXPLANATION_FIELD)
        if explanation:
            words = _statement(context.plan, line.line), _member(context.plan, line.line)
            _make_room(context.plan, sheet, line.explanation.row, explanation, words)


def _make_room(plan: WorkbookPlan, sheet: SheetDraft, row: int, explanation: str, words: tuple[str, str]) -> None:
    """Let the row of a known explanation grow where that is longer than ``words``, the statement and member."""
    needed = height_for(explanation, _WIDTHS["explanation"])
    if needed > _height(plan, *words):
        sheet.row_height(row, needed)


def _write_words(plan: WorkbookPlan, sheet: SheetDraft, line: CheckLine) -> None:
    """Write the parts of a line that do not depend on its result."""
    at, target = partial(plan.layout.checks.cell, line), line_target(plan.layout, line)
    statement, member = _statement(plan, line), _member(plan, line)
    sheet.link(at("section"), target, target.sheet, cell_styles.LINK)
    sheet.text(at("statement"), statement, cell_styles.PLAIN_TEXT)
    if member_name(plan, line) is None:
        sheet.text(at("member"), member, cell_styles.PLAIN_TEXT)
    sheet.row_height(at("status").row, _height(plan, statement, member))
    sheet.text(at("severity"), plan.messages(f"severity.{severity_of(line)}"), cell_styles.PLAIN_CENTRED)
    if explanation_key(line) is not None:
        prompt_key = "explanation_of_blank" if isinstance(line, TextLine) else "explanation"
        _ask_for_explanation(plan, sheet, at("explanation"), prompt_key)
    else:
        sheet.blank(at("explanation"), cell_styles.PLAIN_TEXT)


def _height(plan: WorkbookPlan, statement: str, member: str) -> float:
    """The height of a line that shows all its text."""
    widths = _widths(plan)
    return max(height_for(statement, widths["statement"]), height_for(member, widths["member"]))


def _write_claim(plan: WorkbookPlan, sheet: SheetDraft, claim: str) -> None:
    """Write the row of a claim in texts, which no formula can check."""
    declared = _claimed(plan, claim)
    at, messages = partial(plan.layout.checks.claim_cell, claim), plan.messages
    read = [name for name in plan.layout.narratives if not declared.sections or name in declared.sections]
    target = plan.layout.narratives[read[0]].lines.first
    sheet.text(at("status"), messages("checks.state.later"), cell_styles.PLAIN_CENTRED)
    sheet.link(at("section"), target, target.sheet, cell_styles.LINK)
    sheet.text(at("statement"), declared.statement, cell_styles.PLAIN_TEXT)
    sheet.text(at("member"), messages("checks.claim_member"), cell_styles.PLAIN_TEXT)
    sheet.row_height(at("status").row, _height(plan, declared.statement, ""))
    for column in ("left", "right", "difference"):
        sheet.blank(at(column), cell_styles.PLAIN_CENTRED)
    sheet.text(at("severity"), messages("severity.warning"), cell_styles.PLAIN_CENTRED)
    _ask_for_explanation(plan, sheet, at("explanation"), "explanation_of_text")


def _claimed(plan: WorkbookPlan, claim: str) -> Claim:
    return next(bound.declared for bound in plan.definition.claims if bound.id == claim)


def _ask_for_explanation(plan: WorkbookPlan, sheet: SheetDraft, cell: CellRef, prompt_key: str = "explanation") -> None:
    prompt = {
        "validate": "any",
        "input_title": plan.messages("entry.title"),
        "input_message": plan.messages(f"entry.{prompt_key}"),
    }
    sheet.validation([CellRange(cell, cell)], prompt)


def _statement(plan: WorkbookPlan, line: CheckLine) -> str:
    match line:
        case CaseLine(case):
            return case.rule.statement
        case TotalLine(total):
            return Wording(plan.definition).total(total)
        case CoverLine(severity):
            return plan.messages(f"checks.cover_statement_{severity}")
        case CoverKindLine():
            return plan.messages("checks.cover_kind_statement")
        case BodyLine():
            return plan.messages("checks.body_statement")
        case TextLine(name):
            return Wording(plan.definition).nothing_written(name)
        case NotAskedLine():
            return plan.messages("implied.not_asked")
        case FilledLine(name):
            asks_none = name in plan.layout.lists and plan.layout.lists[name].nil is not None
            return plan.messages("checks.listed_statement" if asks_none else "checks.filled_statement")
        case KindLine():
            return plan.messages("checks.kind_statement")
        case NilLine():
            return plan.messages("checks.nil_statement")
        case RoomLine(name):
            return plan.messages("checks.room_statement", most=plan.layout.lists[name].most)
        case LinesLine(rule=rule):
            return rule.statement
        case _:
            assert_never(line)


def _member(plan: WorkbookPlan, line: CheckLine) -> str:
    wording = Wording(plan.definition)
    match line:
        case CaseLine(case):
            return plan.definition.member_name(case)
        case TotalLine():
            return names_across(wording, line.total.along)(line.place)
        case FilledLine(name) | KindLine(name) | NilLine(name) | RoomLine(name) | LinesLine(name):
            return plan.messages("checks.lines" if name in plan.layout.lists else "checks.whole")
        case TextLine(name):
            return wording.comment(name) if name in plan.definition.comments else ""
        case NotAskedLine(name):
            field = plan.definition.cover_fields.get(name)
            return wording.text(name) if field is None else field.label
        case CoverLine() | CoverKindLine() | BodyLine():
            return ""
        case _:
            assert_never(line)
