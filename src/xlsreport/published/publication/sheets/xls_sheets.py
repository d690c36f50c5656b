"""The sheets of an .xls workbook (also .et of WPS) as they are seen, by xlrd, which knows their number formats."""

from __future__ import annotations

import io
from typing import Any

import xlrd

from xlsreport.published.publication.sheets.seen_sheet import SeenSheet, expect_few, seen_number
from xlsreport.values import exact, is_number, typed_text


def xls_sheets(data: bytes) -> list[SeenSheet]:
    """All sheets of cells of a workbook.

    Raises:
        Exception: any error of the library.
    """
    with xlrd.open_workbook(file_contents=data, formatting_info=True, logfile=io.StringIO()) as book:
        return [_seen(book, sheet) for sheet in book.sheets()]


def _seen(book: Any, sheet: Any) -> SeenSheet:
    expect_few(sheet.nrows * sheet.ncols)
    found = SeenSheet(sheet.name, {}, hidden=bool(sheet.visibility))
    for row in range(sheet.nrows):
        for column in range(sheet.row_len(row)):
            cell = sheet.cell(row, column)
            if cell.ctype in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
                continue
            look = book.xf_list[cell.xf_index]
            if book.font_list[look.font_index].struck_out:
                found.struck += 1
                continue
            found.texts[row, column] = _text(cell, book.format_map[look.format_key].format_str, book.datemode)
    found.reach = {(top, left): (bottom - top, right - left) for top, bottom, left, right in sheet.merged_cells}
    for at in found.reach:
        found.texts.setdefault(at, "")
    found.hidden_rows = frozenset(row for row, look in sheet.rowinfo_map.items() if look.hidden or look.height == 0)
    found.hidden_columns = frozenset(
        column for column, look in sheet.colinfo_map.items() if look.hidden or look.width == 0
    )
    return found


def _text(cell: Any, code: str, from_1904: int) -> str:
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return str(xlrd.error_text_from_code.get(cell.value, "#N/A"))
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return typed_text(bool(cell.value))
    if cell.ctype == xlrd.XL_CELL_DATE:
        return typed_text(exact(xlrd.xldate.xldate_as_datetime(cell.value, from_1904)))
    value = exact(cell.value)
    return seen_number(code, value) if is_number(value) else typed_text(value)
