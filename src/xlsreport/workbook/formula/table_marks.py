"""The marks beside and below a table: a tick, what is missing, or by how much a rule is violated."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import TypeVar

from xlsreport.checking.evaluation.submission_values import Values
from xlsreport.checking.figures.line_results import LineState, is_missing, is_wrong
from xlsreport.checking.figures.misplaced_marks import is_beside_the_point
from xlsreport.definition.place import Place
from xlsreport.definition.place_facts import PlaceFacts
from xlsreport.definition.rule_language.expression import Condition, Figure
from xlsreport.definition.rule_language.rule_cases import RuleCase
from xlsreport.definition.tables.rule_declaration import SEVERITIES, Severity
from xlsreport.layout.cells import CellRange, CellRef, rectangles
from xlsreport.layout.checklines import CaseLine, TotalLine
from xlsreport.layout.sheet_layouts import TableLayout
from xlsreport.messages import Messages
from xlsreport.values import SIGNIFICANT_DIGITS, Number, number_text
from xlsreport.workbook.appearance import cell_styles
from xlsreport.workbook.draft.evaluated_submission import EvaluatedSubmission
from xlsreport.workbook.draft.workbook_draft import SheetDraft
from xlsreport.workbook.draft.workbook_plan import WorkbookPlan
from xlsreport.workbook.formula.calculation import Calculation
from xlsreport.workbook.formula.cell_conditions import begins_with, is_invalid
from xlsreport.workbook.formula.check_lines import state_text
from xlsreport.workbook.formula.explanation_links import cell_description, link_to
from xlsreport.workbook.formula.formula_texts import message_formula, text_literal

_Member = TypeVar("_Member")

_MARK_OF: dict[LineState, str] = {
    "holds": "ok",
    "explained": "ok",
    "noted": "noted",
    "broken": "off",
    "warned": "warned",
    "no_previous": "no_previous",
    "open": "open",
    "not_asked": "not_asked",
    "not_applicable": "not_applicable",
}

_WITHOUT_DIFFERENCE: dict[LineState, str] = {"noted": "noted_plain", "broken": "broken", "warned": "warned_plain"}
"""For rules other than equality, where the size of the difference says little."""


def colour_marks(messages: Messages, sheet: SheetDraft, cells: Iterable[CellRef]) -> None:
    """Colour cells by the mark at the beginning of their text."""
    areas = rectangles(cells)
    wanting = (mark_sign(messages, "table.warned"), mark_sign(messages, "table.open"))
    sheet.colour_when(
        areas, lambda cell: begins_with(cell.a1, mark_sign(messages, "table.off")), cell_styles.WHEN_BAD_MARK
    )
    sheet.colour_when(areas, lambda cell: begins_with(cell.a1, *wanting), cell_styles.WHEN_WARNING_MARK)
    sheet.colour_when(
        areas, lambda cell: begins_with(cell.a1, mark_sign(messages, "table.ok")), cell_styles.WHEN_GOOD_MARK
    )


def mark_sign(messages: Messages, key: str) -> str:
    """The first character of a mark in the report's language."""
    return messages.template(key)[0]


def case_mark(plan: WorkbookPlan, case: RuleCase, silent: Collection[LineState] = ()) -> Calculation:
    """The short mark of a rule's case, taken from its line on the checks sheet; ``silent`` states show a tick."""
    line, messages = CaseLine(case), plan.messages
    marks = _marks(case, silent)
    status = plan.layout.checks.cell(line, "status").absolute
    gap = plan.layout.checks.cell(line, "difference").absolute
    reason = plan.layout.checks.cell(line, "explanation")
    text = text_literal(messages("table.open"))
    may_not_apply = any(map(plan.translator.marks.mark_of, case.sides))
    for state in _states_of(case, may_not_apply=may_not_apply):
        words = message_formula(messages, f"table.{marks[state]}", {"difference": f"ABS({gap})"})
        if state == "warned":
            words = link_to(reason, f"{words}&{text_literal(cell_description(messages, reason))}")
        text = f"IF({status}={text_literal(state_text(plan, state))},{words},{text})"

    def value(evaluated: EvaluatedSubmission) -> str:
        result = evaluated.results[line]
        gap = "" if result.difference is None else _as_joined(max(result.difference, -result.difference))
        where = cell_description(messages, reason) if result.state == "warned" else ""
        return messages(f"table.{marks[result.state]}", difference=gap) + where

    return Calculation(text, value)


_STATES_BY_SEVERITY: Mapping[Severity, tuple[LineState, ...]] = {
    "error": ("broken", "holds"),
    "warning": ("warned", "explained", "holds"),
    "note": ("noted", "holds"),
}


