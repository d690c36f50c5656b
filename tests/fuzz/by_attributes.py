"""Mutations of how attributes are written: what they say stays, or is said twice, or in another vocabulary."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from random import Random

from fuzz.archive import Member
from fuzz.bases import Base
from fuzz.by_bytes import read_part
from fuzz.by_members import Change

_TAG = re.compile(rb"<(?:c|row|col|v|f|sheet|Relationship|xf|sheetFormatPr|t|si)(?: [^<>]*?)?/?>")
_ATTRIBUTE = re.compile(rb' ([A-Za-z:]+)="([^"]*)"')
_FOREIGN = (b"x:r", b"x:t", b"x:s", b"x:id", b"x:Target", b"x:hidden")
_VALUES = (b"B3", b"D7", b"s", b"str", b"1", b"9", b"rId1", b"worksheets/sheet1.xml")
_RESERVED = (b'xml:space="preserve"', b'xml:base="urn:x"', b'xml:id="x"', b'xml:lang="zh"')

Tag = Callable[[bytes, Random], bytes]
"""Changes the beginning of an element."""


def _attribute(tag: bytes, draw: Random) -> re.Match[bytes] | None:
    found = list(_ATTRIBUTE.finditer(tag))
    return draw.choice(found) if found else None


def by_number(tag: bytes, draw: Random) -> bytes:
    """A character of a value is written by its number."""
    found = _attribute(tag, draw)
    if found is None or not found[2]:
        return tag
    at = found.start(2) + draw.randrange(len(found[2]))
    if tag[at] >= 128 or tag[at] == ord("&"):
        return tag
    form = draw.choice((b"&#%d;", b"&#x%x;"))
    return tag[:at] + form % tag[at] + tag[at + 1 :]


def in_single_quotes(tag: bytes, draw: Random) -> bytes:
    """A value stands in single quotation marks."""
    found = _attribute(tag, draw)
    if found is None or b"'" in found[2]:
        return tag
    return tag[: found.start()] + b" %b='%b'" % found.groups() + tag[found.end() :]


def with_blanks(tag: bytes, draw: Random) -> bytes:
    """Blanks stand around the sign of equality, or within the value."""
    found = _attribute(tag, draw)
    if found is None:
        return tag
    form = draw.choice((b' %b = "%b"', b'\n%b\t="%b"', b' %b=" %b"', b' %b="%b "'))
    return tag[: found.start()] + form % found.groups() + tag[found.end() :]


def twice(tag: bytes, draw: Random) -> bytes:
    """An attribute is there twice, perhaps with another value."""
    found = _attribute(tag, draw)
    if found is None:
        return tag
    more = b' %b="%b"' % (found[1], draw.choice((found[2], *_VALUES)))
    return tag[: found.end()] + more + tag[found.end() :]


def foreign(tag: bytes, draw: Random) -> bytes:
    """There is an attribute of another vocabulary, perhaps in place of the right one."""
    name, value = draw.choice(_FOREIGN), draw.choice(_VALUES)
    end = len(tag) - (2 if tag.endswith(b"/>") else 1)
    more = b' xmlns:x="%b" %b="%b"' % (draw.choice((b"urn:x", b"http://x/2006/relationships")), name, value)
    if draw.random() < 0.3:
        tag, end = tag.replace(b" " + name[2:] + b"=", b" y=", 1), end
        end = len(tag) - (2 if tag.endswith(b"/>") else 1)
    return tag[:end] + more + tag[end:]


def reserved(tag: bytes, draw: Random) -> bytes:
    """There is an attribute that means something in all XML."""
    end = len(tag) - (2 if tag.endswith(b"/>") else 1)
    return tag[:end] + b" " + draw.choice(_RESERVED) + tag[end:]


def in_capitals(tag: bytes, draw: Random) -> bytes:
    """The name of an attribute, or its value, is in other letters."""
    found = _attribute(tag, draw)
    if found is None:
        return tag
    change = draw.choice((bytes.upper, bytes.lower, bytes.swapcase))
    if draw.random() < 0.5:
        return tag[: found.start(1)] + change(found[1]) + tag[found.end(1) :]
    return tag[: found.start(2)] + change(found[2]) + tag[found.end(2) :]


def _in_a_part(change: Tag) -> Change:
    def changed(base: Base, members: list[Member], draw: Random) -> None:
        member = read_part(base, members, draw)
        tags = list(_TAG.finditer(member.content)) if member is not None else []
        if member is not None and tags:
            tag = draw.choice(tags)
            member.content = member.content[: tag.start()] + change(tag[0], draw) + member.content[tag.end() :]

    return changed


_CHANGES: Mapping[str, Tag] = {
    "by-number": by_number,
    "in-single-quotes": in_single_quotes,
    "with-blanks": with_blanks,
    "twice": twice,
    "foreign": foreign,
    "reserved": reserved,
    "in-capitals": in_capitals,
}
ATTRIBUTES: Mapping[str, Change] = {f"attribute-{name}": _in_a_part(change) for name, change in _CHANGES.items()}
