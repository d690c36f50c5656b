"""What calamine does not give of an .ods workbook: merged cells, hidden rows, percentages ([ODF 1.3] part 3, 9.1)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from xlsreport.layout.cells import MAX_COLUMNS, MAX_ROWS
from xlsreport.opc.office_package import OfficePackage, PartLimits
from xlsreport.tabular.listed_sheets import Area
from xlsreport.tabular.sheet_extent import MAX_LIST_CELLS, TooManyCellsError, cells_of

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
_LIMITS = PartLimits(size=200_000_000, tags=20_000_000)
"""A list of a hundred thousand lines and twenty columns has eight million tags."""

_MAX_DIGITS = 9
"""Of a count that is read; a sheet has a million rows."""


@dataclass(slots=True)
class SheetAppearance:
    """The merged areas of a sheet, its rows that are not shown, from 0, and the cells that hold percentages."""

    merged: list[Area] = field(default_factory=list)
    hidden: set[int] = field(default_factory=set)
    percent: set[tuple[int, int]] = field(default_factory=set)


def sheet_appearances(data: bytes) -> Mapping[str, SheetAppearance]:
    """How the sheets of a workbook look, by their names.

    Raises:
        TooManyCellsError: it has far more cells than a list.
        InvalidFileError: it is damaged, or unpacks to too much.
    """
    root = OfficePackage(data, _LIMITS).tree("content.xml")
    return {str(table.get(f"{_TABLE}name")): _look(table) for table in root.iter(f"{_TABLE}table")}


def _look(table: etree._Element) -> SheetAppearance:
    look, row, columns = SheetAppearance(), 0, 0
    for line in table.iter(f"{_TABLE}table-row"):
        repeated = min(_count(line, "number-rows-repeated"), MAX_ROWS - row)  # programs read no row behind the last
        if repeated == 0:
            break
        filled = _filled_columns(line)
        columns = max(columns, filled)
        if filled and cells_of(row + repeated, columns) > MAX_LIST_CELLS:
            raise TooManyCellsError
        if line.get(f"{_TABLE}visibility", "visible") != "visible" and repeated < MAX_ROWS // 2:
            look.hidden.update(range(row, row + repeated))
        look.merged += _merged(line, row)
        look.percent.update((number, column) for column in _percentages(line) for number in range(row, row + repeated))
        row += repeated
    return look


def _filled_columns(line: etree._Element) -> int:
    """How many columns of a row there are up to the last cell that holds something."""
    column = last = 0
    for cell in line.iterchildren(*_CELLS):
        column = min(column + _count(cell, "number-columns-repeated"), MAX_COLUMNS)
        last = column if len(cell) or cell.get(f"{_OFFICE}value-type") is not None else last
    return last


def _merged(line: etree._Element, row: int) -> Iterator[Area]:
    column = 0
    for cell in line.iterchildren(*_CELLS):
        height, width = _count(cell, "number-rows-spanned"), _count(cell, "number-columns-spanned")
        if height > 1 or width > 1:
            yield (row, column), (row + height - 1, column + width - 1)
        column += _count(cell, "number-columns-repeated")


def _percentages(line: etree._Element) -> Iterator[int]:
    column = 0
    for cell in line.iterchildren(*_CELLS):
        repeated = _count(cell, "number-columns-repeated")
        if cell.get(f"{_OFFICE}value-type") == "percentage":
            yield from range(column, min(column + repeated, MAX_COLUMNS))
        column += repeated


def _count(element: etree._Element, name: str) -> int:
    text = str(element.get(f"{_TABLE}{name}", "1"))
    return max(1, int(text[:_MAX_DIGITS])) if text.isdecimal() else 1