def _states_of(case: RuleCase, *, may_not_apply: bool) -> Iterator[LineState]:
    """The states that a rule's case can have, besides being open."""
    if case.rule.bodies or case.stands_in_for or case.condition is not None or _may_pass_over(case):
        yield "not_asked"
    if case.previous_places:
        yield "no_previous"
    if may_not_apply:
        yield "not_applicable"
    yield from _STATES_BY_SEVERITY[case.rule.severity]


def _may_pass_over(case: RuleCase) -> bool:
    return case.rule.explain_change is not None and case.rule.explain_change.passes_over_zero


def case_state(plan: WorkbookPlan, case: RuleCase) -> Calculation:
    """The full state of a rule's case, as the checks sheet shows it."""
    status = plan.layout.checks.cell(CaseLine(case), "status").absolute
    return Calculation(status, lambda evaluated: state_text(plan, evaluated.results[CaseLine(case)].state))


def _marks(case: RuleCase, silent: Collection[LineState]) -> Mapping[LineState, str]:
    plain = {} if case.comparison.comparator == "==" else _WITHOUT_DIFFERENCE
    return {**_MARK_OF, **plain, **dict.fromkeys(silent, "ok")}


def _as_joined(number: Number) -> str:
    """A number as a spreadsheet concatenates it with text: with 15 significant digits."""
    return number_text(Decimal(f"{number:.{SIGNIFICANT_DIGITS}g}"))


_Row = tuple[str, str]
"""A table and its row."""


def _figures_by_row(plan: WorkbookPlan) -> Mapping[_Row, Sequence[Place]]:
    figures = (place for layout in plan.layout.tables.values() for place in layout.figures)
    return _grouped((place[:2], place) for place in figures)


def _cases_by_row(plan: WorkbookPlan) -> Mapping[_Row, Sequence[RuleCase]]:
    cases = (case for case in plan.definition.cases if case.along == "rows")
    return _grouped(((case.table, case.member), case) for case in cases if case.table and case.member)


def _total_lines(plan: WorkbookPlan) -> Mapping[_Row, Sequence[TotalLine]]:
    lines = (line for line in plan.layout.checks.rows if isinstance(line, TotalLine))
    return _grouped((line.place[:2], line) for line in lines)


def _grouped(pairs: Iterable[tuple[_Row, _Member]]) -> Mapping[_Row, Sequence[_Member]]:
    """What belongs to each row: going through all of it for every row takes a second for a form of 700 rows."""
    groups: dict[_Row, list[_Member]] = {}
    for row, member in pairs:
        groups.setdefault(row, []).append(member)
    return groups


def row_mark(plan: WorkbookPlan, table: str, row: str) -> Calculation:
    """The mark of a row: invalid entries first, then blank ones, then the rules of the row, else a tick."""
    layout, facts = plan.layout.tables[table], plan.definition.places
    places = plan.cached(_figures_by_row).get((table, row), ())
    entries = [place for place in places if not facts[place].computed]
    if not entries:
        return _computed_row_mark(plan, (table, row), places)
    mark = _after_cases(plan, plan.cached(_cases_by_row).get((table, row), ()))
    if (beside := _beside_the_point(plan, entries)) is not None:
        mark = _unless_counted(plan, "beside_the_point", beside, mark)
    mark = _unless_total_is_off(plan, (table, row), mark)
    mark = _unless_counted(plan, "blank", _blank(plan, layout, entries), mark)
    faults = Calculation(layout.row_faults[row].a1, plan.cached(row_faults, table, row).value)
    return _unless_counted(plan, "bad", faults, mark)


def _unless_counted(plan: WorkbookPlan, key: str, count: Calculation, otherwise: Calculation) -> Calculation:
    """A message while a count is above 0, otherwise another calculation."""
    template = f"table.{key}"
    words = message_formula(plan.messages, template, {"count": f"({count.text})"})

    def value(evaluated: EvaluatedSubmission) -> Number | str | None:
        counted = count.value(evaluated)
        return plan.messages(template, count=counted) if counted else otherwise.value(evaluated)

    return Calculation(f"IF(({count.text})>0,{words},{otherwise.text})", value)


_SILENT_IN_ROW: tuple[LineState, ...] = ("no_previous", "not_asked", "not_applicable")
"""A missing previous year, that a rule is for others, and that a figure is not applicable are said below the table
only: nobody can mend them."""


def _after_cases(plan: WorkbookPlan, cases: Sequence[RuleCase]) -> Calculation:
    """The mark of the most severe rule of the row that does not hold, or a tick."""
    tick = plan.messages("table.ok")
    by_severity = sorted(cases, key=lambda case: SEVERITIES.index(case.rule.severity))
    marks = [case_mark(plan, case, _SILENT_IN_ROW) for case in by_severity]
    text = text_literal(tick)
    for mark in reversed(marks):
        text = f"IF({mark.text}={text_literal(tick)},{text},{mark.text})"

    def value(evaluated: EvaluatedSubmission) -> Number | str | None:
        texts = (mark.value(evaluated) for mark in marks)
        return next((words for words in texts if words != tick), tick)

    return Calculation(text, value)


