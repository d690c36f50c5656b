"""Reads a list from .xls, .et of WPS, .xlsb and .ods, by calamine."""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import date, time, timedelta
from decimal import Decimal
from typing import Any

from python_calamine import CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from xlsreport.submission.typed_values.entry_parsing import is_error
from xlsreport.tabular.listed_sheets import Area, CellOddity, ListedSheet, lines_of_cells, shown_text
from xlsreport.tabular.open_document import SheetAppearance, sheet_appearances
from xlsreport.tabular.sheet_extent import MAX_LIST_CELLS, TooManyCellsError, cells_of
from xlsreport.values import SIGNIFICANT_DIGITS, exact


def read_calamine_sheets(data: bytes, *, open_document: bool) -> list[ListedSheet]:
    """All sheets of cells of a workbook.

    Raises:
        TooManyCellsError: it has far more cells than a list.
        BaseException: any error of the library; a panic of its Rust code is not an Exception.
    """
    looks = sheet_appearances(data) if open_document else {}  # first, since it refuses what is too large for calamine
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    sheets = [sheet for sheet in book.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
    return [
        _listed(book.get_sheet_by_name(sheet.name), sheet.visible == SheetVisibleEnum.Visible, looks.get(sheet.name))
        for sheet in sheets
    ]


def _listed(sheet: CalamineSheet, visible: bool, look: SheetAppearance | None) -> ListedSheet:
    if cells_of(sheet.total_height, sheet.total_width) > MAX_LIST_CELLS:
        raise TooManyCellsError
    values = sheet.to_python(skip_empty_area=False)
    odd = {
        (row, column): oddity
        for row, cells in enumerate(values)
        for column, value in enumerate(cells)
        if (oddity := _oddity(value)) is not None
    }
    percent = frozenset() if look is None else look.percent
    rows = [
        [shown_text(exact(value), is_percent=(row, column) in percent) for column, value in enumerate(cells)]
        for row, cells in enumerate(values)
    ]
    merged: Iterable[Area] = (sheet.merged_cell_ranges or ()) if look is None else look.merged
    return ListedSheet(sheet.name, lines_of_cells(rows, merged, odd, () if look is None else look.hidden), visible)


def _oddity(value: Any) -> CellOddity | None:
    if isinstance(value, date | time | timedelta):
        return "date"
    if isinstance(value, str):
        return "error" if is_error(value) else None
    number = exact(value)
    if isinstance(number, Decimal):
        return "fraction"
    return "digits" if isinstance(number, int) and len(str(abs(number))) > SIGNIFICANT_DIGITS else None
