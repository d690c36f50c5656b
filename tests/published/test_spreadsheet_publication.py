from __future__ import annotations

import io
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from support.office import converted
from support.published_grids import published, rows_of, texts_of
from xlsreport import PublicationError


def filled(sheet: Worksheet) -> None:
    """A form with merged cells, formats, hidden rows and columns, and running text."""
    for row in (
        ["年度报告"],
        ["项目", "隐藏", "数量", None, "比例"],
        [None, None, "上年", "本年", None],
        ["收到", 99, 1234, 7.5, 0.405],
        ["不显示", 1, 2, 3, 4],
        ["办结", None, 5, None, 1 / 3],
        [],
        ["一、总体情况"],
        ["全年工作正常，没有收取费用。"],
    ):
        sheet.append(row)
    for area in ("A1:E1", "A2:A3", "C2:D2", "E2:E3"):
        sheet.merge_cells(area)
    sheet["C4"].number_format = "#,##0"
    sheet["D4"].number_format = "0.00"
    sheet["E4"].number_format = "0.0%"
    sheet["E6"].number_format = "0%"
    sheet["C6"].font = Font(strike=True)
    sheet.row_dimensions[5].hidden = True
    sheet.column_dimensions["B"].hidden = True


def workbook() -> Workbook:
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    filled(sheet)
    secret = book.create_sheet("底稿")
    secret["A1"] = 5
    secret.sheet_state = "hidden"
    return book


def saved(book: Workbook) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


GRID = [
    ["年度报告 1x4"],
    ["项目 2x1", "数量 1x2", "比例 2x1"],
    ["上年", "本年"],
    ["收到", "1,234", "7.50", "40.5%"],
    ["办结", "33%"],
]


def test_a_workbook_is_read_as_it_is_seen() -> None:
    found = published(saved(workbook()))
    (table,) = found.tables
    assert found.format == "xlsx"
    assert rows_of(table) == GRID
    assert [cell.column for cell in table.cells if cell.text in ("比例", "33%")] == [3, 3]
    assert texts_of(found) == ["一、总体情况", "全年工作正常，没有收取费用。"]
    assert found.notes == (
        "Hidden sheets were not read: 底稿.",
        "Hidden rows or columns of the sheet “Sheet” were not read.",
        "1 cell that is struck out on the sheet “Sheet” was not read.",
    )


def test_formulas_without_results_are_unknown_and_named_sheets_are_headed_by_their_names() -> None:
    book = workbook()
    sheet = book.create_sheet("受理情况")
    sheet["A1"], sheet["B1"] = "合计", "=1+1"
    found = published(saved(book))
    assert rows_of(list(found.tables)[1]) == [["合计", "�"]]
    assert texts_of(found)[-1] == "受理情况"
    assert "1 formula on the sheet “受理情况” has no result in the file" in found.notes[-1]


@pytest.mark.engine
@pytest.mark.parametrize("form", ["xls", "ods"])
def test_older_and_open_workbooks_are_read_as_they_are_seen(form: str, tmp_path: Path) -> None:
    file = tmp_path / "report.xlsx"
    file.write_bytes(saved(workbook()))
    (made,) = converted([file], tmp_path / "out", form)
    found = published(made.read_bytes())
    (table,) = found.tables
    assert found.format == form
    texts = GRID if form == "xls" else [*GRID[:4], ["办结", "5", "33%"]]  # an .ods has it struck by a style
    assert rows_of(table) == texts
    assert texts_of(found) == ["一、总体情况", "全年工作正常，没有收取费用。"]
    assert found.notes[:2] == (
        "Hidden sheets were not read: 底稿.",
        "Hidden rows or columns of the sheet “Sheet” were not read.",
    )


def test_damaged_workbooks_are_told() -> None:
    whole = saved(workbook())
    for data in (whole[:-300], whole[:2000]):
        with pytest.raises(PublicationError, match="damaged"):
            published(data)
