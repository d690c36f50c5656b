"""Shared strings as every program writes them: each is looked at once, and is the text that the library reads in it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field

from xlsreport.submission.library import UnreadableError, rows_in, sheet_of, strings_of
from xlsreport.submission.markup import inspect_markup
from xlsreport.submission.memory import Memory
from xlsreport.submission.pieces import Piece
from xlsreport.submission.soundness import is_plain, is_well_formed, sound_parts, string_cells
from xlsreport.submission.source import telling_elements
from xlsreport.submission.unfit import UnfitFileError

_ATTRIBUTES = rb'(?: [A-Za-z]+="[^<>"&]*")*+'
_TEXT = rb'<t(?: xml:space="preserve")?(?:/>|>[^<]*</t>)'
_RUN = rb"<r>(?:<rPr>(?:<[A-Za-z]+" + _ATTRIBUTES + rb"/>)*+</rPr>)?" + _TEXT + rb"</r>"
_ITEM = re.compile(rb"(?:" + _TEXT + rb"|(?:" + _RUN + rb")++)(?:<phoneticPr" + _ATTRIBUTES + rb"/>)?</si>")
"""A text, or a text in several fonts, after ``<si>``; Chinese editions of Excel add how it is pronounced."""
_END = b"</sst>"
_COUNTS = re.compile(rb'="[0-9]{1,9}"')
_ASCII = re.compile(rb"[^<]*<\?xml\b[^>]*ascii", re.IGNORECASE)
_LARGEST = 1_000_000
_LONGEST = 131_072
"""Bytes of one item, so that none has a longer text than a cell can hold."""
_ROOM = 4_000_000


@dataclass(frozen=True, eq=False, slots=True)
class OrdinaryStrings(Piece):
    """The shared strings of a workbook.

    ``name`` is that of their part, ``sound`` what it is handed on as; the longest has no more bytes than ``longest``.
    """

    name: str
    texts: Sequence[str] = field(repr=False)
    sound: bytes = field(repr=False)
    longest: int


_HEADS: Memory[bytes, bytes] = Memory(_ROOM // 4)
"""What stands before the first string, as it may be handed on, by what it is without its numbers."""
_ITEMS: Memory[bytes, str] = Memory(_ROOM)
_RESULTS: Memory[bytes, str] = Memory(_ROOM // 4)
"""What the library reads in a shared string, and in a text that a formula gave."""


def ordinary_strings(name: str, part: bytes) -> OrdinaryStrings | None:
    """A part as shared strings, if nothing is unusual about it."""
    begin, end = part.find(b"<si>"), part.rfind(_END)
    if begin < 0 or end + len(_END) < len(part) or len(part) > _LARGEST or b"\0" in part:
        return None
    head = _sound_head(_COUNTS.sub(b'="1"', part[:begin]))
    items = part[begin:end].split(b"<si>")[1:]
    longest = max(map(len, items))
    texts = _texts_of(items) if head is not None and longest < _LONGEST else None
    if head is None or texts is None:
        return None
    tags, cells, elements = part.count(b"<"), string_cells(part), telling_elements(part)
    return OrdinaryStrings(tags, cells, elements, name, texts, head + part[begin:], longest + begin)


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
    if not is_plain(empty) or empty.count(b"<sst") != 1 or _ASCII.match(head):
        return None
    return _HEADS.add(head, sound.removesuffix(_END), 3 * len(head))


def results_of(written: Set[bytes]) -> Mapping[bytes, str]:
    """What the library reads in the texts that formulas gave, as far as they are ordinary."""
    known = {text: _RESULTS.get(text) for text in written}
    new = [text for text, read in known.items() if read is None]
    learned = dict(zip(new, _results_read(new), strict=False))
    for text, result in learned.items():
        _RESULTS.add(text, result, 3 * len(text) + 200)
    return {text: read for text, read in known.items() if read is not None} | learned


def _results_read(texts: Sequence[bytes]) -> Sequence[str]:
    """What the library reads in texts, unless one of them is not ordinary; then nothing."""
    if not all(len(text) < _LONGEST and _is_ordinary(text) for text in texts):
        return ()
    return _read([b't="str"><v>%b</v>' % text for text in texts], b"")


def _is_ordinary(text: bytes) -> bool:
    """Whether a text cannot be taken for anything else where nothing but the bytes of a part are looked at."""
    return not (b"&#" in text or telling_elements(text) or string_cells(text))


def _texts_of(items: Sequence[bytes]) -> Sequence[str] | None:
    """What the library reads in the items of shared strings; None where one of them is not ordinary."""
    known = list(map(_ITEMS.get, items))
    new = [item for item, text in zip(items, known, strict=True) if text is None]
    if not all(map(_ITEM.fullmatch, new)):
        return None
    learned = _read([b't="s"><v>%d</v>' % number for number in range(len(new))], b"".join([b"<si>" + i for i in new]))
    if len(learned) < len(new):
        return None
    for item, text in zip(new, learned, strict=True):
        _ITEMS.add(item, text, 3 * len(item) + 200)
    rest = iter(learned)
    return [next(rest) if text is None else text for text in known]


def _read(contents: Sequence[bytes], items: bytes) -> Sequence[str]:
    """What the library reads in cells that hold texts; nothing where they do not, or are not well-formed."""
    rows = [b'<row r="%d"><c r="A%d" %b</c></row>' % (n, n, content) for n, content in enumerate(contents, start=1)]
    sheet = sheet_of(b"".join(rows))
    if not contents or not is_well_formed(sheet) or not is_well_formed(strings_of(items)):
        return ()
    try:
        read = [row[0] if row else "" for row in rows_in(sheet, items)]
    except UnreadableError:
        return ()
    read += [""] * (len(contents) - len(read))
    return read if all(isinstance(text, str) for text in read) else ()
