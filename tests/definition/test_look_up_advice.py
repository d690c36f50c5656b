"""What lint says of totals that look up lines by words that none of them can have."""

from __future__ import annotations

import pytest

from xlsreport.definition.loading.definition_loading import parse_definition
from xlsreport.definition.loading.look_up_advice import look_up_advice

FORM = """\
id: incidents
edition: "1"
language: en
name: Incidents
title: "{{year}}"
period: {{label: Year, text: "{{year}}"}}
sections:
  - id: s
    heading: S
    sheet: S
    tables:
      - id: inc
        list: {{most: 5, sheet: L}}
        columns:
          - {{id: class, label: Class, kind: {class_}}}
          - {{id: days, label: Days}}
      - id: by_class
        columns:
          - {{id: n, label: Number, total: count(inc where class == row.label)}}
          - {{id: days, label: Days, total: sum(inc.days where class == row.label)}}
          - {{id: told, label: Told}}
        rows:
          - {{id: near, label: {near}}}
          - {{id: aid, label: first aid}}
          - {{id: all, label: ALL, total: near + aid{exception}}}
"""
OPTIONS = "{name: choice, options: [Near miss, First aid]}"
EXCEPT = ", except: {n: near + aid, days: near + aid}"


@pytest.mark.parametrize(
    ("class_", "near", "exception", "said"),
    [
        (OPTIONS, "Near miss", EXCEPT, []),
        (
            OPTIONS,
            "Near-miss",
            EXCEPT,
            [("look_up_no_option", "Near-miss", "Near miss"), ("look_up_no_option", "Near-miss", "Near miss")],
        ),
        (OPTIONS, "Near miss", "", [("look_up_no_option", "ALL", None), ("look_up_no_option", "ALL", None)]),
        ("text", "Near-miss", EXCEPT, []),
        ("text", "Near-miss", "", [("look_up_of_total", "ALL", None), ("look_up_of_total", "ALL", None)]),
    ],
)
def test_words_by_which_no_line_can_be_found(
    class_: str, near: str, exception: str, said: list[tuple[str, str, str | None]]
) -> None:
    problems = list(look_up_advice(parse_definition(FORM.format(class_=class_, near=near, exception=exception))))
    assert [(one.key, one.values["word"], one.suggestion) for one in problems] == said
    at = [("sections", 0, "tables", 1, "columns", number, "total") for number in range(2)]
    assert [one.path for one in problems] == (at if said else [])
