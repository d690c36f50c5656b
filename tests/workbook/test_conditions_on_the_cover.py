"""Conditions that ask what the cover says: rules, cells that are asked only sometimes, and what is not applicable."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.agreement import differences
from support.depth import cases
from support.engines import CALCULATING, ENGINES, calculates
from support.fillings import fillings
from xlsreport import Submission, check, new_submission, write_workbook
from xlsreport.checking.evaluation.submission_values import Values
from xlsreport.checking.figures.line_results import LineState, evaluate_lines
from xlsreport.definition.definition import Definition
from xlsreport.definition.loading.definition_loading import parse_definition
from xlsreport.definition.problems import DefinitionError
from xlsreport.layout.checklines import CaseLine

FORM = """\
id: returns
edition: "1"
language: en
name: Returns
title: Returns of {agency}, {year}
period: {label: Year, text: "Year {year}"}
bodies: [{id: town, label: Towns, names: […Town]}, {id: port, label: Ports}]
cover:
  - {id: first, label: First return, kind: {name: choice, options: [Yes, No]}}
  - {id: audit, label: Audited, kind: {name: choice, options: [Yes, No]}, when_blank: nothing}
  - {id: day, label: Audited on, kind: date, when_blank: nothing}
  - {id: remark, label: Remark, when_blank: nothing}
  - {id: body, label: Kind of body, body_kind: true}
sections:
  - id: part
    heading: 1. Ships
    sheet: Ships
    tables:
      - id: t
        columns:
          - {id: ships, label: Ships}
          - {id: before, label: Before, required: {when: cover.first == "No"}}
          - {id: fee, label: Fee, kind: {name: count, not_applicable: {when: cover.body != "port"}}}
        rows: [{id: r, label: Here}]
        rules:
          - id: audited
            for: [r]
            if: cover.audit == "yes" and not filled(cover.remark)
            require: ships < 10
            statement: What is audited is small
rules:
  - {id: dated, if: filled(cover.day), require: t.r.ships > 0, statement: Audited ships exist}
  - {id: open, if: cover.first == "Yes", require: t.r.ships > 1, statement: A first return has two, severity: note}
"""
SOUND: dict[str, object] = {"first": "Yes", "body": "Ports", "t.r.ships": 5, "t.r.fee": 2}


@pytest.fixture(scope="module")
def definition() -> Definition:
    return parse_definition(FORM)


def filled(definition: Definition, **changed: object) -> Submission:
    entries = SOUND | {name.replace("__", "."): typed for name, typed in changed.items()}
    return new_submission(definition, agency="Bay", year=2025, entries=entries)


def found(submission: Submission) -> list[tuple[str, str]]:
    return [(one.rule, one.place) for one in check(submission)]


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, []),
        ({"first": "No"}, [("filled", "t.r.before")]),
        ({"first": "no", "t__r__before": 4}, [("kind", "first")]),
        ({"t__r__before": 4}, [("not_asked", "t.r.before")]),
        ({"first": None}, [("filled", "first")]),
        ({"audit": "Yes", "t__r__ships": 12}, [("audited", "t.r.ships")]),
        ({"audit": "Yes", "t__r__ships": 12, "remark": "Large."}, []),
        ({"audit": "No", "t__r__ships": 12}, []),
        ({"day": "2025-03-01", "t__r__ships": 0}, [("dated", "t.r.ships"), ("open", "t.r.ships")]),
        ({"body": "Towns"}, [("not_applicable", "t.r.fee")]),
        ({"body": "towns", "t__r__fee": "N/A"}, [("kind", "body")]),
        ({"body": "town", "t__r__fee": "N/A"}, []),
        ({"t__r__fee": "N/A"}, [("not_applicable", "t.r.fee")]),
    ],
)
def test_what_holds_depends_on_the_cover(
    definition: Definition, changed: dict[str, object], expected: list[tuple[str, str]]
) -> None:
    assert sorted(found(filled(definition, **changed))) == sorted(expected)


def test_what_nobody_need_fill_in_answers_nothing_and_what_is_asked_leaves_it_open(definition: Definition) -> None:
    submission = filled(definition, first=None)
    results = evaluate_lines(submission, Values(submission))
    states: dict[str, LineState] = {
        result.line.case.rule.id: result.state for result in results if isinstance(result.line, CaseLine)
    }
    assert states == {"audited": "not_asked", "dated": "not_asked", "open": "open"}


def test_findings_name_the_field(definition: Definition) -> None:
    [finding] = check(filled(definition, t__r__before=4))
    assert "First return" in finding.message
    assert "Yes" in finding.message


CHANGES: list[dict[str, object]] = [
    {},
    {"first": "No"},
    {"first": "NO", "t__r__before": 4, "audit": "yes"},
    {"first": None, "audit": "No", "t__r__before": 4},
    {"audit": "Yes", "t__r__ships": 12},
    {"audit": "Yes", "t__r__ships": 12, "remark": "Large."},
    {"day": "2025-03-01", "t__r__ships": 0},
    {"body": "Towns"},
    {"body": "Towns", "t__r__fee": "N/A"},
    {"body": None, "t__r__fee": "N/A"},
    {"first": "Perhaps", "t__r__ships": None},
]


@pytest.mark.engine
@pytest.mark.parametrize("engine", CALCULATING)
def test_formulas_and_python_agree(definition: Definition, engine: str, tmp_path: Path) -> None:
    any_ones = calculates(engine, fillings(definition, cases(8, 20)))
    submissions = [*(filled(definition, **changed) for changed in CHANGES), *any_ones]
    files = [tmp_path / f"{number}.xlsx" for number in range(len(submissions))]
    for submission, file in zip(submissions, files, strict=True):
        write_workbook(submission, file)
    differing = [differences(file, values) for file, values in zip(files, ENGINES[engine](files), strict=True)]
    assert [one for one in differing if one] == []


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ('cover.first == "No"', 'cover.frist == "No"', "frist"),
        ('cover.first == "No"', 'cover.first == "Never"', "Never"),
        ('cover.first == "No"', 'cover.remark == "No"', "remark"),
        ('cover.body != "port"', 'cover.body != "harbour"', "harbour"),
        ('if: cover.first == "Yes"', "if: cover.day > 3", "A date is compared with dates only"),
        ("require: t.r.ships > 1", "require: t.r.ships > cover.first", "field of the cover"),
    ],
)
def test_mistakes_are_named(right: str, wrong: str, said: str) -> None:
    with pytest.raises(DefinitionError, match=said):
        parse_definition(FORM.replace(right, wrong))


def test_a_column_of_that_name_is_meant_in_its_table() -> None:
    text = FORM.replace(
        "{id: ships, label: Ships}", "{id: ships, label: Ships}\n          - {id: cover, label: Insured}"
    )
    definition = parse_definition(text.replace("require: ships < 10", "require: cover < 10"))
    submission = filled(definition, audit="Yes", t__r__cover=12)
    assert found(submission) == [("audited", "t.r.cover")]
