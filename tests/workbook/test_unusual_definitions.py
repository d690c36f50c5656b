"""Definitions that are unusual and allowed give workbooks and reports like any other."""

from __future__ import annotations

from pathlib import Path

import pytest

from xlsreport import Place, build_document, check, new_submission, read_workbook, render, write_workbook
from xlsreport.checking.evaluation.submission_values import Values
from xlsreport.definition.definition import Definition
from xlsreport.definition.loading.definition_loading import parse_definition
from xlsreport.definition.problems import DefinitionError
from xlsreport.messages import messages_for


def definition(more: str = "", *, sheet: str = "One", option: str = "good", period: str = "P") -> Definition:
    return parse_definition(
        f"""
id: r
edition: "1"
language: en
name: R
title: "{{agency}} R"
period: {{label: P, text: {period}}}
sections:
  - id: one
    heading: One
    sheet: "{sheet}"
    tables:
      - id: first
        columns: [{{id: a, label: A}}, {{id: k, label: K, kind: {{name: choice, options: ["{option}", bad]}}}}]
        rows: [{{id: x, label: X}}]
{more}
""",
        "unusual",
        messages_for("en"),
    )


def two_sheets(total: str) -> str:
    return f"""
  - id: two
    heading: Two
    sheet: Two
    tables:
      - {{id: second, columns: [{{id: c, label: C, total: "{total}"}}], rows: [{{id: y, label: Y}}]}}
"""


@pytest.mark.parametrize(
    "unusual",
    [
        pytest.param(definition(two_sheets("first.x.a * 2")), id="a sheet of nothing but totals over another sheet"),
        pytest.param(definition(two_sheets("5")), id="a total that is a constant"),
        pytest.param(definition(option="good!"), id="an option with an exclamation mark"),
        pytest.param(definition(option='say ""good""'.replace('"', "'")), id="an option with quotes"),
        pytest.param(definition(sheet="Bob's & Ann's"), id="a sheet with quotes in its name"),
    ],
)
def test_it_is_written_read_checked_and_rendered(unusual: Definition, tmp_path: Path) -> None:
    options = unusual.places[Place("first", "x", "k")].kind
    entries = {"first.x.a": 2, "first.x.k": getattr(options, "options", ("",))[0]}
    submission = new_submission(unusual, agency='A & "B" <C>', year=2025, entries=entries)
    write_workbook(submission, tmp_path / "w.xlsx")
    returned = read_workbook(tmp_path / "w.xlsx", unusual)
    assert (returned.agency, returned.entries) == (submission.agency, submission.entries)
    assert check(returned) == ()
    assert render(build_document(returned), "docx").startswith(b"PK")


def test_a_total_over_two_sheets_is_computed() -> None:
    submission = new_submission(definition(two_sheets("first.x.a * 2")), entries={"first.x.a": 2})
    assert Values(submission).at(Place("second", "y", "c")) == 4


def test_a_rule_without_figures_is_refused() -> None:
    with pytest.raises(DefinitionError) as caught:
        definition("rules: [{id: q, require: 1 == 2, statement: S}]")
    assert str(caught.value) == (
        "unusual:16:26: rules[0].require: Neither side uses a figure of the report; such a rule says nothing."
        "\n    1 == 2\n    ^^^^^^"
    )


def test_a_period_too_long_for_a_formula_is_refused() -> None:
    with pytest.raises(DefinitionError) as caught:
        definition(period="P" * 201)
    assert str(caught.value) == (
        "unusual:7:26: period.text: This has 201 characters, and Excel takes at most 200. Shorten it."
    )
