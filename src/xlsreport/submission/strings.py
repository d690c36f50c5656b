"""Shared strings as every program writes them: each is looked at once, and is the text that the library reads in it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field

from xlsreport.opc.unfit_file import UnfitFileError
from xlsreport.submission.library import UnreadableError, rows_in, sheet_of, strings_of
from xlsreport.submission.markup import LONGEST_RUN, inspect_markup
from xlsreport.submission.memory import Memory
from xlsreport.submission.pieces import Piece, is_mere_text
from xlsreport.submission.soundness import is_well_formed, sound_parts
from xlsreport.submission.source import NOTHING

_ATTRIBUTES = rb'(?: [A-Za-z]+="[^<>"&]*")*+'
_TEXT = rb'<t(?: xml:space="preserve")?(?:/>|>[^<]*</t>)'
_RUN = rb"<r>(?:<rPr>(?:<[A-Za-z]+" + _ATTRIBUTES + rb"/>)*+</rPr>)?" + _TEXT + rb"</r>"
_ITEM = re.compile(rb"(?:" + _TEXT + rb"|(?:" + _RUN + rb")++)(?:<phoneticPr" + _ATTRIBUTES + rb"/>)?</si>")
"""A text, or a text in several fonts, after ``<si>``; Chinese editions of Excel add how it is pronounced."""
_END = b"</sst>"
_COUNTS = re.compile(rb'="[0-9]{1,9}"')
_HEAD = re.compile(rb"(?:<\?xml(?:(?!ascii)[^<>])*>\s*)?<sst[^<>]*>", re.IGNORECASE)
"""Nothing but the beginning of shared strings, which are not said to be ASCII."""
_ROOM = 4_000_000


@dataclass(frozen=True, eq=False, slots=True)
class OrdinaryStrings(Piece):
    """The shared strings of a workbook, not yet looked at: their items, after ``<si>``.

    ``name`` is that of their part, ``sound`` what it is handed on as; the longest has no more bytes than ``longest``.
    """

    name: str
    items: Sequence[bytes] = field(repr=False)
    sound: bytes = field(repr=False)
    longest: int


@dataclass(frozen=True, eq=False, slots=True)
class Texts:
    """What the library reads in shared strings, and in the texts that formulas gave, as these are written."""

    strings: Sequence[str] = field(repr=False)
    results: Mapping[bytes, str] = field(repr=False)


_HEADS: Memory[bytes, bytes] = Memory(_ROOM // 4)
"""What stands before the first string, as it may be handed on, by what it is without its numbers."""
_ITEMS: Memory[bytes, str] = Memory(_ROOM)
_RESULTS: Memory[bytes, str] = Memory(_ROOM // 4)
"""What the library reads in a shared string, and in a text that a formula gave."""


def ordinary_strings(name: str, part: bytes) -> OrdinaryStrings | None:
    """A part as shared strings, if nothing is unusual about it."""
    begin, end = part.find(b"<si>"), part.rfind(_END)
    if begin < 0 or end + len(_END) < len(part) or b"\0" in part:
        return None
    head = _sound_head(_COUNTS.sub(b'="1"', part[:begin]))
    items = part[begin:end].split(b"<si>")[1:]
    longest = max(map(len, items))
    if head is None or longest > LONGEST_RUN:
        return None
    return OrdinaryStrings(part.count(b"<"), 0, NOTHING, name, items, head + part[begin:], longest + begin)


def _sound_head(head: bytes) -> bytes | None:
    """What stands before the first string, without how many there are; None where it is unusual."""
    found = _HEADS.get(head)
    if found is not None:
        return found
    empty = head + _END
    try:
        inspect_markup({"": empty})
        sound = sound_parts({"": empty})[""]
    except UnfitFileError:
        return None
    if not _HEAD.fullmatch(head):
        return None
    return _HEADS.add(head, sound.removesuffix(_END), 3 * len(head))


def texts_of(items: Sequence[bytes], written: Set[bytes]) -> Texts | None:
    """What the library reads in the items of shared strings and in the texts that formulas gave.

    None where one of them is not ordinary.
    """
    strings, results = list(map(_ITEMS.get, items)), {text: _RESULTS.get(text) for text in written}
    new_items = [item for item, text in zip(items, strings, strict=True) if text is None]
    new_results = [written for written, text in results.items() if text is None]
    if new_items or new_results:
        read = _read(new_items, new_results)
        if read is None:
            return None
        of_items, of_results = read[: len(new_items)], read[len(new_items) :]
        _remember(_ITEMS, new_items, of_items)
        _remember(_RESULTS, new_results, of_results)
        rest = iter(of_items)
        strings = [next(rest) if text is None else text for text in strings]
        results |= dict(zip(new_results, of_results, strict=True))
    return Texts(strings, results)  # type: ignore[arg-type]  # none is None any more


def _remember(memory: Memory[bytes, str], written: Sequence[bytes], read: Sequence[str]) -> None:
    for one, text in zip(written, read, strict=True):
        memory.add(one, text, 3 * len(one) + 200)


def _read(items: Sequence[bytes], results: Sequence[bytes]) -> Sequence[str] | None:
    """What the library reads in texts that are new, each in a cell of its own; None where one is not ordinary."""
    together = b"".join([b"<si>" + item for item in items])
    everything = b"".join((together, *[b"<t>%b</t>" % text for text in results]))
    if not all(map(_ITEM.fullmatch, items)) or any(len(t) > LONGEST_RUN or b"&#" in t for t in results):
        return None
    if not is_well_formed(strings_of(everything)) or not is_mere_text(everything):
        return None
    contents = [b't="s"><v>%d</v>' % number for number in range(len(items))]
    contents += [b't="str"><v>%b</v>' % text for text in results]
    rows = [b'<row r="%d"><c r="A%d" %b</c></row>' % (n, n, content) for n, content in enumerate(contents, start=1)]
    try:
        read = [row[0] if row else "" for row in rows_in(sheet_of(b"".join(rows)), together)]
    except UnreadableError:
        return None
    read += [""] * (len(contents) - len(read))
    return read if all(isinstance(text, str) for text in read) else None
