"""The room of texts and choices on a sheet, what stays while it is scrolled, and how it lies on paper."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest
import yaml
from openpyxl.worksheet.worksheet import Worksheet

from support.definitions import loaded
from support.files import saved
from xlsreport import new_submission
from xlsreport.definition.definition import Definition
from xlsreport.definition.loading.definition_loading import parse_definition
from xlsreport.layout.checklines import explained_lines

CONTRACTS = Path(__file__).parents[1] / "support" / "contracts.yaml"
PURPOSE = "Repair of the harbour wall after the storms. " * 4


@pytest.fixture(scope="module")
def definition() -> Definition:
    return loaded(CONTRACTS)


def sheet_of(definition: Definition, folder: Path, **entries: object) -> Worksheet:
    given = {f"contracts.{name.replace('__', '.')}": value for name, value in entries.items()}
    file = saved(new_submission(definition, agency="Port", year=2025, entries=given), folder)
    sheet = openpyxl.load_workbook(file).worksheets[1]
    assert isinstance(sheet, Worksheet)
    return sheet


def test_texts_and_choices_have_the_width_that_they_ask_for(definition: Definition, tmp_path: Path) -> None:
    sheet = sheet_of(definition, tmp_path)
    widths = {letter: round(sheet.column_dimensions[letter].width) for letter in "BCDE"}
    assert widths == {"B": 41, "C": 12, "D": 41, "E": 13}  # 0.71 is added for the margins of a cell


def test_rows_have_room_for_long_texts_and_grow_for_longer_ones(definition: Definition, tmp_path: Path) -> None:
    empty, filled = sheet_of(definition, tmp_path), sheet_of(definition, tmp_path, a__purpose=PURPOSE * 2)
    assert [empty.row_dimensions[row].height for row in (5, 6)] == [81.75, 81.75]  # five lines
    assert filled.row_dimensions[5].height is not None
    assert filled.row_dimensions[5].height > 150
    assert filled.row_dimensions[6].height == 81.75
    assert (filled["B5"].alignment.horizontal, filled["C5"].alignment.horizontal) == ("left", "center")


def test_a_wide_table_lies_across_the_page_and_keeps_its_headings_and_labels(
    definition: Definition, tmp_path: Path
) -> None:
    sheet = sheet_of(definition, tmp_path)
    assert sheet.page_setup.orientation == "landscape"
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (None, 0)  # None is the default, 1
    assert sheet.print_title_rows == "$4:$4"
    assert sheet.freeze_panes == "B5"


def changed(**changes: Any) -> Definition:
    tree = yaml.safe_load(CONTRACTS.read_text(encoding="utf-8"))
    section = tree["sections"][0]
    section["guidance"] = changes.get("guidance", section["guidance"])
    section["tables"][0]["columns"] = section["tables"][0]["columns"][changes.get("first", 0) :]
    return parse_definition(yaml.safe_dump(tree, sort_keys=False))


def test_a_narrow_table_stands_upright_and_its_labels_need_not_stay(tmp_path: Path) -> None:
    sheet = sheet_of(changed(first=3), tmp_path)
    assert sheet.page_setup.orientation != "landscape"
    assert sheet.freeze_panes == "A5"


def test_what_would_fill_the_window_is_not_frozen(tmp_path: Path) -> None:
    sheet = sheet_of(changed(guidance=["Please read this. " * 60] * 4), tmp_path)
    assert sheet.freeze_panes == "B1"


def test_a_long_question_above_a_narrow_table_is_read_in_full(tmp_path: Path) -> None:
    tree = yaml.safe_load(CONTRACTS.read_text(encoding="utf-8"))
    table = tree["sections"][0]["tables"][0]
    table["columns"], table["nil_return"] = table["columns"][1:2], "No contract was " + "awarded or renewed, " * 12
    sheet = openpyxl.load_workbook(saved(new_submission(parse_definition(yaml.safe_dump(tree))), tmp_path)).worksheets[
        1
    ]
    row = next(cell.row or 0 for row in sheet for cell in row if "No contract" in str(cell.value))
    height = sheet.row_dimensions[row].height
    assert height is not None
    assert height > 4 * 15


@pytest.mark.slow
def test_the_row_of_a_check_grows_with_a_long_explanation(tmp_path: Path) -> None:
    form, reason = (
        loaded("cn-gov-info-disclosure/2021"),
        "机构改革后职能划入，本年件数按划入后的范围统计。" * 3,
    )
    key = next(iter(explained_lines(form)))
    book = openpyxl.load_workbook(saved(new_submission(form, entries={f"{key}.explanation": reason}), tmp_path))
    sheet = book[form.messages("checks.sheet")]
    row = next(cell.row or 0 for row in sheet for cell in row if cell.value == reason)
    height = sheet.row_dimensions[row].height
    assert height is not None
    assert height > 5 * 15  # six lines of 14 characters
