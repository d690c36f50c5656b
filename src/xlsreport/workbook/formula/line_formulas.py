"""The formulas beside each line of a list: what is computed, what is wrong in it, and the mark that says so."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import TypeAlias

from xlsreport.checking.evaluation.asking import asked_by
from xlsreport.checking.figures.list_results import CheckedLine, key_text, order_key
from xlsreport.definition.definition import LineDefinition
from xlsreport.definition.place import Place
from xlsreport.definition.place_facts import PlaceFacts
from xlsreport.definition.rule_language.bound_requirement import BoundRequirement
from xlsreport.definition.rule_language.expression import Figure, LineFigures
from xlsreport.definition.rule_language.rule_cases import DistinctRule, OrderedRule, RuleCase
from xlsreport.definition.tables.rule_declaration import SEVERITIES, Rule
from xlsreport.layout.cells import CellRef
from xlsreport.layout.list_layout import ANY_ROW, ListLayout, PreviousColumns
from xlsreport.values import Number
from xlsreport.workbook.draft.workbook_plan import WorkbookPlan
from xlsreport.workbook.formula.asked_formulas import asked_rank
from xlsreport.workbook.formula.formula_texts import message_formula, text_literal
from xlsreport.workbook.formula.name_formulas import line_name_formula, shown_line_name
from xlsreport.workbook.formula.previous_line_formulas import is_new, was
from xlsreport.workbook.formula.rule_formulas.comparing_formulas import comparison_with_zero, rounded
from xlsreport.workbook.formula.table_marks import is_wrong_entry, mark_sign

LineValue: TypeAlias = Callable[[CheckedLine], Number | str | None]


@dataclass(frozen=True, slots=True)
class LineFormula:
    """A formula of every line, over the cells of any line, with its value in one that is begun.

    One that is carried has the value of the line above where it has none of its own.
    """

    column: int
    text: str
    value: LineValue
    when_unused: Number | str = ""
    is_carried: bool = False


def line_formulas(plan: WorkbookPlan, name: str) -> tuple[LineFormula, ...]:
    """All formulas of a line of a list, from the left to the right."""
    return tuple(sorted(_formulas(plan, name), key=lambda formula: formula.column))


def _formulas(plan: WorkbookPlan, name: str) -> Iterator[LineFormula]:
    laid, line = plan.layout.lists[name], plan.definition.lines[name]
    asked = [facts for facts in line.places.values() if not facts.computed]
    for facts in line.places.values():
        if facts.computed:
            yield _computed(plan, laid, facts)
    first, last = (CellRef(laid.sheet, ANY_ROW, column) for column in (1, laid.entry_columns))
    area = first.to(last).absolute
    yield LineFormula(laid.used_column, f"IF(COUNTA({area})>0,1,0)", lambda _: 1, 0)
    used = _cell(laid, laid.used_column)
    blanks = plan.translator.counts.blanks([Figure(facts.place) for facts in asked], "asked")
    yield LineFormula(laid.blank_column, f"IF({used}=1,{blanks},0)", lambda checked: len(checked.blank), 0)
    for requirements, column in laid.asked.items():
        yield _asked(plan, requirements, column, used)
    yield LineFormula(laid.faults_column, _faults(plan, laid, asked), lambda checked: len(checked.unfit), 0)
    for case in line.cases:
        text = _broken(plan, case)
        yield LineFormula(laid.broken[case.rule.id], f"IF({used}=1,{text},0)", _is_broken(case.rule), 0)
    for distinct in line.across.distinct:
        yield _distinct(plan, laid, distinct, used)
    for order in line.across.ordered:
        yield from _ordered(laid, order, used)
    if laid.before is not None:
        yield from _before(laid, laid.before, line, used)
    for place, column in laid.unlisted.items():
        yield _unlisted(plan, laid, line.places[place], column)
    for lines, column in laid.selected.items():
        yield _selected(plan, lines, column, used)
    for columns, column in laid.keys.items():
        yield _key(plan, columns, column, used)
    if laid.name_column is not None:
        text = f'IF({used}=1,{line_name_formula(plan, name)},"")'
        yield LineFormula(laid.name_column, text, lambda checked: shown_line_name(line, checked.values.line))
    yield _mark(plan, laid, line, used)


def _cell(laid: ListLayout, column: int) -> str:
    return CellRef(laid.sheet, ANY_ROW, column).absolute


def _computed(plan: WorkbookPlan, laid: ListLayout, facts: PlaceFacts) -> LineFormula:
    assert facts.total is not None
    text = plan.translator.of_total(facts.place, facts.total)
    used = _cell(laid, laid.used_column)
    return LineFormula(
        laid.column_of(facts.place), f'IF({used}=1,{text},"")', lambda checked: checked.values.shown(facts.place)
    )


def _faults(plan: WorkbookPlan, laid: ListLayout, asked: list[PlaceFacts]) -> str:
    cells = {facts.place: _cell(laid, laid.column_of(facts.place)) for facts in asked}
    return "+".join(f"IF({is_wrong_entry(plan, facts, cells[facts.place])},1,0)" for facts in asked)


def _asked(plan: WorkbookPlan, requirements: tuple[BoundRequirement, ...], column: int, used: str) -> LineFormula:
    """Whether entries are asked, as a number; in a line that is not begun all are."""
    text = f"IF({used}=1,{plan.translator.asked(requirements)},1)"
    return LineFormula(column, text, lambda checked: asked_rank(asked_by(requirements, checked.values)), 1)


def _is_broken(rule: Rule) -> LineValue:
    return lambda checked: int(rule.id in checked.broken)


def _broken(plan: WorkbookPlan, case: RuleCase) -> str:
    """A formula: 1 where a line breaks a rule, 0 where it does not, is not asked, or cannot be asked yet."""
    translator = plan.translator
    left, right = map(translator.guarded, (case.comparison.left, case.comparison.right))
    gap = rounded(f"{left}-{right}")
    holds = comparison_with_zero(gap, case.comparison.comparator)
    text = f"IF(AND(ISNUMBER({left}),ISNUMBER({right})),IF({holds},0,1),0)"
    declared = case.rule.explain_change
    if declared is not None and declared.passes_over_zero:
        text = f"IF(N({translator.guarded(case.sides[1])})=0,0,{text})"
    if case.condition is not None:
        text = f"IF({translator.is_true(case.condition)},{text},0)"
    body = plan.layout.checks.body
    if body is not None and case.rule.bodies:
        kinds = ",".join(f"{body.absolute}={text_literal(kind)}" for kind in case.rule.bodies)
        text = f"IF(OR({kinds}),{text},0)"
    return text


def _distinct(plan: WorkbookPlan, laid: ListLayout, distinct: DistinctRule, used: str) -> LineFormula:
    keys, own = laid.column(laid.keys[distinct.compared]).absolute, _cell(laid, laid.keys[distinct.compared])
    filled = ",".join(f"LEN({_cell(laid, laid.column_of(column))})>0" for column in distinct.columns)
    text = f"IF(AND({used}=1,{filled}),IF(COUNTIF({keys},{own})>1,1,0),0)"
    return LineFormula(laid.broken[distinct.rule.id], text, _is_broken(distinct.rule), 0)


def _before(laid: ListLayout, before: PreviousColumns, line: LineDefinition, used: str) -> Iterator[LineFormula]:
    """What a line had last year, and whether it was not there."""
    new = laid.broken.get(f"{line.list}.new")
    if new is not None:
        text = f"IF({used}=1,IF({is_new(laid, line)},1,0),0)"
        yield LineFormula(new, text, lambda checked: int(f"{line.list}.new" in checked.broken), 0)
    for place, column in before.was.items():
        text = f'IF({used}=1,{was(laid, line, before.shown[place])},"")'
        yield LineFormula(column, text, partial(_value_before, place))


def _value_before(place: Place, checked: CheckedLine) -> Number | None:
    return checked.values.at(place, previous=True)


def _ordered(laid: ListLayout, order: OrderedRule, used: str) -> Iterator[LineFormula]:
    """Whether a line should stand before the last one above it, and how far the order has come with each line."""
    rule = order.rule.id
    here = [_cell(laid, laid.column_of(place)) for place, _ in order.columns]
    above = [laid.line_above(laid.reached[rule, place]).absolute for place, _ in order.columns]
    known = f"AND({used}=1,{','.join(f'ISNUMBER({cell})' for cell in here)})"
    is_before = "FALSE"
    for (_, downwards), cell, reached in reversed(list(zip(order.columns, here, above, strict=True))):
        is_before = f"OR({cell}{'>' if downwards else '<'}{reached},AND({cell}={reached},{is_before}))"
    if order.whose is not None:
        agency, column = _cell(laid, laid.keys[order.whose,]), laid.reached[rule, order.whose]
        reached = laid.line_above(column).absolute
        is_before = f"IF({agency}={reached},{is_before},FALSE)"
        text = f'IF({known},{agency},IF(ISNUMBER({above[0]}),{reached},""))'
        yield LineFormula(column, text, partial(_agency_reached, order, order.whose), is_carried=True)
    text = f"IF({known},IF(ISNUMBER({above[0]}),IF({is_before},1,0),0),0)"
    yield LineFormula(laid.broken[rule], text, _is_broken(order.rule), 0)
    for (place, _), cell, reached in zip(order.columns, here, above, strict=True):
        # Times 1: a number, where some programs would make another date of a date.
        text = f'IF({known},{cell}*1,IF(ISNUMBER({reached}),{reached},""))'
        yield LineFormula(laid.reached[rule, place], text, partial(_rank, order, place), is_carried=True)


def _agency_reached(order: OrderedRule, whose: Place, checked: CheckedLine) -> str | None:
    """Whose the line is, if it says where it stands."""
    return None if order_key(order, checked.values) is None else key_text(checked.values.key((whose,)))


def _rank(order: OrderedRule, place: Place, checked: CheckedLine) -> Number | None:
    """How far an order has come with a line; None where the line does not say where it stands."""
    return None if order_key(order, checked.values) is None else checked.values.rank(place)


def _unlisted(plan: WorkbookPlan, laid: ListLayout, facts: PlaceFacts, column: int) -> LineFormula:
    """Whether an answer does not stand in the list from which it is taken."""
    source = plan.definition.source_of(facts.kind)
    assert source is not None
    text = plan.translator.list_formulas.lacks(source, _cell(laid, laid.column_of(facts.place)))
    return LineFormula(column, f"IF({text},1,0)", lambda checked: int(facts.place in checked.unlisted), 0)


def _selected(plan: WorkbookPlan, lines: LineFigures, column: int, used: str) -> LineFormula:
    condition = f"{used}=1"
    if lines.where is not None:
        condition = f"IF({used}=1,{plan.translator.is_true(lines.where)},FALSE)"
    text = plan.translator.list_formulas.selected(lines, condition)
    return LineFormula(column, text, lambda checked: checked.values.given_to(lines))


def _key(plan: WorkbookPlan, columns: tuple[Place, ...], column: int, used: str) -> LineFormula:
    text = plan.translator.list_formulas.key(columns)
    return LineFormula(column, f'IF({used}=1,{text},"")', lambda checked: key_text(checked.values.key(columns)))


def _mark(plan: WorkbookPlan, laid: ListLayout, line: LineDefinition, used: str) -> LineFormula:
    """What is wrong in a line: unfit cells first, then blank ones, then the gravest broken rule, else a tick."""
    messages = plan.messages
    rules = sorted(
        {rule.id: rule for rule in line.rules if rule.id != f"{line.list}.gone"}.values(),
        key=lambda rule: SEVERITIES.index(rule.severity),
    )
    words = {rule.id: f"{mark_sign(messages, _SIGN_OF[rule.severity])} {rule.statement}"[:240] for rule in rules}
    text = text_literal(messages("table.ok"))
    for rule in reversed(rules):
        text = f"IF({_cell(laid, laid.broken[rule.id])}=1,{text_literal(words[rule.id])},{text})"
    blank, faults = (_cell(laid, column) for column in (laid.blank_column, laid.faults_column))
    text = f"IF({blank}>0,{message_formula(messages, 'table.blank', {'count': blank})},{text})"
    text = f"IF({faults}>0,{message_formula(messages, 'table.bad', {'count': faults})},{text})"

    def value(checked: CheckedLine) -> str:
        if checked.unfit:
            return messages("table.bad", count=len(checked.unfit))
        if checked.blank:
            return messages("table.blank", count=len(checked.blank))
        return next((words[rule.id] for rule in rules if rule.id in checked.broken), messages("table.ok"))

    return LineFormula(laid.mark_column, f'IF({used}=1,{text},"")', value)


_SIGN_OF = {"error": "table.broken", "warning": "table.warned", "note": "table.noted"}
"""The mark of a rule that a line breaks, by severity."""
