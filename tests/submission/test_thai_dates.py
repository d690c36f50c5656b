"""Dates as a Thai office has them in its workbook: in a format of its calendar, typed with its year, and as Excel takes
such a year where the computer counts by the common calendar."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from xlsreport import check, new_submission, read_workbook, write_workbook
from xlsreport.definition.definition import Definition
from xlsreport.definition.loading.definition_loading import parse_definition

FORM = """\
id: visits
edition: "1"
language: {language}
name: การเยี่ยม
title: การเยี่ยม
period: {{label: ปี, text: "{{year}}"}}
sections:
  - id: visits
    heading: 1. การเยี่ยม
    sheet: การเยี่ยม
    tables:
      - id: visits
        list: {{most: 10}}
        columns: [{{id: day, label: วันที่, kind: date}}]
"""

CELLS: tuple[tuple[datetime | str | int, str, str | None, list[str]], ...] = (
    (datetime(2025, 3, 1), "[$-107041E]d mmmm yyyy", "2025-03-01", []),
    (datetime(2025, 3, 1), "[$-1070000]d/mm/yyyy;@", "2025-03-01", []),
    (datetime(2025, 3, 1), "d/m/bbbb", "2025-03-01", []),
    (datetime(2568, 3, 1), "d/m/yyyy", "2025-03-01", ["number"]),
    (datetime(2568, 3, 1), "[$-41E]d mmmm yyyy", "2025-03-01", ["number"]),
    ("1/3/2568", "@", "2025-03-01", ["number"]),
    ("๑ มีนาคม ๒๕๖๘", "General", "2025-03-01", ["number"]),
    ("1/3/68", "@", None, ["kind"]),
    (243992, "0", None, ["kind"]),
)
"""What a cell holds and its format; the day that is read, and the rules of what is said about it."""


def form(language: str) -> Definition:
    return parse_definition(FORM.format(language=language))


@pytest.mark.parametrize(("held", "code", "day", "said"), CELLS)
def test_what_is_certain_is_read(
    held: datetime | str | int, code: str, day: str | None, said: list[str], tmp_path: Path
) -> None:
    file, definition = tmp_path / "visits.xlsx", form("th")
    write_workbook(
        new_submission(definition, agency="บ้านนา", year=2025, entries={"visits": [{"day": "2025-03-01"}]}), file
    )
    book = openpyxl.load_workbook(file)
    sheet = book["การเยี่ยม"]
    (cell,) = (one for row in sheet.iter_rows() for one in row if isinstance(one.value, datetime))
    cell.value, cell.number_format = held, code
    book.save(file)
    read = read_workbook(file, definition)
    (entry,) = read.lines["visits"][0].entries.values()
    assert entry.meaning == (date.fromisoformat(day) if day else None)
    assert [one.rule for one in check(read) if one.place.startswith("visits")] == said
    assert [one.rule for one in check(read) if one.rule == "altered.format"] == []


def test_elsewhere_a_format_of_that_calendar_is_told(tmp_path: Path) -> None:
    file, definition = tmp_path / "visits.xlsx", form("en")
    write_workbook(new_submission(definition, agency="A", year=2025, entries={"visits": [{"day": "2025-03-01"}]}), file)
    book = openpyxl.load_workbook(file)
    (cell,) = (one for row in book["การเยี่ยม"].iter_rows() for one in row if isinstance(one.value, datetime))
    cell.number_format = "[$-107041E]d mmmm yyyy"
    book.save(file)
    assert "altered.format" in [one.rule for one in check(read_workbook(file, definition))]
