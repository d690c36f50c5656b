"""How many parts a text has that a sign separates: every engine counts as Python does, and findings say so."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.agreement import differences
from support.engines import CALCULATING, ENGINES
from xlsreport import DefinitionError, Submission, check, new_submission, write_workbook
from xlsreport.definition.loading.definition_loading import parse_definition

FORM = """
id: ferries
edition: "1"
language: en
name: Ferries
title: "{agency}: ferries"
period: {label: Year, text: "{year}"}
sections:
  - id: ferries
    heading: Ferries
    sheet: Ferries
    tables:
      - id: harbour
        columns: [{id: names, label: Names, kind: text}, {id: number, label: Number, total: 'parts(names, "|")'}]
        rows: [{id: piers, label: Piers}]
      - id: ferries
        list: {most: 12, sheet: List}
        columns:
          - {id: owners, label: Owners, kind: text, required: false}
          - {id: shares, label: Shares, kind: text, required: false}
          - {id: seats, label: Seats}
        rules:
          - id: each_share
            if: filled(owners) and shares != "none"
            require: parts(owners, "|") == parts(shares, "|")
            statement: Each owner has a share
"""
LINES = [
    {"owners": "A|B", "shares": "1/2|1/2", "seats": 1},
    {"owners": "A | B|C", "shares": "1/2|1/2", "seats": 1},
    {"owners": "A|B", "shares": "none", "seats": 1},
    {"owners": "A|", "shares": "1/1", "seats": 1},
    {"owners": "A", "seats": 1},
    {"shares": "1|2", "seats": 1},
]


def ferries(piers: str = "North|South|West") -> Submission:
    entries = {"harbour.piers.names": piers, "ferries": LINES}
    return new_submission(parse_definition(FORM), agency="Port", year=2025, entries=entries)


@pytest.mark.parametrize("engine", CALCULATING)
def test_engines_count_as_python_does(engine: str, tmp_path: Path) -> None:
    files = [tmp_path / "three.xlsx", tmp_path / "none.xlsx"]
    for file, piers in zip(files, ("North|South|West", ""), strict=True):
        write_workbook(ferries(piers), file)
    assert [differences(*pair) for pair in zip(files, ENGINES[engine](files), strict=True)] == [{}, {}]


def test_lines_with_other_numbers_of_parts_are_told() -> None:
    (found,) = check(ferries())
    assert (found.rule, found.place) == ("each_share", "ferries.2.owners")
    assert "Here the number of parts of Owners parted by | (3), which must equal" in found.message
    assert "4" in found.message


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("parts(owners)", "parts_written"),
        ('parts(owners, "ab")', "parts_written"),
        ('parts(owners, "a")', "parts_written"),
        ('parts(seats, "|")', "parts_of_text"),
        ('parts(owner, "|")', "unknown_name"),
    ],
)
def test_mistakes_are_told(written: str, key: str) -> None:
    with pytest.raises(DefinitionError) as found:
        parse_definition(FORM.replace('parts(owners, "|")', written))
    assert [one.problem.key for one in found.value.problems] == [key]
