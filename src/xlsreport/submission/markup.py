"""Looks at the XML of a workbook's parts before anything parses it: could reading it take more than a report is worth?

Any part may turn out to be a sheet, since a workbook names its sheets by relationships; so each is looked at as one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from xml.parsers import expat

from xlsreport.layout.cells import column_number
from xlsreport.opc.unfit_file import UnfitFileError

_MOST_TAGS = 300_000
"""Of all parts: a workbook of ours has thirteen thousand. Every row, cell, text, format and name costs one or two."""
_MOST_CELLS = 130_000
"""Of all sheets together, each up to its last filled cell: the reader takes memory for each of them, filled or not."""
_MOST_SPANNED = 200_000
"""Cells that merged areas, links and comments cover: openpyxl makes an object for each of them."""

LONGEST_RUN = 131_072
"""Bytes from one tag to the next: a cell holds 32,767 characters at most, of three bytes each in Chinese."""

_DOCUMENT_TYPE = b"<!DOCTYPE"
"""Within which alone entities are declared; no parser knows it in other letters."""
_OTHER_ENCODING = re.compile(rb"""[^<]*<\?xml\b[^>]*?\bencoding\s*=\s*["'](?!utf-?8["']|us-ascii["'])""", re.IGNORECASE)
_BYTE_ORDER_MARKS = (b"\xff\xfe", b"\xfe\xff")
_FAR = (
    re.compile(rb"""<c(?! r="[A-D]?[A-Z]\d{1,3}"[\s/>])[\s/>]"""),
    re.compile(rb"""<row(?! r="\d{1,3}"[\s/>])[\s/>]"""),
)
"""The start of a cell or row that is not plainly in the first 999 rows and 130 columns: fewer cells than allowed."""
_LOOSE = (
    re.compile(rb"""<c(?! r="[A-Z]{1,3}\d{1,7}"[\s/>])[\s/>]"""),
    re.compile(rb"""<row(?! r="\d{1,7}"[\s/>])[\s/>]"""),
)
"""The start of a cell or row that does not say plainly where it is."""
_FILLED = re.compile(rb"""<c r="([A-Z]{1,3})(\d{1,7})"(?:\s[^<]*?)?(?<!/)>(?!</c>)""")
"""The start of a cell with content; one that has only a format is closed at once."""
_PREFIXED = re.compile(rb":(?:c|row|mergeCell|hyperlink|comment)[\s/>]")
"""What may be the name of such an element behind a namespace's prefix, which some programs write."""
_DISGUISED = re.compile(rb"""<(?:[^\s<>/!?:]+:)?(?:c|row)\s(?:[^<]*?\s)?r\s*=\s*["'][^"'<]*&""")
"""An address written with character references, which readers take differently."""
_ADDRESS = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})")
_ROW = re.compile(r"[0-9]{1,7}")
_SPANNING = re.compile(
    rb"""<(?:[^\s<>/!?:]+:)?(?:mergeCell|hyperlink|comment)\s(?:[^<]*?\s)?ref\s*=\s*["']([^"']*)["']"""
)
_SPANNING_NAMES = (b"<mergeCell", b"<hyperlink", b"<comment ")
_SPAN = re.compile(rb"([A-Z]{1,3})(\d{1,7})(?::([A-Z]{1,3})(\d{1,7}))?")


def inspect_markup(parts: Mapping[str, bytes], tags: int = 0) -> None:
    """Look at parts.

    Args:
        parts: the parts to look at.
        tags: how many the workbook's other parts have, which are known to be harmless.

    Raises:
        UnfitFileError: one of them cannot be read safely.
    """
    for part in parts.values():
        if b"\0" in part or part.startswith(_BYTE_ORDER_MARKS) or _OTHER_ENCODING.match(part):
            raise UnfitFileError("encoding")
        if _DOCUMENT_TYPE in part:
            raise UnfitFileError("entities")
    if tags + sum(part.count(b"<") for part in parts.values()) > _MOST_TAGS:
        raise UnfitFileError("too_many_cells")
    if any(len(part) > LONGEST_RUN and max(map(len, part.split(b"<"))) > LONGEST_RUN for part in parts.values()):
        raise UnfitFileError("too_many_cells")
    cells = 0
    for part in parts.values():
        prefixed = _PREFIXED.search(part) is not None
        if prefixed or reaches_far(part):
            cells += _cells_up_to_the_last(part, prefixed)
        if cells > _MOST_CELLS:
            raise UnfitFileError("far_cell")
        # What they can be in is at the end of a sheet, and searching the rest takes long.
        begin = 0 if prefixed else min((at for name in _SPANNING_NAMES if (at := part.find(name)) >= 0), default=None)
        if begin is not None and sum(map(_spanned, _SPANNING.findall(part, begin))) > _MOST_SPANNED:
            raise UnfitFileError("far_cell")


def reaches_far(part: bytes) -> bool:
    """Whether a part may have cells beyond the first rows and columns, which are counted together with other parts'."""
    return _any(_FAR, part) or _PREFIXED.search(part) is not None


def _any(patterns: Iterable[re.Pattern[bytes]], part: bytes) -> bool:
    return any(pattern.search(part) for pattern in patterns)


def _cells_up_to_the_last(part: bytes, prefixed: bool) -> int:
    """The cells of a sheet up to its last filled row and column."""
    if not prefixed and not _any(_LOOSE, part):
        filled = _FILLED.findall(part)
        columns, rows = {column.decode() for column, _ in filled}, {int(row) for _, row in filled}
        return (1 + max(map(column_number, columns), default=-1)) * max(rows, default=0)
    if _DISGUISED.search(part):
        return _MOST_CELLS + 1
    return _Extent(part).cells


def _spanned(area: bytes) -> int:
    """How many cells an area covers; one that is written in an unusual way may cover all."""
    found = _SPAN.fullmatch(area)
    if found is None:
        return _MOST_SPANNED + 1 if area else 0
    left, top, right, bottom = found.groups()
    if right is None:
        return 1
    width = column_number(right.decode()) - column_number(left.decode())
    return (abs(width) + 1) * (abs(int(bottom) - int(top)) + 1)


class _Extent:
    """How far the filled cells of a sheet reach, counting as the reader does where they do not say where they are."""

    def __init__(self, part: bytes) -> None:
        self._row = self._column = 0
        self._rows = self._columns = 0
        self._cell: tuple[int, int] | None = None
        parser = expat.ParserCreate()
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        try:
            parser.Parse(part, True)
        except expat.ExpatError:
            raise UnfitFileError("damaged") from None

    @property
    def cells(self) -> int:
        """All cells from the first of the sheet to its last filled row and column."""
        return self._rows * self._columns

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if self._cell is not None:  # a cell with something in it
            self._rows, self._columns = max(self._rows, self._cell[0] + 1), max(self._columns, self._cell[1] + 1)
        kind = name.rpartition(":")[2]
        address = attributes.get("r", "")
        if kind == "row" and _ROW.fullmatch(address):
            self._row = int(address) - 1
        elif kind == "c":
            row = self._row
            if (found := _ADDRESS.fullmatch(address)) is not None:
                row, self._column = int(found[2]) - 1, column_number(found[1].upper())
            self._cell = row, self._column

    def _end(self, name: str) -> None:
        kind = name.rpartition(":")[2]
        if kind == "c":
            self._cell = None
            self._column += 1
        elif kind == "row":
            self._row += 1
            self._column = 0
