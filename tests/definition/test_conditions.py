"""Conditions: rules that are asked only where one holds, with the same verdict in the workbook and in Python."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest

from support.agreement import differences
from support.engines import CALCULATING, ENGINES
from xlsreport import Submission, check, new_submission, write_workbook
from xlsreport.checking.evaluation.conditions import is_true
from xlsreport.checking.evaluation.submission_values import Values
from xlsreport.checking.figures.line_results import LineState
from xlsreport.definition.definition import Definition
from xlsreport.definition.loading.definition_loading import parse_definition
from xlsreport.definition.problems import DefinitionError
from xlsreport.layout.checklines import CaseLine
from xlsreport.workbook.draft.evaluated_submission import evaluate_submission

FORM = """\
id: awards
edition: "1"
language: en
name: Awards
title: Awards of {agency}, {year}
period: {label: Year, text: "Year {year}"}
sections:
  - id: part
    heading: 1. Awards
    sheet: Awards
    tables:
      - id: t
        columns:
          - {id: direct, label: Direct, kind: {name: choice, options: [Y, N]}}
          - {id: passer, label: Passed by, kind: text}
          - {id: amount, label: Amount}
          - {id: passed, label: Passed on, kind: {name: count, not_applicable: {}}}
          - {id: rest, label: Rest, total: amount - passed}
        rows: [{id: a, label: A}]
        rules:
          - {id: tested, for: rows, if: CONDITION, require: amount >= 5, statement: At least five}
"""

CONDITIONS = {
    "answer": 'direct == "N"',
    "not_answer": 'direct != "N"',
    "case": 'direct == "n"',
    "and": 'direct == "N" and passed > 1',
    "or": 'direct == "N" or passed > 1',
    "not": "not (passed > 1)",
    "filled": "filled(passer)",
    "both_filled": "filled(direct, passed)",
    "total": "filled(rest)",
    "brackets": '(direct == "N" or passed == 2) and not filled(passer)',
    "numbers": "(passed + 1) * 2 > 4 and (passed) > 1",
    "divided": "amount / passed > 1 or filled(passer)",
    "text": 'passer == "Who"',
    "other_text": 'passer != "whoever" and amount > 2',
    "begun": 'starts(passer, "W")',
    "not_begun": 'not starts(passer, "whos")',
}

FILLINGS = [
    {f"t.a.{name}": typed for name, typed in zip(("direct", "passer", "amount", "passed"), each, strict=True)}
    for each in product(("Y", "N", ""), ("who", ""), (3, 9), (0, 2, "", "N/A"))
]


def form(condition: str) -> Definition:
    return parse_definition(FORM.replace("CONDITION", f"'{condition}'"))


def filled(definition: Definition, entries: dict[str, object]) -> Submission:
    return new_submission(definition, agency="Port", year=2025, entries=entries)


def state(definition: Definition, **entries: object) -> LineState:
    submission = filled(definition, {f"t.a.{name}": typed for name, typed in entries.items()})
    return evaluate_submission(submission).results[CaseLine(definition.cases[0])].state


def test_a_rule_is_asked_only_where_its_condition_holds() -> None:
    definition = form('direct == "N"')
    assert state(definition, direct="N", amount=3) == "broken"
    assert state(definition, direct="N", amount=9) == "holds"
    assert state(definition, direct="Y", amount=3) == "not_asked"
    assert state(definition, amount=3) == "open"


def test_a_rule_that_is_not_asked_is_no_finding() -> None:
    definition = form('direct == "N"')
    common: dict[str, object] = {"t.a.passer": "who", "t.a.amount": 3, "t.a.passed": 0}
    found = [
        [(one.rule, one.place) for one in check(filled(definition, common | {"t.a.direct": answer}))]
        for answer in ("N", "Y")
    ]
    assert found == [[("tested", "t.a.amount")], []]


@pytest.mark.parametrize(
    ("condition", "entries", "expected"),
    [
        ('direct == "N" and passed > 1', {"passed": 0}, False),
        ('direct == "N" and passed > 1', {"passed": 2}, None),
        ('direct == "N" or passed > 1', {"passed": 2}, True),
        ('direct == "N" or passed > 1', {"passed": 0}, None),
        ("not passed > 1", {}, None),
        ("passed > 1", {"passed": "N/A"}, None),
        ("filled(passed)", {"passed": "N/A"}, True),
        ("filled(passed, passer)", {"passed": 1}, False),
        ('passer == "u 01"', {"passer": " U  01 "}, True),
        ('passer != "u01"', {"passer": "U02"}, True),
        ('passer != "u01"', {}, None),
        ('starts(passer, "u")', {"passer": " U01"}, True),
        ('not starts(passer, "u0")', {"passer": "U"}, True),
        ('starts(passer, "u0")', {}, None),
    ],
)
def test_what_is_not_known_decides_only_where_nothing_else_does(
    condition: str, entries: dict[str, object], expected: bool | None
) -> None:
    definition = form(condition)
    submission = filled(definition, {f"t.a.{name}": typed for name, typed in entries.items()})
    bound = definition.cases[0].condition
    assert bound is not None
    assert is_true(bound, Values(submission)) is expected


@pytest.mark.engine
@pytest.mark.parametrize("engine", CALCULATING)
def test_formulas_and_python_agree(engine: str, tmp_path: Path) -> None:
    rule = next(line for line in FORM.splitlines() if "CONDITION" in line)
    rules = [
        rule.replace("tested", f"if_{name}").replace("CONDITION", f"'{text}'") for name, text in CONDITIONS.items()
    ]
    definition = parse_definition(FORM.replace(rule, "\n".join(rules)))
    files = [tmp_path / f"{number}.xlsx" for number in range(len(FILLINGS[::5]))]
    for entries, file in zip(FILLINGS[::5], files, strict=True):
        write_workbook(filled(definition, entries), file)
    differing = [differences(file, values) for file, values in zip(files, ENGINES[engine](files), strict=True)]
    assert [one for one in differing if one] == []


def test_a_condition_leaves_the_fingerprint_of_forms_without_one() -> None:
    without = parse_definition(FORM.replace("if: CONDITION, ", ""))
    assert form("passed > 1").fingerprint != without.fingerprint


@pytest.mark.parametrize(
    ("condition", "message"),
    [
        ('direct == "X"', "no option “X”"),
        ('amount == "X"', "no choice"),
        ('passer == ""', "not filled\\(passer\\)"),
        ('starts(direct, "Y")', "a choice is compared with =="),
        ("starts(passer)", "how it begins"),
        ('dirct == "N"', "dirct"),
        ("passed >", "passed"),
        ("filled(previous.passed)", "this year's figures only"),
        ("1 > 0", "figure"),
        ('direct == "N" and', "direct"),
    ],
)
def test_mistakes_are_named(condition: str, message: str) -> None:
    with pytest.raises(DefinitionError, match=message):
        form(condition)
