"""What a workbook truly says, read without the code under test, with no opinion where the file is ambiguous."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Final

from lxml import etree

from fuzz.listing import listed_in, parsed, parts_in
from support.parts import MAIN

_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?", re.ASCII)
_ADDRESS = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})", re.ASCII)
_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_XML = "{http://www.w3.org/XML/1998/namespace}"
_INERT = "{http://schemas.microsoft.com/office/spreadsheetml/"
"""Begins vocabularies whose attributes say how high letters stand, or who changed what."""
_CHILDREN = tuple(MAIN + name for name in ("f", "v", "is", "extLst"))
_KEPT = 400
"""Parsed parts; mutants share most of theirs with the workbook that they were made of."""


class _Unclear:
    """Stands for what cannot be told: two readers could rightly differ."""

    def __repr__(self) -> str:
        return "UNCLEAR"


UNCLEAR: Final = _Unclear()
Value = Decimal | str | bool | _Unclear
At = tuple[int, int]
Cells = Mapping[At, Value]


@dataclass(frozen=True, slots=True)
class _Raw:
    """A cell as it stands in the part: its type, and the text of its value."""

    type: str
    text: str | None
    computed: bool


def sheets_in(data: bytes) -> dict[str, Cells | None] | None:
    """The values of every sheet, None for one that cannot be read beyond doubt; None where the package cannot."""
    parts = parts_in(data)
    listed = None if parts is None else listed_in(parts)
    if parts is None or listed is None:
        return None
    shared = _shared(parts.get("xl/sharedStrings.xml", b""))
    found: dict[str, Cells | None] = {}
    for name, part in listed.items():
        raw = _raw_cells(parts.get(part, b""))
        found[name] = None if raw is None else _values(raw, shared)
    return found


def _values(raw: Mapping[At, _Raw | None], shared: tuple[str, ...] | None) -> Cells:
    return {at: _value(cell, shared) for at, cell in raw.items() if cell is None or cell.text is not None}


def labels_in(data: bytes) -> dict[str, dict[At, str]]:
    """The texts of a workbook that nobody filled in, without those that formulas show."""
    parts = parts_in(data)
    assert parts is not None
    listed = listed_in(parts)
    assert listed is not None
    shared = _shared(parts["xl/sharedStrings.xml"])
    return {name: dict(_labels(parts[part], shared)) for name, part in listed.items()}


def _labels(part: bytes, shared: tuple[str, ...] | None) -> Iterator[tuple[At, str]]:
    for at, cell in (_raw_cells(part) or {}).items():
        value = None if cell is None or cell.computed else _value(cell, shared)
        if isinstance(value, str):
            yield at, value


@lru_cache(_KEPT)
def _shared(part: bytes) -> tuple[str, ...] | None:
    try:
        root = parsed(part)
    except etree.XMLSyntaxError:
        return None
    return None if _mixed(root) else tuple(_rich_text(item) for item in root if item.tag == MAIN + "si")


def _mixed(root: etree._Element) -> bool:
    """Whether some elements are of another vocabulary, whose local names could be taken for those of this one."""
    return any(isinstance(item.tag, str) and not item.tag.startswith(MAIN) for item in root.iter())


def _rich_text(item: etree._Element) -> str:
    """Its own text, or that of its runs; readings over the characters are left out."""
    texts = [*item.findall(MAIN + "t"), *item.findall(f"{MAIN}r/{MAIN}t")]
    return "".join(map(_text, texts))


def _text(element: etree._Element) -> str:
    """Its own text, which comments and instructions may interrupt without being part of it."""
    return "".join([element.text or "", *(inner.tail or "" for inner in element)])


@lru_cache(_KEPT)
def _raw_cells(part: bytes) -> Mapping[At, _Raw | None] | None:
    """The cells by address, None for one that is there twice or is not where it says; None if it is no sheet."""
    try:
        root = parsed(part)
    except etree.XMLSyntaxError:
        return None
    data = root.findall(MAIN + "sheetData")
    if len(data) != 1 or root.tag != MAIN + "worksheet" or _mixed(data[0]) or _is_doubtful(root, data[0]):
        return None
    cells: dict[At, _Raw | None] = {}
    for at, element in _addressed(data[0]):
        for address in at:
            cells[address] = None if len(at) > 1 or address in cells else _raw(element)
    return cells


def _is_doubtful(root: etree._Element, data: etree._Element) -> bool:
    """Whether something may be taken for cells, or for what is said of them, by programs that know it otherwise."""
    everything = [etree.QName(item).localname for item in root.iter() if isinstance(item.tag, str)]
    within = [etree.QName(item).localname for item in data.iter() if isinstance(item.tag, str)]
    said = [str(key) for item in data.iter() for key in item.attrib]
    return (
        any(everything.count(name) != within.count(name) for name in ("sheetData", "row", "c", "v"))
        or any(str(key).startswith(_COMPATIBILITY) and not str(key).endswith("Ignorable") for key in root.attrib)
        or any(key.startswith("{") and not key.startswith(_XML) and not key.startswith(_INERT) for key in said)
    )


def _addressed(data: etree._Element) -> Iterator[tuple[set[At], etree._Element]]:
    """Every cell with its address; two where the row says another one than the cell."""
    row = -1
    for line in data.iter(MAIN + "row"):
        given = line.get("r", "")
        row = int(given) - 1 if given.isascii() and given.isdecimal() else row + 1
        column = -1
        for cell in line.iter(MAIN + "c"):
            match = _ADDRESS.fullmatch(cell.get("r", ""))
            column = _column(match[1]) if match else column + 1
            own_row = int(match[2]) - 1 if match else row
            yield {(row, column), (own_row, column)}, cell


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _raw(cell: etree._Element) -> _Raw | None:
    values, inline = cell.findall(MAIN + "v"), cell.findall(MAIN + "is")
    if any(isinstance(child.tag, str) and child.tag not in _CHILDREN for child in cell) or _has_text(cell):
        return None
    if len(values) + len(inline) > 1 or any(isinstance(part.tag, str) for value in values for part in value):
        return None
    kind = cell.get("t", "n")
    if bool(inline) != (kind == "inlineStr") and (values or inline):
        return None
    text = _rich_text(inline[0]) if inline else _text(values[0]) if values else None
    return _Raw(kind, text, cell.find(MAIN + "f") is not None)


def _has_text(cell: etree._Element) -> bool:
    """Whether there are characters beside the elements of a cell."""
    return bool((cell.text or "").strip()) or any((child.tail or "").strip() for child in cell)


def _value(cell: _Raw | None, shared: tuple[str, ...] | None) -> Value:
    if cell is None or cell.text is None:
        return UNCLEAR
    text = cell.text
    match cell.type:
        case "n":
            number = float(text) if _NUMBER.fullmatch(text) else float("inf")
            return Decimal(f"{number:.15g}") if abs(number) < float("inf") else UNCLEAR
        case "s":
            known = shared is not None and text.isascii() and text.isdecimal() and int(text) < len(shared)
            return shared[int(text)] if known and shared is not None else UNCLEAR
        case "b":
            return {"1": True, "0": False}.get(text, UNCLEAR)
        case "str" | "e" | "inlineStr":
            return text
        case _:
            return UNCLEAR
