"""A date typed where a text is asked for: Excel makes a number of it, which is told and never passes for the text."""

from __future__ import annotations

import datetime
from pathlib import Path

import openpyxl
import pytest

from xlsreport import Finding, check, new_submission, read_workbook, write_workbook
from xlsreport.definition.loading.definition_loading import parse_definition

FORM = parse_definition("""\
id: visits
edition: "1"
language: en
name: Visits
title: Visits of {agency}, {year}
period: {label: Year, text: "Year {year}"}
cover: [{id: contact, label: Contact}]
sections:
  - id: part
    heading: 1. Visits
    sheet: Visits
    tables:
      - id: t
        kind: text
        columns: [{id: what, label: What}, {id: which, label: Which, kind: {name: choice, options: [A, B]}}]
        rows: [{id: r, label: Office}]
""")


def typed(file: Path, was: str, value: object, number_format: str) -> list[Finding]:
    """What a check finds after somebody typed something in place of a text."""
    entries = {"contact": "phone", "t.r.what": "word", "t.r.which": "A"}
    write_workbook(new_submission(FORM, agency="Port", year=2026, entries=entries), file)
    book = openpyxl.load_workbook(file)
    [cell] = [cell for sheet in book for row in sheet for cell in row if cell.value == was]
    cell.value, cell.number_format = value, number_format  # type: ignore[assignment]  # whatever somebody types
    book.save(file)
    return [one for one in check(read_workbook(file, FORM)) if not one.rule.startswith("altered")]


@pytest.mark.parametrize(("was", "place"), [("word", "t.r.what"), ("phone", "contact")])
def test_a_date_is_read_as_it_is_seen_and_told(tmp_path: Path, was: str, place: str) -> None:
    [finding] = typed(tmp_path / "f.xlsx", was, datetime.datetime(2023, 3, 15), "d-mmm")
    assert (finding.rule, finding.severity, finding.place, finding.found) == ("kind", "warning", place, "2023-03-15")


@pytest.mark.parametrize("number_format", ["@", "General", "0"])
@pytest.mark.parametrize(("was", "place"), [("word", "t.r.what"), ("phone", "contact")])
def test_the_number_of_a_date_is_told_with_the_date(tmp_path: Path, was: str, place: str, number_format: str) -> None:
    [finding] = typed(tmp_path / "f.xlsx", was, 45000, number_format)
    assert (finding.rule, finding.severity, finding.place, finding.found) == ("kind", "warning", place, "45000")
    assert "If a date was typed, it was 15 March 2023." in finding.message


def test_other_numbers_are_told_without_one(tmp_path: Path) -> None:
    [finding] = typed(tmp_path / "f.xlsx", "word", 12, "General")
    assert "date was typed" not in finding.message


def test_a_date_is_no_option(tmp_path: Path) -> None:
    [finding] = typed(tmp_path / "f.xlsx", "A", datetime.datetime(2023, 3, 15), "d-mmm")
    assert (finding.rule, finding.severity, finding.place) == ("kind", "error", "t.r.which")
