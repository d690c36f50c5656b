"""Mistakes in lists: each is told where it stands, with what to do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from support.grants import GOOD, GRANTS
from xlsreport import check, messages_for, new_submission
from xlsreport.definition.loading.definition_loading import parse_definition
from xlsreport.definition.problems import DefinitionError

FORM = GRANTS.read_text(encoding="utf-8")

RULES = "        rules:"

MISTAKES = [
    ("list: {most: 40,", "rows: [{id: r, label: R}]\n        list: {most: 40,", "Its rows are the lines"),
    ("list: {most: 40,", "list: {most: 0,", "at least 1"),
    ("list: {most: 40,", "list: {most: 5001,", "at most 5000"),
    (
        'list: {most: 40, agency: branch, name: "{code} {purpose}"}\n        columns:\n',
        "list: {most: 5000}\n        columns:\n"
        + "".join(f"          - {{id: c{number}, label: C{number}}}\n" for number in range(80)),
        "There is room for about 3958 lines",
    ),
    ("list: {most: 40,", "list: {sheet: Own, most: 40,", "alone in its section"),
    ("list: {most: 20, sheet: Visits}", "list: {most: 20}", "needs a sheet of its own"),
    ("sheet: Visits}", "sheet: Grants}", "is used by another sheet"),
    ('name: "{code} {purpose}"', 'name: "{code} {porpuse}"', "There is no {porpuse} here"),
    ("agency: branch", "agency: fund", "no column of texts"),
    ("agency: branch", "agency: branhc", "branch"),
    ("distinct: [code, purpose]", "distinct: [code, porpose]", "purpose"),
    ("distinct: [code, purpose]", "distinct: [code], require: amount > 0", "Make two rules of it"),
    ("{id: owed_within, require:", "{id: owed_within, for: rows, require:", "Leave for out"),
    ("require: owed <= amount", "require: owed <= previous.amount", "not compared with those of the period before"),
    ("require: ledger == all", "require: ledger == grants.amount", "sum(grants.amount)"),
    ("require: ledger == all", "require: ledger == sum(grants)", "does not say which column"),
    ("require: ledger == all", "require: ledger == sum(grants.purpose)", "does not hold numbers"),
    ("require: ledger == all", "require: ledger == abs(grants.amount)", "within sum, min, max or count"),
    ("sum(grants.amount where loan", "sum(grants.amount where loam", "loan"),
    ('where loan == "Y")', 'where loan == "X")', "X"),
    ('where loan == "Y")', "where same(code))", "in a total or rule of that list itself"),
    ("sum(amount where same(code))", "max(amount where same(code))", "added up or counted"),
    ("sum(amount where same(code))", "sum(1 where same(code))", "behind the column of a list"),
    ("sum(amount where same(code))", "sum(of_code where same(code))", "need each other"),
    (
        "rules:\n          - {id: ledger_agrees,",
        "rules:\n          - {id: d, distinct: [ledger], statement: D}\n          - {id: ledger_agrees,",
        "for lists",
    ),
    ("label: Still owed\n", "label: Still owed\n            span: 2\n", "one cell in each column"),
]


@pytest.mark.parametrize(("old", "new", "said"), MISTAKES)
def test_a_mistake_in_a_list_is_told(old: str, new: str, said: str) -> None:
    assert old in FORM
    text = FORM.replace(old, new, 1)
    with pytest.raises(DefinitionError) as caught:
        parse_definition(text)
    assert len(caught.value.problems) == 1
    assert said in str(caught.value)
    changed = next(number for number, line in enumerate(text.splitlines(), 1) if line not in FORM.splitlines())
    assert abs(caught.value.problems[0].line - changed) <= 12


WHERE_GRANTED = "rules:\n  - {id: told, if: count(grants) > 0, require: totals.ledger.amount > 999, statement: Told}\n"


@pytest.mark.parametrize(("lines", "found"), [(GOOD, ["told"]), ((), [])])
def test_a_rule_may_be_asked_by_a_list_alone(lines: Sequence[Mapping[str, Any]], found: list[str]) -> None:
    definition = parse_definition(FORM + WHERE_GRANTED)
    entries = {"phone": "1", "totals.ledger.amount": 500, "visits.nil_return": True, "grants": list(lines)}
    submission = new_submission(definition, agency="A", year=2025, entries=entries | {"grants.nil_return": not lines})
    assert [finding.rule for finding in check(submission) if finding.rule == "told"] == found


def test_what_a_table_asks_may_not_depend_on_a_list_alone() -> None:
    text = FORM.replace("{id: ledger,", "{id: ledger, required: {when: count(grants) > 0},", 1)
    assert text != FORM
    with pytest.raises(DefinitionError) as caught:
        parse_definition(text, messages=messages_for("en"))
    assert messages_for("en")("problem.condition_of_lists") in str(caught.value)


def test_the_form_itself_has_none() -> None:
    definition = parse_definition(FORM)
    assert list(definition.lists) == ["visits", "grants"]
    assert [place.column for place in definition.lines["grants"].places] == [
        "code",
        "purpose",
        "fund",
        "amount",
        "of_code",
        "loan",
        "owed",
        "branch",
        "share",
    ]
