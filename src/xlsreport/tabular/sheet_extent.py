"""How far the sheets of a workbook reach, found before a library makes an object of every cell in between.

openpyxl fills merged areas cell by cell, and calamine makes a rectangle of everything between the first cell and the
last, and ends the process where there is no memory for it: a file of a kilobyte could do so.
"""

from __future__ import annotations

import io
import re
import struct
from collections.abc import Iterator
from typing import TYPE_CHECKING

from xlsreport.layout.cells import MAX_COLUMNS, MAX_ROWS, column_number
from xlsreport.opc.zip_reader import ZipReader

if TYPE_CHECKING:
    from lxml import etree

MAX_LIST_CELLS = 5_000_000
"""Of one file, empty ones between others counted: a hundred thousand lines of twenty columns have two million."""
_MAX_DIRECTORY = 2_000_000
_ADDRESS = re.compile(r"\$?([A-Za-z]{1,9})\$?([0-9]{1,12})")
"""As the libraries read it, which is more than programs write."""
_MAX_DIGITS = 12
_FILLED = ("v", "f", "is")
"""What a cell that is not empty has within it."""
_BINARY_SHEET = b"\x81\x01\x00"
"""The record that begins a sheet in .xlsb."""
_BINARY_ROW, _BINARY_CELLS, _BINARY_MERGE = 0, range(2, 12), 176
"""Records of a sheet in .xlsb ([MS-XLSB] 2.3.2): the head of a row, cells that are not blank, a merged area."""
_LEAST_WIDTH = 20
"""Columns for which a row counts at least, since each is a line with what is known of it."""


class TooManyCellsError(Exception):
    """A workbook with far more cells than a list has."""


def cells_of(rows: int, columns: int) -> int:
    """How many cells a sheet of so many rows and columns counts for."""
    return rows * max(columns, _LEAST_WIDTH)


def expect_few_cells(data: bytes) -> None:
    """Make sure that an .xlsx or .xlsb workbook can be given to a library.

    Raises:
        TooManyCellsError: its sheets, or their merged areas, have too many cells.
        InvalidFileError: the archive is damaged.
    """
    archive = ZipReader(io.BytesIO(data), _MAX_DIRECTORY)
    left = MAX_LIST_CELLS
    for member in archive.members:  # whatever their names are, since relationships lead to sheets
        part = archive.open(member).read()
        left -= _cells_in_binary(part) if part.startswith(_BINARY_SHEET) else _cells_in_markup(part, left)
        if left < 0:
            raise TooManyCellsError


class _Extent:
    """The rectangle of the cells that hold something, and what merged areas cover."""

    def __init__(self) -> None:
        self.rows = self.columns = self.merged = 0

    def reach(self, row: int, column: int) -> None:
        """There is a cell, by row and column from 1."""
        self.rows, self.columns = max(self.rows, row), max(self.columns, column)

    @property
    def cells(self) -> int:
        """All cells that a library may make."""
        return cells_of(self.rows, self.columns) + self.merged


def _cells_in_markup(part: bytes, most: int) -> int:
    from lxml import etree  # for lists that are workbooks

    if not _may_have_cells(part):
        return 0
    extent, elements, row, column = _Extent(), 0, 0, 0
    for element in _elements(part):
        local = etree.QName(element).localname
        if local == "row":
            elements += 1
            row, column = row + 1, 0
            element.clear()
        elif local == "c":
            elements += 1
            found = _ADDRESS.fullmatch(element.get("r", ""))
            column = _columns_to(found[1]) if found else column + 1
            if any(etree.QName(child).localname in _FILLED for child in element if isinstance(child.tag, str)):
                extent.reach(int(found[2]) if found else _row_of(element, row + 1), column)
            element.clear()
        elif local == "mergeCell":
            extent.merged += _area(element.get("ref", ""))
            element.clear()
        if extent.cells + elements > most:
            break
    return extent.cells + elements


def _row_of(cell: etree._Element, counted: int) -> int:
    """The row that a cell without an address is in: what its row says, or the number that was counted."""
    parent = cell.getparent()
    said = "" if parent is None else parent.get("r", "")
    return int(said) if said.isdecimal() and len(said) <= _MAX_DIGITS else counted


def _may_have_cells(part: bytes) -> bool:
    """Whether a part names cells, or is in an encoding in which that cannot be told."""
    head = part[:200].lower()
    is_plain = b"\0" not in head and (b"encoding" not in head or b"utf-8" in head)
    return not is_plain or b"sheetData" in part or b"mergeCell" in part


def _elements(part: bytes) -> Iterator[etree._Element]:
    """The elements of a sheet that matter, each at its end; damage ends them, for the library to tell."""
    from lxml import etree  # for lists that are workbooks

    reading = etree.iterparse(
        io.BytesIO(part), tag=("{*}row", "{*}c", "{*}mergeCell"), resolve_entities=False, huge_tree=True
    )
    try:
        for _, element in reading:
            yield element
    except etree.XMLSyntaxError:
        return


def _area(reference: str) -> int:
    """How many cells an area has; one that cannot be read is left to the library."""
    ends = [_ADDRESS.fullmatch(end) for end in reference.split(":")]
    if len(ends) != 2 or ends[0] is None or ends[1] is None:
        return 1
    return (abs(int(ends[1][2]) - int(ends[0][2])) + 1) * (abs(_columns_to(ends[1][1]) - _columns_to(ends[0][1])) + 1)


def _columns_to(letters: str) -> int:
    return column_number(letters.upper()) + 1


def _cells_in_binary(part: bytes) -> int:
    extent, row = _Extent(), 0
    for kind, at, length in _records(part):
        if kind == _BINARY_ROW and length >= 4:
            row = min(struct.unpack_from("<L", part, at)[0], MAX_ROWS)
        elif kind in _BINARY_CELLS and length >= 4:
            extent.reach(row + 1, min(struct.unpack_from("<L", part, at)[0], MAX_COLUMNS) + 1)
        elif kind == _BINARY_MERGE and length >= 16:
            first_row, last_row, first, last = struct.unpack_from("<4L", part, at)
            extent.merged += (abs(last_row - first_row) + 1) * (abs(last - first) + 1)
    return extent.cells


def _records(part: bytes) -> Iterator[tuple[int, int, int]]:
    """The records of a binary part: kind, place and length ([MS-XLSB] 2.1.4); what is cut off ends them."""
    at = 0
    while at < len(part):
        kind, at = _varying(part, at, 2)
        length, at = _varying(part, at, 4)
        if at + length > len(part):
            return
        yield kind, at, length
        at += length


def _varying(part: bytes, at: int, most: int) -> tuple[int, int]:
    """A number of seven bits a byte, and where it ends."""
    number = 0
    for shift in range(most):
        if at >= len(part):
            break
        byte, at = part[at], at + 1
        number |= (byte & 0x7F) << (7 * shift)
        if not byte & 0x80:
            break
    return number, at
