"""Last year's figures, lines and texts under the names that they had then, as ``changes_since`` says."""

from __future__ import annotations

from xlsreport import Definition, Place, new_submission, previous_figures
from xlsreport.checking.across_years import places_lacking, previous_texts, previous_values
from xlsreport.definition.loading.definition_loading import parse_definition

HEAD = """
id: mills
edition: "%s"
language: en
name: Mills
title: "Mills of {agency} in {year}"
period: {label: Year, text: "{year}"}
"""
BEFORE = f"""{HEAD % 1}
sections:
  - {{id: notes, heading: Notes, sheet: Notes, narrative: {{}}}}
  - id: mills
    heading: Mills
    sheet: Mills
    tables:
      - {{id: mills, columns: [{{id: flour, label: kg, kind: {{name: amount, unit: kg}}}}],
         rows: [{{id: wind, label: Wind}}, {{id: water, label: Water}}, {{id: steam, label: Steam}}]}}
      - {{id: millers, list: {{most: 5, sheet: Millers}},
         columns: [{{id: name, label: Name, kind: text}}, {{id: age, label: Age}}]}}
"""
NOW = f"""{HEAD % 2}
previous_editions: ["1"]
changes_since:
  "1":
    - {{from: [mills.wind.flour, mills.water.flour], to: works.natural.meal, times: 0.001}}
    - {{from: mills.steam.flour, to: works.steam.meal, times: 0.001}}
    - {{from: millers, to: people}}
    - {{from: notes, to: remarks}}
sections:
  - {{id: remarks, heading: Remarks, sheet: Remarks, narrative: {{}}}}
  - id: works
    heading: Works
    sheet: Works
    tables:
      - id: works
        columns: [{{id: meal, label: t, kind: {{name: amount, unit: t, decimals: 3}}}}]
        rows: [{{id: natural, label: Natural}}, {{id: steam, label: Steam}}, {{id: other, label: Other}}]
        rules: [{{id: as_much, for: rows, require: meal >= previous.meal, statement: As much as last year}}]
      - id: people
        list: {{most: 5, sheet: People, previous: {{key: [name], gone: warning}}}}
        columns: [{{id: name, label: Name, kind: text}}, {{id: age, label: Age}}]
        rules: [{{id: older, require: age >= previous.age, statement: Nobody grows younger}}]
"""


def forms() -> tuple[Definition, Definition]:
    return parse_definition(BEFORE), parse_definition(NOW)


def test_figures_lines_and_texts_of_last_year() -> None:
    before, now = forms()
    entries = {"mills.wind.flour": 1500, "mills.water.flour": 500, "notes": ["All mills work."]}
    last = new_submission(before, agency="X", year=2024, entries=entries | {"millers": [{"name": "Ann", "age": 40}]})
    assert {str(place): number for place, number in previous_values(now, 2025, last).items()} == {
        "works.natural.meal": 2,  # tonnes, of two rows together; of steam nothing was stated
        "people.1.name": "Ann",
        "people.1.age": 40,
    }
    assert previous_texts(now, last).sections == {"remarks": ("All mills work.",)}
    assert places_lacking(now, before) == (Place.parse("works.other.meal"),)


def test_a_sum_of_which_a_part_was_blank_is_not_known() -> None:
    before, now = forms()
    last = new_submission(before, year=2024, entries={"mills.wind.flour": 1500, "mills.steam.flour": 70})
    assert {str(place): str(number) for place, number in previous_figures(now, 2025, last).items()} == {
        "works.steam.meal": "0.07"
    }
