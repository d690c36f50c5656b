"""Number formats by which a cell shows another figure than it holds: scaled, rounded, as a date, or as nothing.

Pasting brings the format of another sheet along, and what is read is the number that the cell holds.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from xml.parsers import expat

from xlsreport.layout.cells import CellRef
from xlsreport.submission.archive import Archive
from xlsreport.submission.memory import Memory
from xlsreport.submission.submission import Number, decimals_of

_STYLES = "xl/styles.xml"
_LONGEST = 255
"""Characters of a format; Excel's specification."""
_GENERAL = ("general", "@", "g/通用格式")
_BUILT_IN: Mapping[int, str] = {
    0: "General",
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    37: "#,##0 ;(#,##0)",
    38: "#,##0 ;[Red](#,##0)",
    39: "#,##0.00;(#,##0.00)",
    40: "#,##0.00;[Red](#,##0.00)",
    41: "#,##0;-#,##0",
    42: "#,##0;-#,##0",
    43: "#,##0.00;-#,##0.00",
    44: "#,##0.00;-#,##0.00",
    48: "##0.0E+0",
    49: "@",
}
"""Formats that files name by number only ([ECMA-376] part 1, 18.8.30); those that are not here are dates and times."""
_DATE = "yyyy-mm-dd"
_SECTION = re.compile(r'((?:"[^"]*"|\\.|[_*].|\[[^\]]*\]|[^;"\\_*\[]|.)*?)(?:;|$)', re.DOTALL)
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|(?P<skipped>[_*].)|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<general>General|G/通用格式)|(?P<digit>[0#?])|(?P<point>\.)|(?P<comma>,)|(?P<other>.)",
    re.DOTALL | re.IGNORECASE,
)
_PLAIN_BRACKET = re.compile(
    r"\$.*|DBNum\d|Color ?\d+|[a-zA-Z]{3,7}|[\u4e00-\u9fff]\d*[\u4e00-\u9fff]?\d*", re.IGNORECASE
)
"""Colours, currencies and languages; others are conditions and times that have elapsed."""
_MISLEADING = re.compile(r"[\d.,%‰十百千万亿]")
"""What in fixed words beside a number makes another figure of it."""
_SIGNS = re.compile(r"[-−(]")


@dataclass(frozen=True, slots=True)
class _Declared:
    """The formats that a part with styles declares.

    ``cells`` are those of cells by the number of their style; ``all_plain`` says whether each shows whole numbers as
    they are; ``conditional`` is one that cells get under a condition, and that shows other figures.
    """

    cells: Mapping[int, str]
    all_plain: bool
    conditional: str | None


class NumberFormats:
    """The number formats of one workbook."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._declared = _declared(archive.parts.get(_STYLES, b"<none/>"))

    @property
    def all_plain(self) -> bool:
        """Whether every format shows whole numbers as they are."""
        return self._declared.all_plain

    def misleading(self, cell: CellRef, number: Number) -> str | None:
        """The format of a cell, where it shows the cell's number as another one or not at all."""
        name = self._archive.sheets.get(cell.sheet, "")
        part = self._archive.parts.get(name)
        if part is None or (isinstance(number, int) and self.all_plain):
            return None
        style = style_of(part, cell.a1, is_ordinary=name in self._archive.read)
        code = self._declared.cells.get(style, "General")
        return None if shows(code, number) else code

    def conditional(self) -> str | None:
        """A format that cells get under a condition, and that shows other figures."""
        return self._declared.conditional


def style_of(part: bytes, address: str, *, is_ordinary: bool) -> int:
    """The style of a cell, by its number; 0 where the cell is not there or has none of its own.

    In an ordinary sheet a cell begins in one way only, and is found much faster.
    """
    if is_ordinary:
        begin = part.find(f'<c r="{address}"'.encode())
        tag = part[begin : part.find(b">", begin)] if begin >= 0 else b""
    else:
        found = re.search(rf"""<[^<>]*\sr\s*=\s*["']{address}["'][^<>]*>""".encode(), part)
        tag = found[0] if found else b""
    style = re.search(rb"""\ss\s*=\s*["'](\d{1,6})["']""", tag)
    return int(style[1]) if style else 0


_DECLARED: Memory[bytes, _Declared] = Memory(2_000_000)


def _declared(styles: bytes) -> _Declared:
    """What a part with styles declares."""
    found = _DECLARED.get(styles)
    return found or _DECLARED.add(styles, _look_up(styles), 3 * len(styles))


def _look_up(styles: bytes) -> _Declared:
    reader = _Styles()
    parser = expat.ParserCreate()
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.Parse(styles, True)
    cells = {n: reader.codes.get(id_, _BUILT_IN.get(id_, _DATE)) for n, id_ in enumerate(reader.cell_formats)}
    all_plain = all(shows(code, number) for code in set(cells.values()) for number in (11, -11))
    return _Declared(cells, all_plain, next((code for code in reader.conditional if not shows(code, 1)), None))


class _Styles:
    """Collects number formats from a part with styles."""

    def __init__(self) -> None:
        self.codes: dict[int, str] = {}
        self.cell_formats: list[int] = []
        self.conditional: list[str] = []
        self._within: list[str] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        local = name.rpartition(":")[2]
        id_ = attributes.get("numFmtId", "0")
        number = int(id_) if id_.isdecimal() and len(id_) < 10 else 0
        if local == "numFmt" and "dxf" in self._within:
            self.conditional.append(attributes.get("formatCode", ""))
        elif local == "numFmt":
            self.codes[number] = attributes.get("formatCode", "")
        elif local == "xf" and self._within[-1:] == ["cellXfs"]:
            self.cell_formats.append(number)
        self._within.append(local)

    def end(self, _: str) -> None:
        """An element ends."""
        self._within.pop()


@lru_cache(maxsize=1024)
def shows(code: str, number: Number) -> bool:
    """Whether a number format shows a number as it is: all its digits and decimals, its sign, and no others."""
    if code.lower() in _GENERAL:
        return True
    if len(code) > _LONGEST:
        return False
    sections = [match[1] for match in _SECTION.finditer(code)][:-1] or [code]
    own_sign = number < 0 and len(sections) > 1
    section = sections[1] if own_sign else sections[2] if number == 0 and len(sections) > 2 else sections[0]
    shown = _Shown(section)
    if shown.misleading or number == 0:
        return not shown.misleading  # a format that shows a dash or nothing for zero hides no figure
    return shown.has_sign == own_sign and shown.whole and shown.decimals >= decimals_of(number)


class _Shown:
    """What one section of a number format makes of a number."""

    def __init__(self, section: str) -> None:
        self.misleading = self.has_sign = self.whole = False
        self.decimals = 0
        self._after_point = False
        self._scaled = False
        for token in _TOKEN.finditer(section):
            self._take(token)
        self.misleading |= self._scaled

    def _take(self, token: re.Match[str]) -> None:
        match token.lastgroup:
            case "general":
                self.whole, self.decimals = True, 15
            case "digit":
                self.whole |= not self._after_point
                self.decimals += self._after_point
                self._scaled = False
            case "point":
                self.misleading |= self._scaled or self._after_point
                self._after_point = True
            case "comma":
                self._scaled = True  # unless more digits follow, between which it only parts thousands
            case "bracket":
                self.misleading |= _PLAIN_BRACKET.fullmatch(token["bracket"]) is None
            case "quoted" | "escaped" | "other":
                words = token[token.lastgroup]
                letter = token.lastgroup == "other" and words.isascii() and words.isalpha()
                self.misleading |= letter or _MISLEADING.search(words) is not None
                self.has_sign |= _SIGNS.search(words) is not None
