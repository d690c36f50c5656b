"""What is found out about whole columns of a list is what its lines say one by one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from support.depth import cases
from support.odd_lists import LINES, list_parts, odd_cells, planted
from support.random_lists import forms_with_lists, random_report
from xlsreport.checking.evaluation.arithmetic import applied
from xlsreport.checking.evaluation.conditions import is_true
from xlsreport.checking.evaluation.figure_values import Reading
from xlsreport.checking.evaluation.lists.line_values import LineValues
from xlsreport.checking.evaluation.lists.list_values import ListValues
from xlsreport.checking.evaluation.submission_values import Values
from xlsreport.checking.figures.entry_findings import is_in_order
from xlsreport.checking.figures.line_results import (
    LineResult,
    evaluate_case,
    fits,
    is_missing,
    is_not_asked,
    is_unlisted,
)
from xlsreport.checking.figures.list_results import BROKEN, CheckedLine, check_list, order_key
from xlsreport.checking.figures.misplaced_marks import is_misplaced
from xlsreport.definition.definition import LineDefinition
from xlsreport.definition.place import Place
from xlsreport.definition.rule_language.expression import (
    Comparison,
    Condition,
    Every,
    Expression,
    Figure,
    Filled,
    Function,
    LineFigures,
    Not,
    Some,
    list_calls_in,
    lists_in,
)
from xlsreport.submission.workbook_reader import read_workbook_bytes
from xlsreport.values import Number, plain_number


@pytest.mark.slow
@settings(max_examples=25, deadline=None)
@given(odd=odd_cells(), hidden_row=st.none() | st.sampled_from(LINES), reading=st.sampled_from(("mended", "plain")))
def test_columns_are_checked_as_their_lines_are(
    odd: list[tuple[int, str]], hidden_row: int | None, reading: Reading
) -> None:
    definition = list_parts()[2]
    submission = read_workbook_bytes(planted(odd, hidden_row), "list.xlsx", definition)
    _expect_agreement(Values(submission, reading))


@settings(max_examples=cases(30, 60), deadline=None)
@given(
    definition=st.sampled_from(range(len(forms_with_lists()))),
    seed=st.integers(0, 2**32),
    reading=st.sampled_from(("mended", "plain")),
)
def test_columns_of_any_form_are_what_their_lines_are(definition: int, seed: int, reading: Reading) -> None:
    _expect_agreement(Values(random_report(forms_with_lists()[definition], Random(seed)), reading))


def _expect_agreement(values: Values) -> None:
    """What is told of columns is what lines say that never look at columns of their own list."""
    for name, form in values.submission.definition.lines.items():
        columns = ListValues(form, values.submission.lines.get(name, ()), values, values.reading)
        lines = values.lines[name].lines
        for tree in _expressions(form):
            assert list(map(_plain, columns.numbers(tree))) == [_plain(line.of(tree)) for line in lines], tree
        for place, facts in form.places.items():
            assert list(columns.numbers(Figure(place))) == [line.at(place) for line in lines], place
            assert list(columns.answers(place)) == [line.answer(place) for line in lines]
            assert list(columns.asked(facts.requirements)) == [line.asked(place) for line in lines]
        for condition in _conditions(form):
            assert list(columns.truths(condition)) == [is_true(condition, line) for line in lines], condition
        of_places: list[tuple[Place | str, ...]] = [(place, "a Text") for place in form.places]
        for keys in ((), tuple(form.places), *of_places):
            assert list(columns.keys(keys)) == [line.key(keys) for line in lines]
        for function, selected in (call for tree in _expressions(form) for call in list_calls_in(tree)):
            for line in lines:
                assert _applied(values, function, selected, line) == _selected(values, function, selected, line)
        assert list(check_list(form, values)) == [_one_by_one(form, line, lines) for line in lines]


def _applied(values: Values, function: Function, selected: LineFigures, line: LineValues) -> Decimal | None:
    try:
        return values.of_lines(function, selected, line)
    except ValueError:
        return None


def _selected(values: Values, function: Function, selected: LineFigures, line: LineValues) -> Decimal | None:
    """The same, each line of the list asked by itself."""
    key, others = line.key(selected.own_compared), values.lines[selected.list].lines
    alike = (other for other in others if not selected.same or other.key(selected.compared) == key)
    given = [other.given_to(selected) for other in alike]
    numbers = [Decimal(number) for number in given if number is not None]
    return applied(function, numbers) if numbers or function in ("sum", "count") else None


def _plain(number: Number | None) -> Number | None:
    return plain_number(number) if isinstance(number, Decimal) else number


def _expressions(form: LineDefinition) -> list[Expression]:
    return [*(facts.total for facts in form.places.values() if facts.total), *(s for c in form.cases for s in c.sides)]


def _conditions(form: LineDefinition) -> list[Condition]:
    needed = [one.condition for facts in form.places.values() for one in facts.requirements]
    selected = [lines.where for tree in _expressions(form) for lines in lists_in(tree) if lines.list == form.list]
    compared = [Comparison("<", case.sides[0], case.sides[1]) for case in form.cases]
    filled = [Filled(tuple(map(Figure, form.places))), *(Filled((Figure(place),)) for place in form.places)]
    said = [one for one in (*needed, *selected, *(case.condition for case in form.cases), *filled) if one is not None]
    return [*said, *compared, Some(tuple(said)), Every(tuple(said)), Not(Some(tuple(compared or said)))]


def _one_by_one(form: LineDefinition, line: LineValues, lines: Sequence[LineValues]) -> CheckedLine:
    entries = line.line.entries
    results = {case.rule.id: evaluate_case(case, line.submission, line) for case in form.cases}
    broken: dict[str, LineResult | None] = {rule: result for rule, result in results.items() if result.state in BROKEN}
    for distinct in form.across.distinct:
        key, keys = line.key(distinct.compared), Counter(each.key(distinct.compared) for each in lines)
        if "" not in key[: len(distinct.columns)] and keys[key] > 1:
            broken |= {distinct.rule.id: None}
    key, before = line.key(form.previous_key), line.previous_lines if form.previous_key else None
    is_new = before is not None and "" not in key and 1 in before.keys and key not in before.keys.values()
    if is_new and any(rule.id == f"{form.list}.new" for rule in form.previous_rules):
        broken |= {f"{form.list}.new": None}
    for order in form.across.ordered:
        whose = () if order.whose is None else (order.whose,)
        above = [each for each in lines[: lines.index(line)] if order_key(order, each) is not None]
        reached, here = order_key(order, above[-1]) if above else None, order_key(order, line)
        same = bool(above) and above[-1].key(whose) == line.key(whose)
        if reached is not None and here is not None and same and here < reached:
            broken |= {order.rule.id: None}
    facts = {place: form.places[place] for place in entries}
    not_asked = tuple(place for place in entries if is_not_asked(line.submission, line, place))
    unlisted = tuple(place for place, entry in entries.items() if is_unlisted(form, entry, facts[place].kind, line))
    unfit = (
        place
        for place, entry in entries.items()
        if place in not_asked
        or place in unlisted
        or not fits(entry, facts[place].kind)
        or is_misplaced(form, place, line)
    )
    plain = (
        place
        for place, entry in entries.items()
        if facts[place].not_applicable_when is None
        and fits(entry, facts[place].kind)
        and is_in_order(entry, facts[place].kind.traits)
    )
    return CheckedLine(
        line,
        blank=tuple(place for place in form.entry_places(form.list) if is_missing(line.submission, line, place)),
        unfit=tuple(unfit),
        not_asked=not_asked,
        broken=broken,
        unlisted=unlisted,
        doubted=frozenset(entries) - frozenset(plain),
    )
