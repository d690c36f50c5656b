"""The sheets of an .ods workbook as they are seen: it holds the text that each cell shows ([ODF 1.3] part 3, 9.1)."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from xlsreport.layout.cells import MAX_COLUMNS
from xlsreport.opc.office_package import OfficePackage
from xlsreport.published.publication.published_kinds import PART_LIMITS
from xlsreport.published.publication.sheets.seen_sheet import At, SeenSheet, expect_few

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
_MANY = 10_000
"""Rows or columns that repeat more often are those behind the last of the sheet."""


def ods_sheets(data: bytes) -> list[SeenSheet]:
    """All sheets of a workbook.

    Raises:
        UnreadablePublicationError: it has too many cells.
        InvalidFileError: it is damaged, or too large.
    """
    root = OfficePackage(data, PART_LIMITS).tree("content.xml")
    hidden = {
        str(style.get(f"{_STYLE}name"))
        for style in root.iter(f"{_STYLE}style")
        if any(one.get(f"{_TABLE}display") == "false" for one in style.iter(f"{_STYLE}table-properties"))
    }
    return [_seen(table, hidden) for table in root.iter(f"{_TABLE}table")]


def _seen(table: etree._Element, hidden_styles: set[str]) -> SeenSheet:
    texts: dict[At, str] = {}
    reach: dict[At, At] = {}
    hidden_rows: set[int] = set()
    row = 0
    for line in table.iter(f"{_TABLE}table-row"):
        repeated = _count(line, "number-rows-repeated")
        cells = list(_cells(line))
        if repeated < _MANY:
            expect_few((row + repeated) * (len(cells) + 1))
            for number in range(row, row + repeated):
                for column, text, at in cells:
                    texts[number, column] = text
                    reach[number, column] = at
            if line.get(f"{_TABLE}visibility", "visible") != "visible":
                hidden_rows.update(range(row, row + repeated))
        row += repeated
    return SeenSheet(
        str(table.get(f"{_TABLE}name", "")),
        texts,
        reach,
        frozenset(hidden_rows),
        frozenset(_hidden_columns(table)),
        str(table.get(f"{_TABLE}style-name")) in hidden_styles,
    )


def _cells(line: etree._Element) -> Iterator[tuple[int, str, At]]:
    """The cells of a row that have words or are merged: column, words, rows and columns that they cover."""
    column = 0
    for cell in line.iterchildren(*_CELLS):
        repeated = _count(cell, "number-columns-repeated")
        text = "\n".join(_words(paragraph) for paragraph in cell.iterchildren(f"{_TEXT}p"))
        at = _count(cell, "number-rows-spanned"), _count(cell, "number-columns-spanned")
        if column >= MAX_COLUMNS:
            return
        if cell.tag == _CELLS[0] and (text or at != (1, 1)) and repeated < _MANY:
            yield from ((number, text, at) for number in range(column, min(column + repeated, MAX_COLUMNS)))
        column += repeated


def _words(element: etree._Element) -> str:
    """The words of a paragraph; blanks, tabs and line ends are elements there, and remarks are left out."""
    pieces = [element.text or ""]
    for child in element:
        if child.tag == f"{_TEXT}s":
            pieces.append(" " * min(_MANY, int(child.get(f"{_TEXT}c", "1"))))
        elif child.tag == f"{_TEXT}tab":
            pieces.append(" ")
        elif child.tag == f"{_TEXT}line-break":
            pieces.append("\n")
        elif child.tag != f"{_OFFICE}annotation":
            pieces.append(_words(child))
        pieces.append(child.tail or "")
    return "".join(pieces)


def _hidden_columns(table: etree._Element) -> Iterator[int]:
    column = 0
    for one in table.iter(f"{_TABLE}table-column"):
        repeated = _count(one, "number-columns-repeated")
        if one.get(f"{_TABLE}visibility", "visible") != "visible" and repeated < _MANY:
            yield from range(column, column + repeated)
        column += repeated


def _count(element: etree._Element, name: str) -> int:
    text = str(element.get(f"{_TABLE}{name}", "1"))
    return max(1, int(text)) if text.isdecimal() and len(text) < 8 else 1
