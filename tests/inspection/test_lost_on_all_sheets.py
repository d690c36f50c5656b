"""What a program loses on every sheet when it writes a workbook anew is told once, with the names of the sheets."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles import Protection
from openpyxl.worksheet.datavalidation import DataValidationList
from openpyxl.worksheet.worksheet import Worksheet

from support.definitions import loaded
from xlsreport import check, new_submission, read_workbook, write_workbook

pytestmark = pytest.mark.slow


def without_restrictions(sheet: Worksheet) -> None:
    sheet.data_validations = DataValidationList()


def unlocked(sheet: Worksheet) -> None:
    for row in sheet.iter_rows(max_row=4, max_col=2):
        for cell in row:
            cell.protection = Protection(locked=False)


def without_merged_cells(sheet: Worksheet) -> None:
    for area in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(str(area))


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        (without_restrictions, "altered.validation"),
        (unlocked, "altered.protection"),
        (without_merged_cells, "altered.merge"),
    ],
)
def test_it_is_one_note_with_the_names_of_the_sheets(
    change: Callable[[Worksheet], None], rule: str, tmp_path: Path
) -> None:
    definition = loaded("uk-style-quarterly/2025")
    file = tmp_path / "saved.xlsx"
    write_workbook(new_submission(definition, agency="Port", year=2025, part=1), file)
    book = openpyxl.load_workbook(file)
    sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    for sheet in sheets:
        change(sheet)
    book.save(file)
    (told,) = [one for one in check(read_workbook(file, definition), forensic=True) if one.rule == rule]
    first = told.cells.sheet
    assert told.severity == "note"
    listed = told.message.partition("also on ")[2].partition(")")[0].split(", ")
    assert len(listed) >= 1
    assert first not in listed
    assert set(listed) <= {sheet.title for sheet in sheets}
    alone = tmp_path / "one.xlsx"
    write_workbook(new_submission(definition, agency="Port", year=2025, part=1), alone)
    book = openpyxl.load_workbook(alone)
    change(book[first])
    book.save(alone)
    (single,) = [one for one in check(read_workbook(alone, definition), forensic=True) if one.rule == rule]
    assert "also on" not in single.message
