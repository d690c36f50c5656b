"""Looks at the parts of a workbook: thoroughly, or as far as they are not known from the workbooks before.

A part that is byte for byte the same as one before is known. Sheets and shared strings that are written as programs
usually write them are looked at piece by piece, and most pieces are known. Everything else gets the thorough look.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from xlsreport.submission.cells import ReadSheet
from xlsreport.submission.markup import inspect_markup, reaches_far
from xlsreport.submission.memory import Memory
from xlsreport.submission.pieces import Piece
from xlsreport.submission.sheets import OrdinarySheet, ordinary_sheet
from xlsreport.submission.soundness import MOST_REPEATED, has_strings, sound_parts, string_cells
from xlsreport.submission.source import Elements, all_elements, telling_elements
from xlsreport.submission.strings import OrdinaryStrings, ordinary_strings, texts_of

STRINGS = "xl/sharedstrings.xml"
_LARGEST, _MOST = 1_600_000, 100
"""Bytes of all parts, and how many these are: a workbook of ours has half a million bytes in twenty parts. What is
larger gets the thorough look alone, which counts before it looks."""
_ROOM = 4_000_000


@dataclass(frozen=True, eq=False, slots=True)
class _Known(Piece):
    """A part that was looked at thoroughly, and what it is handed on as."""

    sound: bytes = field(repr=False)


@dataclass(frozen=True, eq=False, slots=True)
class Looks:
    """What came of looking at all parts.

    ``sound`` are the parts as they may be handed on, ``elements`` the telling things of all of them, ``read`` the
    ordinary sheets, by the names of their parts.
    """

    sound: Mapping[str, bytes] = field(repr=False)
    elements: Elements = field(repr=False)
    read: Mapping[str, ReadSheet] = field(repr=False)


_KNOWN: Memory[bytes, _Known] = Memory(_ROOM)
_SUMS: Memory[tuple[Piece, ...], Elements] = Memory(_ROOM)


def look_at(parts: Mapping[str, bytes]) -> Looks:
    """Look at all parts of a workbook.

    Raises:
        UnfitFileError: one of them cannot be read safely, or not in one way only.
    """
    is_small = len(parts) <= _MOST and sum(map(len, parts.values())) <= _LARGEST
    strings, read = _ordinary(parts) if is_small else (None, {})
    known = {name: found for name, part in parts.items() if name not in read and (found := _KNOWN.get(part))}
    lasting: list[Piece] = [*known.values()]
    for sheet in read.values():
        lasting += sheet.frame, sheet.form
    strange = {name: part for name, part in parts.items() if name not in read and name not in known}
    handed_on = {name: piece.sound for name, piece in known.items()}
    passing: list[Piece] = []
    if strings is not None and _few_repetitions(strings, lasting, strange.values()):
        del strange[strings.name]
        passing.append(strings)
        handed_on[strings.name] = strings.sound
    inspect_markup(strange, sum([piece.tags for piece in (*lasting, *passing)]))
    sound = sound_parts(strange, [part for name, part in parts.items() if name not in strange])
    passing += [_looked_at(part, sound[name]) for name, part in strange.items()]
    handed_on |= sound
    return Looks({name: handed_on.get(name, part) for name, part in parts.items()}, _sum(lasting, passing), read)


def _ordinary(parts: Mapping[str, bytes]) -> tuple[OrdinaryStrings | None, dict[str, ReadSheet]]:
    """The shared strings, and by the names of their parts the sheets that are ordinary as far as they are concerned."""
    sheets: dict[str, OrdinarySheet] = {}
    strings = None
    for name, part in parts.items():
        if name.lower() == STRINGS:
            strings = ordinary_strings(name, part)
        elif (sheet := ordinary_sheet(part)) is not None:
            sheets[name] = sheet
    written = {text for sheet in sheets.values() for text in sheet.results}
    texts = texts_of(() if strings is None else strings.items, written)
    if texts is None:
        return None, {}
    values = ((name, sheet, sheet.values(texts)) for name, sheet in sheets.items())
    return strings, {name: ReadSheet(sheet.frame, sheet.form, v) for name, sheet, v in values if v is not None}


def _few_repetitions(strings: OrdinaryStrings, pieces: Iterable[Piece], strange: Iterable[bytes]) -> bool:
    """Whether there is no need to count how often each string is shown."""
    cells = sum([piece.string_cells for piece in pieces]) + sum(map(string_cells, strange))
    return strings.longest * cells <= MOST_REPEATED


def _looked_at(part: bytes, sound: bytes) -> _Known:
    """A part after the thorough look, remembered if nothing but its own bytes decided about it."""
    elements = telling_elements(sound)
    known = _Known(part.count(b"<"), string_cells(part), elements, sound)
    if not has_strings(part) and not reaches_far(part):
        _KNOWN.add(part, known, 2 * len(part) + 100 * len(elements))
    return known


def _sum(lasting: Iterable[Piece], passing: Iterable[Piece]) -> Elements:
    """The telling things of pieces that come again and of pieces that do not."""
    usual = tuple([piece for piece in lasting if piece.elements])
    found = _SUMS.get(usual)
    if found is None:
        found = all_elements(piece.elements for piece in usual)
        _SUMS.add(usual, found, 100 * (len(found) + len(usual)))
    more = [piece.elements for piece in passing if piece.elements]
    return all_elements((found, *more)) if more else found
