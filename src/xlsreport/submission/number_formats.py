"""Number formats by which a cell shows another figure than it holds: scaled, rounded, as a date, or as nothing.

Pasting brings the format of another sheet along, and what is read is the number that the cell holds.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from xml.parsers import expat

from xlsreport.layout.cells import CellRef
from xlsreport.submission.archive import Archive
from xlsreport.submission.memory import Memory
from xlsreport.submission.submission import Number
from xlsreport.xlsx.number_formats import built_in, shows

_STYLES = "xl/styles.xml"


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
    cells = {n: reader.codes.get(id_, built_in(id_)) for n, id_ in enumerate(reader.cell_formats)}
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
            # One that is declared elsewhere, or known to every program, is named by its number alone.
            self.conditional.append(attributes.get("formatCode") or self.codes.get(number) or built_in(number))
        elif local == "numFmt":
            self.codes[number] = attributes.get("formatCode", "")
        elif local == "xf" and self._within[-1:] == ["cellXfs"]:
            self.cell_formats.append(number)
        self._within.append(local)

    def end(self, _: str) -> None:
        """An element ends."""
        self._within.pop()
