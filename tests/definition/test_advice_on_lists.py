"""What ``lint`` advises on lists."""

from __future__ import annotations

import pytest
import yaml

from xlsreport.definition.loading.advice import advice_on
from xlsreport.definition.loading.definition_loading import parse_definition

FORM = """\
id: ports
edition: "1"
language: en
name: Ports
title: "{agency} {year}"
period: {label: Year, text: "{year}"}
sections:
  - id: berths
    heading: Berths
    sheet: Berths
    tables:
      - id: berths
        list: {most: 9}
        columns: [{id: name, label: Name, kind: text}, {id: port, label: Port, kind: text, required: false}]
        rules: [{id: once, distinct: [name], statement: Each berth stands once}]
"""


def advised(of_list: dict[str, object], of_rule: dict[str, object]) -> list[tuple[object, ...]]:
    form = yaml.safe_load(FORM)
    (table,) = form["sections"][0]["tables"]
    table["list"] |= of_list
    table["rules"][0] |= of_rule
    return [(problem.key, *problem.path[-3:]) for problem in advice_on(parse_definition(yaml.safe_dump(form)))]


def test_that_lines_of_all_agencies_would_have_to_differ_is_told() -> None:
    assert advised({}, {}) == [("distinct_across", "rules", 0, "distinct")]


@pytest.mark.parametrize(
    ("of_list", "of_rule"),
    [
        ({"agency": "port"}, {}),
        ({"combine": {"by": ["name"]}}, {}),
        *(({}, {"within": among}) for among in ("all", "agency")),
        ({}, {"severity": "warning"}),
    ],
)
def test_nothing_is_told_where_the_form_says_among_which_lines_or_nothing_is_refused(
    of_list: dict[str, object], of_rule: dict[str, object]
) -> None:
    assert advised(of_list, of_rule) == []
