"""A system that makes a new file of what a workbook shows has altered nothing: that is one finding, and all is read."""

from __future__ import annotations

from pathlib import Path

import openpyxl

from support.files import content, harbour, saved
from support.fillings import fillings
from xlsreport import check, read_workbook


def copied(file: Path, copy: Path) -> Path:
    """A new workbook with the values of another, numbers that stand before texts as texts."""
    values = openpyxl.load_workbook(file, data_only=True)
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for sheet in values.worksheets:
        new = book.create_sheet(sheet.title)
        new.sheet_state = sheet.sheet_state
        is_of_paragraphs = sheet["C7"].protection.locked and not sheet["B7"].protection.locked
        for row in sheet.iter_rows():
            for cell in (one for one in row if one.value is not None):
                is_number = isinstance(cell.value, int) and cell.column == 1 and is_of_paragraphs
                new.cell(cell.row, cell.column, str(cell.value) if is_number else cell.value)
    book.save(copy)
    return copy


def test_a_copy_of_all_values_is_told_once_and_read_like_the_workbook(tmp_path: Path) -> None:
    plain = saved(list(fillings(harbour(), 2))[1], tmp_path)
    before = read_workbook(plain, harbour())
    after = read_workbook(copied(plain, tmp_path / "copy.xlsx"), harbour())
    assert content(after) == content(before)
    told = set(check(after)) - set(check(before))
    assert sorted((one.rule, one.severity) for one in told) == [
        ("altered.formula", "warning"),
        ("altered.protection", "note"),
    ]
    [formulas] = (one.message for one in told if one.rule == "altered.formula")
    assert formulas.startswith("No formula came back of the ")
