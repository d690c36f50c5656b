"""Mutations of vocabularies: what may be ignored, alternatives, a second set of cells, prefixes."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from random import Random

from fuzz.archive import Member
from fuzz.bases import Base
from fuzz.by_members import Change

_MAIN = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_STRICT = b"http://purl.oclc.org/ooxml/spreadsheetml/main"
_COMPATIBILITY = b"http://schemas.openxmlformats.org/markup-compatibility/2006"
_NAMES = b' xmlns:mc="%b" xmlns:z="urn:z"' % _COMPATIBILITY
_CELL = re.compile(rb"<c [^<>]*?(?:/>|>.*?</c>)", re.DOTALL)
_ROW = re.compile(rb"<row [^<>]*?(?:/>|>.*?</row>)", re.DOTALL)
_VALUE = re.compile(rb"<v>[^<]*</v>")
_CELLS = re.compile(rb"<sheetData>.*</sheetData>", re.DOTALL)
_DIGITS = re.compile(rb"<v>(\d)")
_SAID = (b' mc:Ignorable="z"', b' mc:Ignorable="z" mc:ProcessContent="z:*"', b' mc:MustUnderstand="z"', b"")
_WITHIN = (b"<b/>", b"<x>9</x>", b"<v>9</v>", b"<!--9-->", b"<?x 9?>", b"<![CDATA[9]]>", b"&#57;", b" ", b"\n")
_BESIDE = (b"<v>9</v>", b"<is><t>9</t></is>", b"<f>9</f>", b"<t>9</t>", b"9")

Part = Callable[[bytes, Random], bytes]


def _other(xml: bytes) -> bytes:
    """The same with other figures."""
    return _DIGITS.sub(lambda found: b"<v>9" + found[1], xml)


def _piece(part: bytes, draw: Random) -> re.Match[bytes] | None:
    pattern = draw.choice((_CELL, _CELL, _ROW, _VALUE, _CELLS))
    found = list(pattern.finditer(part))
    return draw.choice(found) if found else None


def _named(part: bytes, more: bytes) -> bytes:
    return part.replace(b"<worksheet ", b"<worksheet" + _NAMES + more + b" ", 1)


def _instead(part: bytes, piece: re.Match[bytes], xml: bytes) -> bytes:
    return part[: piece.start()] + xml + part[piece.end() :]


def ignorable(part: bytes, draw: Random) -> bytes:
    """Something that may be ignored stands before or around cells, with other figures in it."""
    piece = _piece(part, draw)
    if piece is None:
        return part
    other = _other(piece[0])
    forms = (
        b"<z:x>" + other + b"</z:x>" + piece[0],
        piece[0] + b"<z:x>" + other + b"</z:x>",
        b"<z:x>" + piece[0] + b"</z:x>",
        other.replace(b"</", b"</z:").replace(b"<", b"<z:").replace(b"<z:/z:", b"</z:") + piece[0],
    )
    return _named(_instead(part, piece, draw.choice(forms)), draw.choice(_SAID))


def alternatives(part: bytes, draw: Random) -> bytes:
    """There are alternatives, with other figures in one."""
    piece = _piece(part, draw)
    if piece is None:
        return part
    one, two = draw.sample((piece[0], _other(piece[0])), 2)
    required = draw.choice((b"z", b"r", b"mc"))
    choice = b'<mc:Choice Requires="%b">%b</mc:Choice>' % (required, one)
    fallback = b"<mc:Fallback>%b</mc:Fallback>" % two if draw.random() < 0.8 else b""
    return _named(_instead(part, piece, b"<mc:AlternateContent>" + choice + fallback + b"</mc:AlternateContent>"), b"")


def second_cells(part: bytes, draw: Random) -> bytes:
    """There is a second set of cells."""
    cells = _CELLS.search(part)
    if cells is None:
        return part
    other = _other(cells[0])
    if draw.random() < 0.3:
        other = other.replace(b"<sheetData>", b'<sheetData xmlns="%b">' % draw.choice((_STRICT, b"urn:z", _MAIN)))
    forms = (
        other + cells[0],
        cells[0] + other,
        cells[0].replace(b"<sheetData>", b"<sheetData>" + other, 1),
        cells[0] + b'<extLst><ext uri="x">' + other + b"</ext></extLst>",
        b"<sheetData/>" + cells[0],
        cells[0] + b"<sheetData/>",
    )
    return _instead(part, cells, draw.choice(forms))


def prefixed(part: bytes, draw: Random) -> bytes:
    """All elements, or those of one kind, have a prefix of the right vocabulary or of another."""
    names = draw.choice(((b"c",), (b"v",), (b"row", b"c"), (b"sheetData", b"row", b"c", b"v", b"f")))
    for name in names:
        part = re.sub(rb"<(/?)%b(?=[ />])" % name, rb"<\1z:%b" % name, part)
    vocabulary = draw.choice((_MAIN, _MAIN, b"urn:z", _STRICT))
    return part.replace(b"<worksheet ", b'<worksheet xmlns:z="%b" ' % vocabulary, 1)


def redeclared(part: bytes, draw: Random) -> bytes:
    """From an element on, the vocabulary is another one."""
    piece = _piece(part, draw)
    if piece is None:
        return part
    vocabulary = draw.choice((b"urn:z", _STRICT, b"", _MAIN))
    return _instead(part, piece, re.sub(rb"^<(\w+)", rb'<\1 xmlns="%b"' % vocabulary, piece[0]))


def within_value(part: bytes, draw: Random) -> bytes:
    """A value is in pieces, or not alone."""
    found = list(_VALUE.finditer(part))
    if not found:
        return part
    piece = draw.choice(found)
    text = piece[0][3:-4]
    at = draw.randrange(len(text) + 1)
    inner, beside = draw.choice(_WITHIN), draw.choice(_BESIDE)
    forms = (
        b"<v>" + text[:at] + inner + text[at:] + b"</v>",
        piece[0] + beside,
        beside + piece[0],
        b'<v xml:space="preserve">' + text + b"</v>",
        b'<v x="9">' + text + b"</v>",
    )
    return _instead(part, piece, draw.choice(forms))


def _in_a_sheet(change: Part) -> Change:
    def changed(base: Base, members: list[Member], draw: Random) -> None:
        name = draw.choice(tuple(base.parts.values()))
        member = next((member for member in members if member.name == name), None)
        if member is not None:
            member.content = change(member.content, draw)

    return changed


_CHANGES: Mapping[str, Part] = {
    "ignorable": ignorable,
    "alternatives": alternatives,
    "second-cells": second_cells,
    "prefixed": prefixed,
    "redeclared": redeclared,
    "within-value": within_value,
}
VOCABULARIES: Mapping[str, Change] = {f"vocabulary-{name}": _in_a_sheet(change) for name, change in _CHANGES.items()}
