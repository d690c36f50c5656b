"""A form whose lines are each some agency's: offices, their cases, and a table with a row for each office."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from typing import Any

from xlsreport import Definition, Submission, new_submission
from xlsreport.definition.loading.definition_loading import parse_definition

FORM = """\
id: branches
edition: "1"
language: en
name: Branches
title: "{agency}\\nBranches in {year}"
period: {label: Year, text: "{year}"}
sections:
  - id: part
    heading: 1. Offices
    sheet: Part
    tables:
      - id: offices
        list: {most: 12, sheet: Offices, name: "{code}", agency: whose}
        columns:
          - {id: code, label: Code, kind: {name: text, max_length: 8}}
          - {id: whose, label: Agency, kind: text, required: false}
        rules: [{id: office_once, distinct: [code], statement: An office stands once}]
      - id: cases
        list: {most: 20, sheet: Cases, agency: whose}
        columns:
          - {id: office, label: Office, kind: {name: text, max_length: 8}}
          - {id: number, label: Number}
          - {id: days, label: Days}
          - {id: all, label: All days of the office, total: sum(days where same(office))}
          - {id: whose, label: Agency, kind: text, required: false}
        rules:
          - {id: number_once, distinct: [number], statement: A case stands once}
          - {id: known, require: count(offices where code == this.office) == 1, statement: The office is listed}
          - {id: in_order, ordered: [number], statement: Cases stand in the order of their numbers}
      - id: heard
        rows_from: offices
        columns:
          - {id: days, label: Days of its cases, total: sum(cases.days where office == this.offices.code)}
          - {id: stated, label: Days as the office counts them}
        rules: [{id: as_counted, for: [offices], require: stated == days, statement: The office counts as its cases do}]
"""

Lines = Sequence[Mapping[str, Any]]


def branches(text: str = FORM) -> Definition:
    """The form."""
    return parse_definition(text)


def entries(offices: Sequence[str], cases: Lines, stated: Sequence[int]) -> dict[str, Any]:
    """What is entered: codes of offices, cases, and the days that each office counts."""
    counted = {f"heard.offices_{number}.stated": days for number, days in enumerate(stated, start=1)}
    return {"offices": [{"code": code} for code in offices], "cases": list(cases), **counted}


def at_random(form: Definition, seed: int) -> Submission:
    """A report with lines of several agencies, some of them nobody's, and gaps."""
    chance = random.Random(seed)

    def line(**values: Any) -> dict[str, Any]:
        if chance.random() < 0.15:
            return {}
        given = {**values, "whose": chance.choice((None, "North", "south", "South "))}
        return {name: value for name, value in given.items() if value is not None and chance.random() < 0.9}

    codes = ("OIG", "oig", "FOIA")
    offices = [line(code=chance.choice(codes)) for _ in range(chance.randrange(9))]
    cases = [
        line(office=chance.choice(codes), number=chance.randrange(6), days=chance.choice((1, 20, "x")))
        for _ in range(chance.randrange(15))
    ]
    stated = {f"heard.offices_{number}.stated": chance.randrange(30) for number in range(1, len(offices) + 1)}
    return new_submission(form, agency="Bay", year=2025, entries={"offices": offices, "cases": cases, **stated})
