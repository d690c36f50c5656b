"""The shared strings of a workbook ([ECMA-376] part 1, 18.4.9)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial

from xlsreport.opc.escaped_text import expect_certain, unescaped
from xlsreport.opc.invalid_file import InvalidFileError
from xlsreport.opc.safe_xml import MAX_ELEMENTS, is_declared_utf_8, parse_xml
from xlsreport.spreadsheet.reading_cache import NOTHING_KNOWN, ReadingCache, read_with
from xlsreport.xlsx.markup.grammar import NAMESPACES, split_name
from xlsreport.xlsx.markup.plain_text import BLANKS, plain_texts
from xlsreport.xlsx.worksheet.rich_text import CellText, plain_text, text_of

_BEGIN, _END = b"<si>", b"</sst>"
_OWN_SHARE = 0.25
"""Of a file's strings: if no more are new, its sender wrote them, no other file has them, and they are not kept."""
_PLAIN = re.compile(rb'<t(?: xml:space="preserve")?>([^<]*)</t></si>')
"""An item that is nothing but one text in the font of its cell, as a text that somebody typed is."""


def parse_shared_strings(
    part: bytes, cache: ReadingCache = NOTHING_KNOWN, max_elements: int = MAX_ELEMENTS
) -> Sequence[CellText]:
    """The texts of the shared strings, by their numbers.

    Args:
        part: the bytes of their part.
        cache: what is known of strings of other files; most are labels, which all of them have.
        max_elements: how many elements the part may have.

    Raises:
        InvalidFileError: something in it is not as programs write it.
    """
    return read_with(cache, part, _with_cache, partial(_parsed, max_elements=max_elements))


def _parsed(part: bytes, max_elements: int = MAX_ELEMENTS) -> list[CellText]:
    root = parse_xml(part, is_strict=True, max_elements=max_elements)
    namespace, local = split_name(root.name)
    if local != "sst" or namespace not in NAMESPACES:
        raise InvalidFileError("ambiguous")
    texts = []
    for item in root.children:
        if item.name == f"{namespace} si":
            texts.append(text_of(item))
        elif item.name != f"{namespace} extLst":
            raise InvalidFileError("ambiguous")
    return texts


def _with_cache(part: bytes, cache: ReadingCache) -> list[CellText] | None:
    begin, end = part.find(_BEGIN), part.rfind(_END)
    head = part[:begin]
    if begin < 0 or part[end + len(_END) :].strip(BLANKS) or not is_declared_utf_8(part):
        return None
    context = ("si", _without_counts(head))
    # Plain items are not parsed together with what stands before them, where a part may declare entities.
    _parsed(head + _END)
    known = cache.known(context)
    items = part[begin + len(_BEGIN) : end].split(_BEGIN)
    texts = list(map(known.get, items))
    new = [item for item, text in zip(items, texts, strict=True) if text is None]
    if new:
        found = dict(zip(new, _read_new(head, new), strict=False))
        if len(found) < len(set(new)):
            return None
        if len(new) > _OWN_SHARE * len(items):
            for item, text in found.items():
                cache.add(context, item, text, 3 * len(item) + 300)
        texts = [text or found[item] for item, text in zip(items, texts, strict=True)]
    return texts  # type: ignore[return-value]  # the cache holds what was put there


def _read_new(head: bytes, items: Sequence[bytes]) -> list[CellText]:
    """The texts of items; none where one of the pieces is not exactly one item."""
    plain = list(map(_PLAIN.fullmatch, items))
    written = plain_texts([item[1] for item in plain if item is not None])
    if written is not None and len(written) == len(items):
        return [plain_text(unescaped(expect_certain(text))) for text in written]
    texts = _parsed(b"".join((head, *[_BEGIN + item for item in items], _END)))
    return texts if len(texts) == len(items) and all(item.rstrip(BLANKS).endswith(b"</si>") for item in items) else []


def _without_counts(head: bytes) -> bytes:
    """The bytes before the first string, without the counts of strings."""
    pieces = head.split(b'"')
    for number in range(1, len(pieces), 2):
        if pieces[number - 1].endswith(b"ount=") and pieces[number].isdigit():
            pieces[number] = b""
    return b'"'.join(pieces)
