"""Makes sure that a workbook's XML has one meaning, so that every reader takes the same figure out of a cell.

Readers differ in what they make of a number in pieces, of two cells with one address or of a part that is broken off;
no spreadsheet program writes such things.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from xml.parsers import expat

from xlsreport.layout.cells import column_number
from xlsreport.opc.unfit_file import UnfitFileError
from xlsreport.submission.relations import VOCABULARIES

_CELLS = re.compile(rb"<(?:\w+:)?sheetData[\s/>]")
_STRINGS = re.compile(rb"<(?:\w+:)?sst[\s/>]")
_STRINGS_TAG = re.compile(rb"""<(?:\w+:)?sst(?:[^<>"']|"[^"]*"|'[^']*')*>""")
_COUNT = re.compile(rb"""\s(?:c|uniqueC)ount\s*=\s*(?:"[^"]*"|'[^']*')""")
"""How many strings there are, by which a reader reserves memory before it has seen one."""
MOST_REPEATED = 20_000_000
"""Bytes of all cells with shared strings: readers make a copy for each cell that shows one."""
_INDEX = re.compile(rb"""\st=["']s["'][^<>]*>\s*<(?:\w+:)?v[^>]*>\s*(\d{1,7})""")
_END = re.compile(rb"</(?:\w+:)?(?:sheetData|sst)\s*>")
_PLAIN_ROOT = re.compile(
    rb"""[^<]*(?:<\?xml[^<]*)?<(?:worksheet|sst)\s(?:[^<>]*?\s)?xmlns=["']"""
    rb"""http://(?:schemas\.openxmlformats\.org/spreadsheetml/2006|purl\.oclc\.org/ooxml/spreadsheetml)/main["'][^<>]*>"""
)
"""The beginning of a sheet or of the shared strings, both in the format's own vocabulary."""
_PREFIX = re.compile(rb"xmlns:([^\s=]+)")
_STRANGE_INDEX = re.compile(rb"""\st=["']s["'][^<>]*>\s*<(?:\w+:)?v[^>]*>\s*[-+]""")
"""A shared string by a number with a sign, which readers take for the first one or for none."""
_IN_PIECES = re.compile(
    rb"<!--|<!\[CDATA\[|<\?(?!xml[\s?])|<(?:\w+:)?v[^>]*>[-+.\deE\s]*&#|</(?:\w+:)?v>\s*<(?:\w+:)?[vf][\s>/]"
)
"""Comments, literal sections and instructions; digits as character references; two values of one cell, or a value
before its formula."""
_PLACED = re.compile(rb"""<(?:row r="(\d{1,7})"|c r="([A-Z]{1,3})(\d{1,7})")""")
_ANY_PLACED = re.compile(rb"<(?:\w+:)?(?:row|c)[\s/>]")
_ADDRESS = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_ERROR = re.compile(rb"""(<(?:\w+:)?c\s(?:[^<>]*?\s)?t\s*=\s*)(["'])e\2""")
_MAY_BE_ERROR = re.compile(rb"""=\s*["']e["']""")


def sound_parts(parts: Mapping[str, bytes], others: Collection[bytes] = ()) -> dict[str, bytes]:
    """The parts, with the errors of formulas as texts: as errors the fast reader would take them for blanks.

    Args:
        parts: the parts to look at.
        others: the workbook's other parts, which are known to be sound.

    Raises:
        UnfitFileError: a part is no well-formed XML, or a sheet can be read in more than one way.
    """
    sound = {}
    for name, part in parts.items():
        _expect_well_formed(part)
        cells, strings = _CELLS.search(part), _STRINGS.search(part)
        if begin := cells or strings:
            _expect_one_vocabulary(part, begin.end())
        if cells:
            _expect_one_reading(part)
        if strings:
            _expect_few_repetitions(part, (*parts.values(), *others))
            part = _STRINGS_TAG.sub(lambda tag: _COUNT.sub(b"", tag[0]), part, count=1)
        sound[name] = _ERROR.sub(rb"\1\2str\2", part) if cells and _MAY_BE_ERROR.search(part) else part
    return sound


def _expect_few_repetitions(strings: bytes, parts: Collection[bytes]) -> None:
    lengths = [len(string) for string in strings.split(b"</si>")]
    if max(lengths) * sum(map(string_cells, parts)) <= MOST_REPEATED:
        return
    indexes = (int(index) for part in parts for index in _INDEX.findall(part))
    if sum(lengths[index] for index in indexes if index < len(lengths)) > MOST_REPEATED:
        raise UnfitFileError("too_many_cells")


def string_cells(part: bytes) -> int:
    """How many cells with shared strings a part may have."""
    return part.count(b' t="s"') + part.count(b" t='s'")


def has_strings(part: bytes) -> bool:
    """Whether a part may have shared strings, of which cells anywhere may show many."""
    return _STRINGS.search(part) is not None


def _expect_one_vocabulary(part: bytes, begin: int) -> None:
    """Cells and strings are of the format's own vocabulary: some readers pass others over, some take them by name."""
    inside = max(begin, part.find(b">", begin - 1))
    end = _END.search(part, inside)
    if not _is_plain(part, inside, end.start() if end else len(part)) and not _Vocabulary(part).is_own:
        raise UnfitFileError("ambiguous")


def _is_plain(part: bytes, begin: int, end: int) -> bool:
    """Whether no other vocabulary can be meant: none is declared inside, and no prefix of the root is used there."""
    root = _PLAIN_ROOT.match(part)
    if root is None or part.find(b"xmlns", begin, end) >= 0:
        return False
    prefixes = _PREFIX.findall(part, 0, root.end())
    return all(part.find(b"<" + prefix + b":", begin, end) < 0 for prefix in prefixes)


class _Vocabulary:
    """Whether all elements within the cells of a sheet, or within the shared strings, are the format's own."""

    def __init__(self, part: bytes) -> None:
        self.is_own = True
        self._depth = 0
        self._own = ""
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        try:
            parser.Parse(part, True)
        except expat.ExpatError:
            raise UnfitFileError("damaged") from None

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        del attributes
        namespace, _, local = name.rpartition(" ")
        if not self._own:
            self._own = namespace
            self.is_own = namespace in VOCABULARIES
        if self._depth or local in ("sheetData", "sst"):
            self.is_own &= namespace == self._own
        if self._depth or local in ("sheetData", "sst"):
            self._depth += 1

    def _end(self, _: str) -> None:
        self._depth -= self._depth > 0


def is_well_formed(part: bytes) -> bool:
    """Whether a part is XML at all."""
    try:
        expat.ParserCreate().Parse(part, True)
    except expat.ExpatError:
        return False
    return True


def _expect_well_formed(part: bytes) -> None:
    if not is_well_formed(part):
        raise UnfitFileError("damaged")


def _expect_one_reading(sheet: bytes) -> None:
    if _IN_PIECES.search(sheet) or _STRANGE_INDEX.search(sheet):
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
