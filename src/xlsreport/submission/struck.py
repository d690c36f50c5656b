"""Letters that a cell shows otherwise than they are read: struck out, as if they were not there, or raised.

What is read of a cell is its characters, whatever they look like: 120 and 94 behind it are read as 12094 though the 120
is struck out, and 97 with a raised 1 for a footnote as 971.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal
from xml.etree import ElementTree

from xlsreport.layout.cells import column_number
from xlsreport.submission.archive import Archive
from xlsreport.submission.invisible import is_blank
from xlsreport.submission.looking import STRINGS
from xlsreport.submission.memory import Memory
from xlsreport.submission.sheets import At

Look = Literal["struck", "raised"]

_STYLES = "xl/styles.xml"
_STRIKE, _RAISED = b"strike", b"vertAlign"
_ADDRESS = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_NO = ("0", "false")
_LATIN = re.compile("[A-Za-z]")


@dataclass(frozen=True, slots=True)
class _Text:
    """A text: what is struck out in it, what is raised beside digits, and what looks as its cell says."""

    struck: str = ""
    raised: str = ""
    plain: str = ""


Looks = Mapping[At, tuple[Look, str]]


def odd_looks(archive: Archive) -> Mapping[str, Looks]:
    """By sheet, the cells that show something struck out or raised, and that; nothing in nearly every file."""
    styles = _struck_styles(archive.parts.get(_STYLES, b""))
    strings = next((part for name, part in archive.parts.items() if name.lower() == STRINGS), b"")
    texts = _texts(strings) if styles or _may_be_odd(strings) else []
    are_odd = any(text.struck or text.raised for text in texts)
    return {
        sheet: looks
        for sheet, name in archive.sheets.items()
        if styles or are_odd or (name not in archive.read and _may_be_odd(archive.parts.get(name, b"")))
        if (looks := dict(_in_sheet(archive.parts[name], texts, styles)))
    }


def _may_be_odd(part: bytes) -> bool:
    return _STRIKE in part or _RAISED in part


_STRUCK_STYLES: Memory[bytes, frozenset[int]] = Memory(2_000_000)


def _struck_styles(styles: bytes) -> frozenset[int]:
    """The numbers of the formats of cells whose letters are struck out."""
    if _STRIKE not in styles:
        return frozenset()
    found = _STRUCK_STYLES.get(styles)
    if found is None:
        root = ElementTree.fromstring(styles)
        fonts = [_is_struck(font) for group in _children(root, "fonts") for font in group]
        formats = [one.get("fontId", "0") for group in _children(root, "cellXfs") for one in group]
        struck = {number for number, font in enumerate(fonts) if font}
        found = frozenset(n for n, font in enumerate(formats) if font.isdecimal() and int(font) in struck)
        _STRUCK_STYLES.add(styles, found, len(styles) + 1_000)
    return found


def _texts(strings: bytes) -> list[_Text]:
    return [_text(item) for item in ElementTree.fromstring(strings)] if strings else []


def _in_sheet(part: bytes, texts: list[_Text], styles: frozenset[int]) -> Iterator[tuple[At, tuple[Look, str]]]:
    for at, cell in _cells(ElementTree.fromstring(part)):
        text = _held(cell, texts)
        style = cell.get("s", "0")
        struck = text.struck + (text.plain if style.isdecimal() and int(style) in styles else "")
        if not is_blank(struck):
            yield at, ("struck", struck.strip())
        elif text.raised:
            yield at, ("raised", text.raised)


def _cells(root: ElementTree.Element) -> Iterator[tuple[At, ElementTree.Element]]:
    """The cells of a sheet; one that does not say where it is follows the one before."""
    row = -1
    for line in (line for data in _children(root, "sheetData") for line in data):
        row = int(line.get("r") or row + 2) - 1
        column = -1
        for cell in line:
            address = _ADDRESS.fullmatch(cell.get("r", ""))
            column = column_number(address[1]) if address else column + 1
            yield (row, column), cell


def _held(cell: ElementTree.Element, texts: list[_Text]) -> _Text:
    """What a cell holds, as a text."""
    inline = next(_children(cell, "is"), None)
    if inline is not None:
        return _text(inline)
    value = next((child.text or "" for child in _children(cell, "v")), "")
    if cell.get("t") != "s":
        return _Text(plain=value)
    return texts[int(value)] if value.isdecimal() and int(value) < len(texts) else _Text()


def _text(item: ElementTree.Element) -> _Text:
    struck, raised, plain, before = "", "", "", ""
    for part in item:
        if _local(part) == "t":
            plain += part.text or ""
        elif _local(part) == "r":
            own = next(_children(part, "rPr"), None)
            text = "".join(child.text or "" for child in _children(part, "t"))
            if own is None:
                plain += text
            elif _is_struck(own):
                struck += text
            elif _is_raised(own) and text.strip().isdigit() and before and not _LATIN.match(before[-1]):
                raised += text.strip()
            before += text
    return _Text(struck, raised, plain)


def _is_struck(font: ElementTree.Element) -> bool:
    return any(mark.get("val", "1") not in _NO for mark in _children(font, "strike"))


def _is_raised(font: ElementTree.Element) -> bool:
    return any(mark.get("val") in ("superscript", "subscript") for mark in _children(font, "vertAlign"))


def _children(element: ElementTree.Element, name: str) -> Iterator[ElementTree.Element]:
    return (child for child in element if _local(child) == name)


def _local(element: ElementTree.Element) -> str:
    return element.tag.rpartition("}")[2]
