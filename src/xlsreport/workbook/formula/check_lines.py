"""The formulas of the checks sheet: both sides of a line, its state, and the verdict over all lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Literal, assert_never, get_args

from xlsreport.checking.evaluation.conditions import is_true
from xlsreport.checking.figures.line_results import LineState
from xlsreport.definition.place import Place
from xlsreport.definition.rule_language.expression import lists_in
from xlsreport.definition.rule_language.rule_cases import RuleCase, line_of_case
from xlsreport.layout.cells import CellRef, rectangles
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
from xlsreport.layout.workbook_layout import Layout
from xlsreport.values import Number
from xlsreport.workbook.draft.evaluated_submission import EvaluatedSubmission
from xlsreport.workbook.draft.workbook_plan import WorkbookPlan
from xlsreport.workbook.formula.calculation import Calculation
from xlsreport.workbook.formula.cell_conditions import says_something
from xlsreport.workbook.formula.fault_counts import fault_count
from xlsreport.workbook.formula.formula_texts import message_formula, text_literal
from xlsreport.workbook.formula.rule_formulas.comparing_formulas import (
    comparison_with_zero,
    rounded,
    rounded_difference,
)


def state_text(plan: WorkbookPlan, state: LineState) -> str:
    """The text of a state, in formulas and in their values."""
    return plan.cached(_state_text, state)


def _state_text(plan: WorkbookPlan, state: LineState) -> str:
    return plan.messages(f"checks.state.{state}")


def verdict(plan: WorkbookPlan) -> Calculation:
    """The overall verdict: ready, with how many notes, or how much is still to do."""
    checks, messages = plan.layout.checks, plan.messages
    states, left = checks.column("status").absolute, checks.column("left").absolute
    parts = {
        "broken": f"COUNTIF({states},{text_literal(state_text(plan, 'broken'))})",
        "unfilled": f"SUMIF({states},{text_literal(state_text(plan, 'unfilled'))},{left})",
        "warned": f"COUNTIF({states},{text_literal(state_text(plan, 'warned'))})",
    }
    noted = _notes(plan)
    to_do, notes = "+".join(parts.values()), {"noted": f"({noted})"}
    broken, open_ = (message_formula(messages, f"verdict.{key}", parts) for key in ("broken", "open"))
    ready_noted = message_formula(messages, "verdict.ready_noted", notes)
    ready = f"IF({noted}=0,{text_literal(messages('verdict.ready'))},{ready_noted})"
    text = f"IF({to_do}=0,{ready},IF({parts['broken']}>0,{broken},{open_}))"

    def value(evaluated: EvaluatedSubmission) -> str:
        counts = evaluated.verdict
        if counts.open == 0:
            return messages("verdict.ready_noted" if counts.noted else "verdict.ready", noted=counts.noted)
        key = "verdict.broken" if counts.broken else "verdict.open"
        return messages(key, broken=counts.broken, unfilled=counts.unfilled, warned=counts.warned)

    return Calculation(text, value)


def _notes(plan: WorkbookPlan) -> str:
    """A formula for the number of notes: one for each line that has one, but one for each cell of the cover."""
    checks, noted = plan.layout.checks, text_literal(state_text(plan, "noted"))
    count = f"COUNTIF({checks.column('status').absolute},{noted})"
    for line in checks.rows:
        if line == CoverLine("note"):
            states, left = (checks.cell(line, column).absolute for column in ("status", "left"))
            count += f"+IF({states}={noted},{left}-1,0)"
    return count


_SECTION_STATES: tuple[LineState, ...] = ("noted", "warned", "unfilled", "broken")
"""The states that are reported for a sheet, the most severe last."""


def section_state(plan: WorkbookPlan, section: str) -> Calculation:
    """The state of one sheet: what does not hold, is blank or needs an explanation, or a tick."""
    layout, messages = plan.layout, plan.messages
    sheet = layout.sections[section].sheet
    lines = lines_about(plan, sheet)
    names, states = layout.checks.column("section").absolute, layout.checks.column("status").absolute
    left = layout.checks.column("left").absolute
    text = text_literal(messages("section.holds"))
    for state in _SECTION_STATES:
        criteria = f"{names},{text_literal(sheet)},{states},{text_literal(state_text(plan, state))}"
        count = f"SUMIFS({left},{criteria})" if state == "unfilled" else f"COUNTIFS({criteria})"
        text = f"IF({count}>0,{message_formula(messages, f'section.{state}', {'count': count})},{text})"

    def value(evaluated: EvaluatedSubmission) -> str:
        results = [evaluated.results[line] for line in lines]
        for state in reversed(_SECTION_STATES):
            found = [result for result in results if result.state == state]
            count = sum(int(result.left or 0) for result in found) if state == "unfilled" else len(found)
            if count:
                return messages(f"section.{state}", count=count)
        return messages("section.holds")

    return Calculation(text, value)


def lines_about(plan: WorkbookPlan, sheet: str) -> Sequence[CheckLine]:
    """The lines that count for a sheet."""
    return plan.cached(_lines_by_sheet).get(sheet, ())


def _lines_by_sheet(plan: WorkbookPlan) -> Mapping[str, Sequence[CheckLine]]:
    lines: dict[str, list[CheckLine]] = {}
    for line in plan.layout.checks.rows:
        lines.setdefault(line_target(plan.layout, line).sheet, []).append(line)
    return lines


def line_target(layout: Layout, line: CheckLine) -> CellRef:
    """The cell that a line is about; its sheet is the sheet that the line counts for."""
    match line:
        case CoverLine():
            return layout.cover.agency
        case CoverKindLine():
            return layout.cover.fields[next(iter(layout.definition.field_kinds))]
        case BodyLine(field):
            return layout.cover.fields[field]
        case TextLine(name) | NotAskedLine(name):
            return layout.fields.get(name) or layout.narratives[name].lines.first
        case FilledLine(name) | KindLine(name) | NilLine(name) | RoomLine(name) | LinesLine(name) if (
            name in layout.lists
        ):
            return layout.lists[name].entries.first
        case FilledLine(table) | KindLine(table):
            return layout.cell(layout.definition.entry_places(table)[0])
        case NilLine(table):
            return layout.tables[table].nil or layout.cover.agency
        case RoomLine() | LinesLine():
            raise TypeError(f"about no list: {line}")
        case TotalLine():
            return layout.cell(line.place)
        case CaseLine(case):
            if case.places:
                return layout.cell(case.places[0])
            if case.previous_places:
                return layout.previous_cell(case.previous_places[0])
            return layout.lists[next(lists_in(case.comparison)).list].entries.first
        case _:
            assert_never(line)


def left_side(plan: WorkbookPlan, line: CheckLine) -> Calculation:
    """The left side: that of the rule, a displayed total, or a number of faults."""
    if isinstance(line, TotalLine):
        shown = plan.layout.cell(line.place).absolute
        other = '""'
        if plan.definition.places[line.place].mark is not None:
            other = f'IF({plan.translator.marks.is_mark(shown, line.place)},{shown},"")'
        text = f"IF(ISNUMBER({shown}),{shown},{other})"
    elif isinstance(line, CaseLine):
        text = _of_side(plan, line.case, 0)
    else:
        text = fault_count(plan, line)
    return Calculation(text, partial(_side, plan, line, 0))


def right_side(plan: WorkbookPlan, line: CheckLine) -> Calculation:
    """The right side: that of the rule, the expected total, or 0."""
    text = "0"
    if isinstance(line, TotalLine):
        text = plan.translator.of_total(line.place, line.total.expression)
    elif isinstance(line, CaseLine):
        text = _of_side(plan, line.case, 1)
    return Calculation(text, partial(_side, plan, line, 1))


def _of_side(plan: WorkbookPlan, case: RuleCase, which: Literal[0, 1]) -> str:
    """A side of a rule; nothing in the row for a line of a list that is not begun."""
    begun = line_of_case(case)
    if begun is None:
        return plan.translator.guarded(case.sides[which])
    with plan.translator.marks.where_begun(begun):
        return f'IF({plan.translator.is_no_row(begun)},"",{plan.translator.guarded(case.sides[which])})'


def _side(
    plan: WorkbookPlan, line: CheckLine, which: Literal[0, 1], evaluated: EvaluatedSubmission
) -> Number | str | None:
    """The value of a side, or the mark where it is not applicable."""
    result = evaluated.results[line]
    number = (result.left, result.right)[which]
    if number is not None:
        return number
    if isinstance(line, TotalLine):
        return evaluated.values.shown(line.place)
    begun = line_of_case(line.case) if isinstance(line, CaseLine) else None
    if begun is not None and not is_true(begun, evaluated.values):
        return None
    if isinstance(line, CaseLine) and evaluated.values.rules_out(line.case.sides[which]):
        return plan.translator.marks.mark_of(line.case.sides[which])
    return None


def side_difference(plan: WorkbookPlan, line: CheckLine) -> Calculation:
    """The difference of the two sides."""
    at = plan.layout.checks.cell
    gap = rounded_difference(at(line, "left").a1, at(line, "right").a1)
    return Calculation(gap, lambda evaluated: evaluated.results[line].difference)


def line_state(plan: WorkbookPlan, line: CheckLine) -> Calculation:
    """The state of a line, derived from its two sides."""
    return Calculation(_line_state_text(plan, line), lambda evaluated: state_text(plan, evaluated.results[line].state))


def _line_state_text(plan: WorkbookPlan, line: CheckLine) -> str:
    at = plan.layout.checks.cell
    gap = at(line, "difference").a1
    text = {state: text_literal(state_text(plan, state)) for state in _STATES}
    of_blanks = isinstance(line, CoverLine | TextLine | FilledLine)
    otherwise = text["noted"]
    if severity_of(line) == "error":
        otherwise = text["unfilled" if of_blanks else "broken"]
    if explanation_key(line) is not None:
        explained = says_something(at(line, "explanation").a1, plan.definition.language)
        otherwise = f"IF({explained},{text['explained']},{text['warned']})"
    if of_blanks:
        return f"IF({gap}=0,{text['holds']},{otherwise})"
    if isinstance(line, LinesLine):
        faults = "+".join(at(kind(line.list), "left").a1 for kind in (FilledLine, KindLine))
        return f"IF({gap}=0,IF({faults}=0,{text['holds']},{text['open']}),{otherwise})"
    decided = f"IF({_holds(plan, line, gap)},{text['holds']},{otherwise})"
    undecided = text["open"]
    if marks := _side_marks(plan, line):
        sides = (at(line, column).a1 for column in ("left", "right"))
        tests = (f"{side}={text_literal(mark)}" for side, mark in zip(sides, marks, strict=True) if mark)
        undecided = f"IF(OR({','.join(tests)}),{text['not_applicable']},{undecided})"
    formula = f"IF(ISNUMBER({gap}),{decided},{undecided})"
    if isinstance(line, CaseLine) and line.case.rule.explain_change and line.case.rule.explain_change.passes_over_zero:
        formula = f"IF({at(line, 'right').a1}=0,{text['not_asked']},{formula})"
    formula = _where_previous_is_known(plan, line, formula, text["no_previous"])
    return _where_asked(plan, line, formula, text["not_asked"])


def _side_marks(plan: WorkbookPlan, line: CheckLine) -> Sequence[str]:
    """What each side of a line shows where it is not applicable; nothing where neither can be."""
    marks: list[str] = []
    if isinstance(line, TotalLine):
        marks = [plan.definition.places[line.place].mark or ""] * 2
    elif isinstance(line, CaseLine):
        marks = list(map(plan.translator.marks.mark_of, line.case.sides))
    return marks if any(marks) else ()


def _holds(plan: WorkbookPlan, line: CheckLine, gap: str) -> str:
    """A condition on the difference of both sides; a change from last year is compared with its limit."""
    if not isinstance(line, CaseLine):
        return comparison_with_zero(gap, "==")
    compared = line.case.comparison
    if line.case.change is not None:
        sides = map(plan.translator.expression, (compared.left, compared.right))
        gap = rounded("-".join(sides))
    return comparison_with_zero(gap, compared.comparator)


def _where_asked(plan: WorkbookPlan, line: CheckLine, formula: str, otherwise: str) -> str:
    """A rule for some bodies, where one of these reports; one that stands in, where the other cannot be asked."""
    if not isinstance(line, CaseLine):
        return formula
    if line.case.condition is not None:
        truth, open_ = plan.translator.truth(line.case.condition), text_literal(state_text(plan, "open"))
        formula = f"IF({truth}=1,{formula},IF({truth}=0,{otherwise},{open_}))"
    if line.case.stands_in_for:
        formula = f"IF({_known(plan, line.case.stands_in_for)}<{len(line.case.stands_in_for)},{formula},{otherwise})"
    body = plan.layout.checks.body
    if body is None or not line.case.rule.bodies:
        return formula
    kinds = ",".join(f"{body.absolute}={text_literal(kind)}" for kind in line.case.rule.bodies)
    return f"IF(OR({kinds}),{formula},{otherwise})"


def _known(plan: WorkbookPlan, places: Sequence[Place]) -> str:
    """A formula for how many of last year's figures are known."""
    areas = rectangles(map(plan.layout.previous_cell, places))
    return f"COUNT({','.join(area.absolute for area in areas)})"


_STATES: tuple[LineState, ...] = get_args(LineState)


def _where_previous_is_known(plan: WorkbookPlan, line: CheckLine, formula: str, otherwise: str) -> str:
    if not isinstance(line, CaseLine) or not line.case.previous_places:
        return formula
    needed = line.case.previous_places
    return f"IF({_known(plan, needed)}<{len(needed)},{otherwise},{formula})"
