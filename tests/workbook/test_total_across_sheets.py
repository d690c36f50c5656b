"""A total may use figures of another sheet; the workbook still opens everywhere and says what is off."""

from __future__ import annotations

from xlsreport import Place, new_submission, workbook_bytes
from xlsreport.checking.evaluation import Values
from xlsreport.definition.loading import parse_definition

TWO_SHEETS = """
id: r
edition: "1"
language: en
name: R
title: R
period: {label: P, text: P}
sections:
  - id: one
    heading: One
    sheet: One
    tables:
      - {id: first, columns: [{id: a, label: A}], rows: [{id: x, label: X}]}
  - id: two
    heading: Two
    sheet: Two
    tables:
      - id: second
        columns: [{id: b, label: B}, {id: c, label: C, total: b + first.x.a}]
        rows: [{id: y, label: Y}]
"""


def test_a_total_over_two_sheets_is_written_and_computed() -> None:
    definition = parse_definition(TWO_SHEETS)
    submission = new_submission(definition, entries={"first.x.a": 2, "second.y.b": 3})
    assert Values(submission).at(Place("second", "y", "c")) == 5
    assert workbook_bytes(submission).startswith(b"PK")
