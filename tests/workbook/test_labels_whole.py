"""Every label beside and below a table has room for all its words."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import openpyxl
import pytest

from support.blank_workbooks import blank_book
from support.fillings import DEFINITIONS, definition_named
from xlsreport import new_submission, write_workbook
from xlsreport.definition.loading.definition_loading import parse_definition
from xlsreport.definition.tables.table_declaration import Table
from xlsreport.layout.cells import CellRange
from xlsreport.layout.grid import grid_of
from xlsreport.layout.workbook_layout import layout_of
from xlsreport.workbook.appearance.cell_sizes import (
    POINTS_PER_LINE,
    column_widths,
    lines_needed,
    widest_word,
)

_CHARACTER = 8 / 7
"""Pixels of a character that XlsxWriter reckons with, and those of a digit of Normal's font."""


@pytest.mark.parametrize("name", DEFINITIONS)
def test_the_rows_are_high_enough_for_their_labels(name: str) -> None:
    definition = definition_named(name)
    book = blank_book(definition)
    for table in layout_of(definition).tables.values():
        sheet = book[table.sheet]
        sized = sheet.column_dimensions.values()  # equal ones beside each other are written as one
        widths = {column: each.width for each in sized for column in range(each.min or 1, (each.max or 0) + 1)}
        areas: list[CellRange] = [table.cells_of(label.box) for label in table.grid.labels]
        areas += map(table.below_label, (*table.previous_rows.values(), *table.case_rows.values()))
        for area in areas:
            text = str(sheet.cell(area.first.row + 1, area.first.column + 1).value or "")
            columns = range(area.first.column + 1, area.last.column + 2)
            width = sum(widths[column] for column in columns) * _CHARACTER
            rows = range(area.first.row + 1, area.last.row + 2)
            height = sum(sheet.row_dimensions[row].height or 15 for row in rows)
            assert lines_needed(text, width) * POINTS_PER_LINE <= height + 1, f"{area}: {text}"


@pytest.mark.parametrize(
    ("label", "widest"),
    [
        ("Conformidad %", 11.2),
        ("Abwasserbeseitigungs-Zweckverband", 21.2),
        ("Số người nộp hồ sơ", 5),
        (unicodedata.normalize("NFD", "Số người nộp hồ sơ"), 5),
        ("рассмотрения обращений", 12),
        ("Ετήσια έκθεση", 6.2),
        ("行政规范性文件", 2),
        ("ผู้ยื่นคำขอ", 1),
    ],
)
def test_a_column_is_as_wide_as_the_longest_word_of_its_heading(label: str, widest: float) -> None:
    assert widest_word(label) == pytest.approx(widest)
    columns = [{"id": "one", "label": label}, {"id": "two", "label": "2"}]
    table = Table.model_validate({"id": "t", "columns": columns, "rows": [{"id": "r", "label": "R"}]})
    assert column_widths(grid_of(table))[1] > widest + 1


@pytest.mark.parametrize(
    ("agency", "height"), [("Министерство", 44), ("Министерство экономического развития Ярославской области", 66)]
)
def test_a_long_title_is_whole_on_the_cover(agency: str, height: float, tmp_path: Path) -> None:
    definition = parse_definition(
        """{id: access, edition: "1", language: ru, name: Отчёт, period: {label: Год, text: "{year}"},
        title: "{agency}: отчёт о рассмотрении обращений и запросов за {year} год",
        sections: [{id: s, heading: S, sheet: S, narrative: {}}]}"""
    )
    write_workbook(new_submission(definition, agency=agency, year=2025), tmp_path / "access.xlsx")
    cover = openpyxl.load_workbook(tmp_path / "access.xlsx").worksheets[0]
    title = layout_of(definition).cover.title
    assert cover.row_dimensions[title.row + 1].height == pytest.approx(height, abs=0.5)
