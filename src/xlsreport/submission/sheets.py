"""Sheets whose rows are all ordinary: what surrounds the rows, and their forms, are known; the values are read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, compress, pairwise
from typing import Any

from xlsreport.opc.unfit_file import UnfitFileError
from xlsreport.submission.library import UnreadableError, rows_in
from xlsreport.submission.markup import LONGEST_RUN, inspect_markup, reaches_far
from xlsreport.submission.memory import Memory
from xlsreport.submission.pieces import Piece, is_mere_text
from xlsreport.submission.rows import NUMBER, RESULT, SLOT, STRING, VALUE, Row, rows_of
from xlsreport.submission.soundness import has_strings, is_well_formed, sound_parts, string_cells
from xlsreport.submission.source import all_elements, telling_elements
from xlsreport.submission.strings import Texts

_BEGIN, _END = b"<sheetData>", b"</sheetData>"
_PLACED = re.compile(rb"<(?:\w+:)?(?:row|c)[\s/>]")
_ASCII = re.compile(rb"[^<]*<\?xml\b[^>]*ascii", re.IGNORECASE)
_CURSOR = re.compile(rb' (activeCell|sqref|topLeftCell)="[A-Z]{1,3}[0-9]{1,7}(?::[A-Z]{1,3}[0-9]{1,7})?"')
"""Where somebody was when the file was saved, which differs from file to file and says nothing."""
_LONGEST_HEADER = 2_000
_MERGED = re.compile(rb"""<(?:\w+:)?mergeCell(?:\s[^<>]*)?\sref\s*=\s*["']([^"']{1,40})["']""")
_OF_NUMBERS = b"0123456789.+-eE"
"""The characters of numbers, of which no word consists that anybody would take for a number."""
_ROOM = 16_000_000

At = tuple[int, int]
"""Row and column of a cell, from 0."""


@dataclass(frozen=True, eq=False, slots=True)
class Frame(Piece):
    """What surrounds the rows of a sheet, with its merged areas as they are written."""

    merged: tuple[str, ...]


@dataclass(frozen=True, eq=False, slots=True)
class Form(Piece):
    """A sheet without its values, and without its frame.

    ``at`` leads from a filled cell to its value among the sheet's values: first come its numbers, then its shared
    strings, then the results of formulas that are texts. The ``are_…`` say which of the values are which. ``height``
    counts the rows down to the last with something in it; ``typed`` are the cells with numbers that are no results of
    formulas.
    """

    at: dict[At, int]
    are_numbers: bytes
    are_strings: bytes
    are_results: bytes
    height: int
    formulas: frozenset[At]
    typed: tuple[At, ...]
    styles: frozenset[int]


_HEADERS: Memory[bytes, bool] = Memory(_ROOM // 8)
_FRAMES: Memory[tuple[bytes, bytes], Frame] = Memory(_ROOM)
_FORMS: Memory[tuple[Row, ...], Form] = Memory(_ROOM)
_WRITTEN: Memory[bytes, Form] = Memory(_ROOM)
"""Forms by their rows, and by all bytes of these."""


@dataclass(frozen=True, eq=False, slots=True)
class OrdinarySheet:
    """A sheet that was looked at piece by piece; ``written`` are the values of its cells, in their order."""

    frame: Frame
    form: Form
    written: Sequence[bytes] = field(repr=False)

    @property
    def results(self) -> Iterator[bytes]:
        """The texts that formulas gave, as they are written."""
        return compress(self.written, self.form.are_results)

    def values(self, texts: Texts) -> list[Any] | None:
        """The values of its cells, as ``form.at`` numbers them, and an empty text at the end.

        None where a number is none, or a shared string or result is not among those that are known.
        """
        numbers = list(compress(self.written, self.form.are_numbers))
        indexes = list(compress(self.written, self.form.are_strings))
        if b"".join(numbers).translate(None, _OF_NUMBERS) or (indexes and not b"".join(indexes).isdigit()):
            return None
        try:
            strings = [texts.strings[int(index)] for index in indexes]
            return [*map(float, numbers), *strings, *[texts.results[text] for text in self.results], ""]
        except (ValueError, LookupError):
            return None


def ordinary_sheet(part: bytes) -> OrdinarySheet | None:
    """A part as a sheet, if nothing is unusual about it."""
    begin, end = part.find(_BEGIN), part.rfind(_END)
    if begin < 0 or end < begin or SLOT in part:
        return None
    frame = _frame(part[:begin], part[end + len(_END) :])
    if frame is None:
        return None
    pieces = VALUE.split(part[begin + len(_BEGIN) : end])
    written = pieces[1::2]
    if len(part) > LONGEST_RUN and max(map(len, written), default=0) > LONGEST_RUN:
        return None
    form = _form(SLOT.join(pieces[::2]))
    return None if form is None else OrdinarySheet(frame, form, written)


def merged_in(part: bytes) -> tuple[str, ...]:
    """The merged areas of a sheet, as it writes them."""
    return tuple({area.decode("ascii", "replace"): None for area in _MERGED.findall(part)})


def _frame(head: bytes, tail: bytes) -> Frame | None:
    """What is known of a frame, whatever its printed header says and wherever its cursor was."""
    plain = _without_header(tail)
    found = _FRAMES.get((head, plain))
    if found is not None:
        return found
    still = _CURSOR.sub(rb' \1="A1"', head)
    frame = _FRAMES.get((still, plain)) or _looked_at(still, plain)
    return None if frame is None else _FRAMES.add((head, plain), frame, len(head) + len(plain) + 200)


def _without_header(tail: bytes) -> bytes:
    """The end of a sheet without the text of its printed header, which names the agency."""
    before, begin, rest = tail.rpartition(b"<oddHeader>")
    text, end, after = rest.partition(b"</oddHeader>")
    return before + begin + end + after if begin and end and _is_header(text) else tail


def _is_header(text: bytes) -> bool:
    """Whether something is a text, and nothing but a text wherever it stands."""
    known = _HEADERS.get(text)
    if known is None:
        is_short = len(text) <= _LONGEST_HEADER and b"<" not in text
        known = is_short and is_well_formed(b"<x>%b</x>" % text) and is_mere_text(text)
        _HEADERS.add(text, known, len(text) + 200)
    return known


def _looked_at(head: bytes, tail: bytes) -> Frame | None:
    """The frame after a look at the sheet as if it had no rows; None where it is unusual."""
    empty = head + _BEGIN + _END + tail
    try:
        inspect_markup({"": empty})
        sound = sound_parts({"": empty})[""]
        is_usual = sound == empty and empty.count(b"sheetData") == 2  # one begins, one ends
        is_more = _PLACED.search(empty) or has_strings(empty) or reaches_far(empty) or _ASCII.match(head)
        if not is_usual or is_more or rows_in(empty):
            return None
    except (UnfitFileError, UnreadableError):
        return None
    frame = Frame(empty.count(b"<"), string_cells(empty), telling_elements(empty), merged_in(empty))
    return _FRAMES.add((head, tail), frame, 2 * len(empty))


def _form(written: bytes) -> Form | None:
    """The form of a sheet, given its rows without their values; None where one is not ordinary."""
    found = _WRITTEN.get(written)
    if found is not None:
        return found
    first, *forms = written.split(b"<row ")
    rows = None if first else rows_of(forms)
    form = None if rows is None else _FORMS.get(rows) or _form_of(rows)
    return None if form is None else _WRITTEN.add(written, form, len(written) + 200)


def _form_of(rows: tuple[Row, ...]) -> Form | None:
    """The form of a sheet of such rows; None where they are not in order."""
    if any(above.number >= below.number for above, below in pairwise(rows)):
        return None
    slots = b"".join([row.slots for row in rows])
    filled = [(row.number - 1, column) for row in rows for column in row.columns]
    selectors = [_selector(slots, kind) for kind in (NUMBER, STRING, RESULT)]
    by_kind = [list(compress(filled, selector)) for selector in selectors]
    formulas = frozenset((row.number - 1, column) for row in rows for column in row.formulas)
    form = Form(
        tags=sum(row.tags for row in rows),
        string_cells=sum(row.string_cells for row in rows),
        elements=all_elements(row.elements for row in rows),
        at={cell: number for number, cell in enumerate(chain.from_iterable(by_kind))},
        are_numbers=selectors[0],
        are_strings=selectors[1],
        are_results=selectors[2],
        height=max((row.number for row in rows if row.is_filled), default=0),
        formulas=formulas,
        typed=tuple(cell for cell in by_kind[0] if cell not in formulas),
        styles=frozenset().union(*(row.styles for row in rows)),
    )
    return _FORMS.add(rows, form, 150 * (len(filled) + len(rows)))


def _selector(slots: bytes, kind: bytes) -> bytes:
    """A 1 for each slot of a kind, a 0 for each other one."""
    return bytes(slot == kind[0] for slot in slots)
