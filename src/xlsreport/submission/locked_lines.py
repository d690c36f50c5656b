"""Paragraphs in cells that are locked, which they were not when given out: a paste brought another format along."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.parsers import expat

from xlsreport.layout.cells import CellRef
from xlsreport.layout.positions import Positions
from xlsreport.submission.alteration import Alteration
from xlsreport.submission.container import Workbook, lines_of, text_of
from xlsreport.submission.memory import Memory
from xlsreport.submission.number_formats import style_of
from xlsreport.submission.paragraphs import parted

_STYLES = "xl/styles.xml"
_PROTECTED = re.compile(rb"""<(?:\w+:)?sheetProtection\b[^<>]*\ssheet\s*=\s*["'](?:1|true|on)["']""")
_NO = ("0", "false", "off")


def locked_lines(workbook: Workbook, positions: Positions) -> Iterator[Alteration]:
    """For each sheet of paragraphs that is locked, those lines of the form that nobody can type into any more."""
    open_ = _open_formats(workbook.archive.parts.get(_STYLES, b"<none/>"))
    for section in positions.layout.narratives:
        first = positions.first_line(section)
        name = workbook.archive.sheets.get(first.sheet, "")
        part = workbook.archive.parts.get(name, b"")
        if _PROTECTED.search(part) is None:
            continue
        is_ordinary = name in workbook.archive.read
        laid = positions.layout.narratives[section]
        lines = {positions.where(laid.line(number)).row for number in range(laid.size)}
        cells = (cell for cell in _filled(workbook, positions, section, first) if cell.row in lines)
        locked = [cell for cell in cells if style_of(part, cell.a1, is_ordinary=is_ordinary) not in open_]
        if locked:
            yield Alteration("protection", locked[0].to(locked[0]), "locked_lines", {"count": len(locked)})


def _filled(workbook: Workbook, positions: Positions, section: str, first: CellRef) -> Iterator[CellRef]:
    for row, value in enumerate(lines_of(workbook, first), start=first.row):
        if value != "" and text_of(value):
            yield CellRef(first.sheet, row, first.column)
    yield from (cell for cell, _ in parted(workbook, positions, section))


_OPEN: Memory[bytes, frozenset[int]] = Memory(1_000_000)


def _open_formats(styles: bytes) -> frozenset[int]:
    """The formats, by their numbers, in which a cell of a locked sheet may be typed into."""
    found = _OPEN.get(styles)
    return found if found is not None else _OPEN.add(styles, _look_up(styles), len(styles) + 1_000)


def _look_up(styles: bytes) -> frozenset[int]:
    reader = _Formats()
    parser = expat.ParserCreate()
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.Parse(styles, True)
    return frozenset(reader.open)


class _Formats:
    """Collects the formats of cells that are not locked; one that says nothing of it is."""

    def __init__(self) -> None:
        self.open: set[int] = set()
        self._number = -1
        self._within: list[str] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        local = name.rpartition(":")[2]
        if local == "xf" and self._within[-1:] == ["cellXfs"]:
            self._number += 1
        elif local == "protection" and "cellXfs" in self._within and attributes.get("locked") in _NO:
            self.open.add(self._number)
        self._within.append(local)

    def end(self, _: str) -> None:
        """An element ends."""
        self._within.pop()