def _unless_total_is_off(plan: WorkbookPlan, row: _Row, otherwise: Calculation) -> Calculation:
    """A message while a total of the row shows a wrong value, as after somebody has typed over its formula."""
    lines = plan.cached(_total_lines).get(row)
    if not lines:
        return otherwise
    condition = ",".join(_total_is_off(plan, line) for line in lines)
    text = f"IF(OR({condition}),{text_literal(plan.messages('table.total'))},{otherwise.text})"
    # The workbook is written with its formulas, so no total is wrong yet.
    return Calculation(text, otherwise.value)


def _total_is_off(plan: WorkbookPlan, line: TotalLine) -> str:
    """A condition: a displayed total differs from the sum of its parts."""
    status = plan.layout.checks.cell(line, "status").absolute
    return f"{status}={text_literal(state_text(plan, 'broken'))}"


def _blank(plan: WorkbookPlan, table: TableLayout, entries: Sequence[Place]) -> Calculation:
    name = table.grid.table

    def value(evaluated: EvaluatedSubmission) -> int:
        return sum(is_missing(evaluated.submission, evaluated.values, place) for place in entries)

    return Calculation(plan.translator.counts.blank_count(name, entries), value)


def row_faults(plan: WorkbookPlan, table: str, row: str) -> Calculation:
    """The number of entries of a row that their kind does not allow."""
    layout, facts = plan.layout.tables[table], plan.definition.places
    in_row = plan.cached(_figures_by_row).get((table, row), ())
    places = [place for place in in_row if not facts[place].computed]
    tests = [f"IF({is_wrong_entry(plan, facts[place], layout.cell(place).a1)},1,0)" for place in places]

    def value(evaluated: EvaluatedSubmission) -> int:
        return sum(is_wrong(evaluated.submission, evaluated.values, place) for place in places)

    return Calculation("+".join(tests) or "0", value)


def is_wrong_entry(plan: WorkbookPlan, facts: PlaceFacts, cell: str) -> str:
    """A condition: an entry is not of its kind, or stands where none belongs; ``is_wrong`` says it in Python."""
    tests = [is_invalid(cell, facts.kind)]
    if (unlisted := plan.translator.list_formulas.is_unlisted(facts.kind, cell, facts.place)) is not None:
        tests.append(unlisted)
    if facts.not_applicable_when is not None:
        tests.append(plan.translator.is_misplaced(facts.place, cell))
    if facts.may_be_blank:
        tests.append(plan.translator.is_not_asked(facts.place, cell))
    return f"OR({','.join(tests)})" if len(tests) > 1 else tests[0]


def _beside_the_point(plan: WorkbookPlan, entries: Sequence[Place]) -> Calculation | None:
    """The number of figures of a row that are entered although there is nothing to be stated."""
    definition, translator = plan.definition, plan.translator
    conditional: dict[Place, Condition] = {}
    for place in entries:
        if (condition := definition.places[place].not_applicable_when) is not None:
            conditional[place] = condition
    together: dict[Condition, list[CellRef]] = {}
    for place, condition in conditional.items():
        together.setdefault(condition, []).append(plan.layout.cell(place))
    tests = (
        f"IF({translator.is_true(condition)},{'+'.join(_count_of_numbers(area) for area in rectangles(cells))},0)"
        for condition, cells in together.items()
    )

    def value(evaluated: EvaluatedSubmission) -> int:
        entered = (place for place in conditional if place in evaluated.submission.entries)
        return sum(is_beside_the_point(definition, place, evaluated.values) for place in entered)

    return Calculation("+".join(tests), value) if conditional else None


def _count_of_numbers(area: CellRange) -> str:
    """A formula for how many cells hold a number; not every program counts in a single cell."""
    return f"IF(ISNUMBER({area.a1}),1,0)" if area.size == 1 else f"COUNT({area.a1})"


def _computed_row_mark(plan: WorkbookPlan, row: _Row, places: Sequence[Place]) -> Calculation:
    """The mark of a row of totals: complete when all its figures are there."""
    areas = rectangles(map(plan.layout.cell, places))
    tick, open_ = plan.messages("table.ok"), plan.messages("table.open")
    count = f"COUNT({','.join(area.absolute for area in areas)})"
    if marks := plan.translator.marks.count(map(Figure, places)):
        count += f"+{marks}"
    complete = Calculation(
        f"IF({count}={len(places)},{text_literal(tick)},{text_literal(open_)})",
        lambda evaluated: tick if _all_known(evaluated.values, places) else open_,
    )
    return _unless_total_is_off(plan, row, complete)


def _all_known(values: Values, places: Sequence[Place]) -> bool:
    return all(values.shown(place) is not None for place in places)
