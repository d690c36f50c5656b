"""Makes sure that a workbook's XML has one meaning, so that every reader takes the same figure out of a cell.

Readers differ in what they make of a number in pieces, of two cells with one address or of a part that is broken off;
no spreadsheet program writes such things.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.parsers import expat

from xlsreport.layout.cells import column_number
from xlsreport.submission.unfit import UnfitFileError

_SHEET = re.compile(rb"<(?:\w+:)?sheetData[\s/>]")
_IN_PIECES = re.compile(
    rb"<!--|<!\[CDATA\[|<\?(?!xml[\s?])|<(?:\w+:)?v[^>]*>[-+.\deE\s]*&#|</(?:\w+:)?v>\s*<(?:\w+:)?v[\s>]"
)
"""Comments, literal sections and instructions; digits as character references; two values of one cell."""
_PLACED = re.compile(rb"""<(?:row r="(\d{1,7})"|c r="([A-Z]{1,3})(\d{1,7})")""")
_ANY_PLACED = re.compile(rb"<(?:\w+:)?(?:row|c)[\s/>]")
_ADDRESS = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_ERROR = re.compile(rb"""(<(?:\w+:)?c\s[^<>]*?\st=)(["'])e\2""")


def sound_parts(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """The parts, with the errors of formulas as texts: as errors the fast reader would take them for blanks.

    Raises:
        UnfitFileError: a part is no well-formed XML, or a sheet can be read in more than one way.
    """
    sound = {}
    for name, part in parts.items():
        _expect_well_formed(part)
        is_sheet = _SHEET.search(part) is not None
        if is_sheet:
            _expect_one_reading(part)
        sound[name] = _ERROR.sub(rb"\1\2str\2", part) if is_sheet and (b'="e"' in part or b"='e'" in part) else part
    return sound


def _expect_well_formed(part: bytes) -> None:
    try:
        expat.ParserCreate().Parse(part, True)
    except expat.ExpatError:
        raise UnfitFileError("damaged") from None


def _expect_one_reading(sheet: bytes) -> None:
    if _IN_PIECES.search(sheet):
        raise UnfitFileError("damaged")
    placed = _PLACED.findall(sheet)
    in_order = _plain_in_order(placed) if len(placed) == len(_ANY_PLACED.findall(sheet)) else _Order(sheet).kept
    if not in_order:
        raise UnfitFileError("damaged")


def _plain_in_order(placed: list[tuple[bytes, bytes, bytes]]) -> bool:
    """Whether rows, and the cells of each, stand in rising order; all of them say where they are."""
    row, last = b"", (0, b"")
    number = 0
    for line, column, of_row in placed:
        if line:
            if int(line) <= number:
                return False
            row, number, last = line, int(line), (0, b"")
        elif of_row != row or (len(column), column) <= last:
            return False
        else:
            last = (len(column), column)
    return True


class _Order:
    """The same where cells or rows do not say where they are, and follow each other, or say it in another way."""

    def __init__(self, sheet: bytes) -> None:
        self.kept = True
        self._row = self._column = -1
        parser = expat.ParserCreate()
        parser.StartElementHandler = self._start
        parser.Parse(sheet, True)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        kind, address = name.rpartition(":")[2], attributes.get("r")
        if kind == "row":
            row = self._row + 1 if address is None else self._number(address)
            self.kept &= row > self._row
            self._row, self._column = row, -1
        elif kind == "c":
            column = self._column + 1
            if address is not None:
                found = _ADDRESS.fullmatch(address)
                self.kept &= found is not None and int(found[2]) - 1 == self._row
                column = self._column if found is None else column_number(found[1])
            self.kept &= column > self._column
            self._column = column

    def _number(self, text: str) -> int:
        return int(text) - 1 if text.isascii() and text.isdigit() else -1
