"""Reads a list from an .xlsx workbook as it is displayed: merged cells, hidden rows, leading zeros of a format."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterator
from datetime import date, time, timedelta
from decimal import Decimal
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.worksheet.worksheet import Worksheet

from xlsreport.submission.typed_values.entry_parsing import is_error
from xlsreport.tabular.listed_sheets import Area, CellOddity, ListedSheet, lines_of_cells, shown_text
from xlsreport.values import SIGNIFICANT_DIGITS, exact
from xlsreport.xlsx.worksheet.rich_text import overlaid

_ZEROS = re.compile(r'(?:"(?P<before>[^"]*)")?(?P<zeros>0{2,})(?:"(?P<after>[^"]*)")?')
"""A format with leading zeros, as in 013 for 13."""
_QUOTED = re.compile(r'"[^"]*"|\\.')
"""The letters of a format that are shown as they are."""


def read_excel_sheets(data: bytes) -> list[ListedSheet]:
    """All sheets of cells of a workbook.

    Raises:
        Exception: any error of the library.
    """
    book = _opened(data, results=False)
    results = _opened(data, results=True) if _has_formulas(book) else book
    return [_listed(sheet, results[sheet.title]) for sheet in book.worksheets]


def _opened(data: bytes, *, results: bool) -> Workbook:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about unsupported extensions, which a list does not need
        return load_workbook(io.BytesIO(data), data_only=results, rich_text=True)


def _has_formulas(book: Workbook) -> bool:
    return any(
        cell.data_type == "f" for sheet in book.worksheets for row in _rows(sheet, *_reach(sheet)) for cell in row
    )


def _reach(sheet: Worksheet) -> tuple[int, int]:
    """The last row and column with something in it; formats are often copied down to the last row of all."""
    ends = [at for at, cell in sheet._cells.items() if cell.value is not None]  # to walk through rows makes cells
    ends += [(area.max_row, area.max_col) for area in sheet.merged_cells.ranges]
    return max((row for row, _ in ends), default=1), max((column for _, column in ends), default=1)


def _rows(sheet: Worksheet, last_row: int, last_column: int) -> Iterator[tuple[Cell | MergedCell, ...]]:
    return sheet.iter_rows(max_row=last_row, max_col=last_column)


def _listed(sheet: Worksheet, results: Worksheet) -> ListedSheet:
    rows: list[list[str]] = []
    odd: dict[tuple[int, int], CellOddity] = {}
    reach = _reach(sheet)
    for number, (row, shown) in enumerate(zip(_rows(sheet, *reach), _rows(results, *reach), strict=True)):
        rows.append([])
        for column, (cell, result) in enumerate(zip(row, shown, strict=True)):
            rows[-1].append(_shown(result))
            oddity = _oddity(cell, result)
            if oddity is not None:
                odd[number, column] = oddity
    hidden = [number - 1 for number, row in sheet.row_dimensions.items() if row.hidden or row.height == 0]
    visible = sheet.sheet_state == "visible"
    return ListedSheet(sheet.title, lines_of_cells(rows, _merged(sheet), odd, hidden), visible)


def _merged(sheet: Worksheet) -> Iterator[Area]:
    for area in sheet.merged_cells.ranges:
        yield (area.min_row - 1, area.min_col - 1), (area.max_row - 1, area.max_col - 1)


def _shown(cell: Cell | MergedCell) -> str:
    value: Any = str(cell.value) if isinstance(cell.value, CellRichText) else cell.value
    if value is None:
        return ""
    number = exact(value)
    zeros = _ZEROS.fullmatch(cell.number_format)
    if zeros and isinstance(number, int) and not isinstance(number, bool) and number >= 0:
        return f"{zeros['before'] or ''}{number:0{len(zeros['zeros'])}}{zeros['after'] or ''}"
    return shown_text(number, is_percent="%" in _QUOTED.sub("", cell.number_format))


def _oddity(cell: Cell | MergedCell, result: Cell | MergedCell) -> CellOddity | None:
    value: Any = result.value
    if value is None:
        return "uncalculated" if cell.data_type == "f" else None
    if isinstance(value, date | time | timedelta):
        return "date"
    if isinstance(value, str | CellRichText):
        return "error" if is_error(str(value)) else _stroke(cell, value)
    number = exact(value)
    if isinstance(number, Decimal):
        return "fraction"
    is_long = isinstance(number, int) and len(str(abs(number))) > SIGNIFICANT_DIGITS
    return "digits" if is_long else _stroke(cell, "")


def _stroke(cell: Cell | MergedCell, value: str | CellRichText) -> CellOddity | None:
    """Whether a cell is struck out, by its font, by those of its letters or by characters that are drawn across."""
    whole = cell.font is not None and bool(cell.font.strike)
    if not isinstance(value, CellRichText):
        return "struck" if whole else "partly_struck" if overlaid(value) else None
    struck = [bool(part.font.strike) if isinstance(part, TextBlock) else whole for part in value if str(part).strip()]
    return "struck" if struck and all(struck) else "partly_struck" if any(struck) or overlaid(str(value)) else None
