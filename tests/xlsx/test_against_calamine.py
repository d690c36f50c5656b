"""An independent reader finds the same in every cell of workbooks as we and other programs write them."""

from __future__ import annotations

import io
from datetime import datetime, time

import pytest
from python_calamine import CalamineWorkbook

from fuzz.bases import NAMES, base_named
from xlsreport.spreadsheet.opened_spreadsheet import Value
from xlsreport.spreadsheet.reading_cache import ReadingCache
from xlsreport.xlsx.opened_workbook import OpenedWorkbook
from xlsreport.xlsx.package.workbook_package import unpack
from xlsreport.xlsx.worksheet.sheet_cells import SheetCells

CACHE = ReadingCache()


def cells(sheet: SheetCells) -> dict[tuple[int, int], Value]:
    found = {at: sheet.value(*at) for at in sheet.filled}
    return {at: value for at, value in found.items() if value != "" and not is_error(value)}


def is_error(value: object) -> bool:
    """What calamine takes for a blank."""
    return isinstance(value, str) and value.startswith("#")


def witnessed(data: bytes) -> dict[str, dict[tuple[int, int], object]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    sheets = {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}
    return {
        name: {
            (r, c): value
            for r, row in enumerate(rows)
            for c, value in enumerate(row)
            if value != "" and not is_error(value)
        }
        for name, rows in sheets.items()
    }


def plain(found: dict[tuple[int, int], object]) -> dict[tuple[int, int], object]:
    """Days without a time of day, as days."""
    return {
        at: value.date() if isinstance(value, datetime) and value.time() == time() else value
        for at, value in found.items()
    }


@pytest.mark.slow
@pytest.mark.parametrize("cache", [None, CACHE], ids=["alone", "with a cache"])
@pytest.mark.parametrize("name", NAMES)
def test_calamine_finds_the_same_in_every_cell(name: str, cache: ReadingCache | None) -> None:
    data = base_named(name).archive
    opened, expected = OpenedWorkbook(unpack(data), cache), witnessed(data)
    assert list(opened.sheets) == list(expected)
    for sheet in opened.sheets.values():
        found = cells(sheet)
        assert found == plain(expected[sheet.name])
        assert {at: type(value) for at, value in found.items()} == {
            at: type(value) for at, value in plain(expected[sheet.name]).items()
        }
