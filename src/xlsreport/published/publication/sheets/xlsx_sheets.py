"""The sheets of an .xlsx workbook as they are seen, by openpyxl."""

from __future__ import annotations

import io
import warnings
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.worksheet.worksheet import Worksheet

from xlsreport.published.publication.sheets.seen_sheet import UNCALCULATED, SeenSheet, expect_few, seen_number
from xlsreport.published.publication.unreadable import UnreadablePublicationError
from xlsreport.tabular.sheet_extent import TooManyCellsError, expect_few_cells
from xlsreport.values import exact, is_number, typed_text


def xlsx_sheets(data: bytes) -> list[SeenSheet]:
    """All sheets of cells of a workbook.

    Raises:
        UnreadablePublicationError: it has far more cells than a report.
        Exception: any error of the library.
    """
    try:
        expect_few_cells(data)
    except TooManyCellsError:
        raise UnreadablePublicationError("too_much") from None
    results, formulas = _opened(data, results=True), _opened(data, results=False)
    never = _was_never_calculated(results, formulas)
    return [_seen(sheet, formulas[sheet.title] if never else None) for sheet in results.worksheets]


def _was_never_calculated(results: Workbook, formulas: Workbook) -> bool:
    """Whether no formula of a workbook has a result, as where a program wrote it that does not calculate.

    In others a formula without a result shows an empty text.
    """
    return not any(
        cell.data_type == "f" and result.value is not None
        for sheet in formulas.worksheets
        for row, shown in zip(sheet.iter_rows(), results[sheet.title].iter_rows(), strict=True)
        for cell, result in zip(row, shown, strict=True)
    )


def _opened(data: bytes, *, results: bool) -> Workbook:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about unsupported extensions, which figures do not need
        return load_workbook(io.BytesIO(data), data_only=results)


def _seen(sheet: Worksheet, formulas: Worksheet | None) -> SeenSheet:
    """What a sheet shows; ``formulas`` is the same sheet where its formulas have no results."""
    expect_few(sheet.max_row * sheet.max_column)
    found = SeenSheet(sheet.title, {}, hidden=sheet.sheet_state != "visible")
    for row in sheet.iter_rows():
        for cell in row:
            _add(found, cell, formulas)
    reach = {}
    for area in sheet.merged_cells.ranges:
        at = area.min_row - 1, area.min_col - 1
        reach[at] = area.max_row - area.min_row + 1, area.max_col - area.min_col + 1
        found.texts.setdefault(at, "")
    found.reach = reach
    found.hidden_rows = frozenset(
        number - 1 for number, row in sheet.row_dimensions.items() if row.hidden or row.height == 0
    )
    found.hidden_columns = frozenset(
        number - 1
        for group in sheet.column_dimensions.values()
        if group.hidden or group.width == 0
        for number in range(group.min or 1, (group.max or 0) + 1)
    )
    return found


def _add(found: SeenSheet, cell: Cell | MergedCell, formulas: Worksheet | None) -> None:
    if isinstance(cell, MergedCell):
        return
    value: Any = cell.value
    if value is None:
        if formulas is None or formulas.cell(cell.row, cell.column).data_type != "f":
            return
        found.uncalculated += 1
        value = UNCALCULATED
    elif cell.font is not None and cell.font.strike:
        found.struck += 1
        return
    number = exact(value)
    text = seen_number(cell.number_format, number) if is_number(number) else typed_text(number)
    found.texts[cell.row - 1, cell.column - 1] = text
