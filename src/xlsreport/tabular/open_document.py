"""What calamine does not give of an .ods workbook: merged cells, hidden rows, percentages ([ODF 1.3] part 3, 9.1)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from xlsreport.layout.cells import MAX_ROWS
from xlsreport.opc.office_package import OfficePackage, PartLimits
from xlsreport.tabular.listed_sheets import Area

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
_LIMITS = PartLimits(size=200_000_000, tags=20_000_000)
"""A list of a hundred thousand lines and twenty columns has eight million tags."""


@dataclass(slots=True)
class SheetAppearance:
    """The merged areas of a sheet, its rows that are not shown, from 0, and the cells that hold percentages."""

    merged: list[Area] = field(default_factory=list)
    hidden: set[int] = field(default_factory=set)
    percent: set[tuple[int, int]] = field(default_factory=set)


def sheet_appearances(data: bytes) -> Mapping[str, SheetAppearance]:
    """How the sheets of a workbook look, by their names.

    Raises:
        InvalidFileError: it is damaged, or unpacks to too much.
    """
    root = OfficePackage(data, _LIMITS).tree("content.xml")
    return {str(table.get(f"{_TABLE}name")): _look(table) for table in root.iter(f"{_TABLE}table")}


def _look(table: etree._Element) -> SheetAppearance:
    look, row = SheetAppearance(), 0
    for line in table.iter(f"{_TABLE}table-row"):
        repeated = _count(line, "number-rows-repeated")
        if line.get(f"{_TABLE}visibility", "visible") != "visible" and repeated < MAX_ROWS // 2:
            look.hidden.update(range(row, row + repeated))
        look.merged += _merged(line, row)
        if repeated < MAX_ROWS // 2:
            look.percent.update(
                (number, column) for column in _percentages(line) for number in range(row, row + repeated)
            )
        row += repeated
    return look


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
            yield from range(column, column + repeated)
        column += repeated


def _count(element: etree._Element, name: str) -> int:
    text = str(element.get(f"{_TABLE}{name}", "1"))
    return max(1, int(text)) if text.isdecimal() else 1
