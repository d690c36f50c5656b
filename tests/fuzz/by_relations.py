"""Mutations of relations between parts and of the kinds that parts are said to be of."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from random import Random

from fuzz.archive import Member
from fuzz.bases import Base
from fuzz.by_members import Change

_RELATIONS = ("xl/_rels/workbook.xml.rels", "xl/_rels/workbook.xml.rels", "_rels/.rels")
_KINDS = "[Content_Types].xml"
_ITEM = re.compile(rb"<Relationship [^<>]*/>")
_TARGET, _TYPE, _ID = (re.compile(rb' %b="([^"]*)"' % name) for name in (b"Target", b"Type", b"Id"))
_OVERRIDE = re.compile(rb"<Override [^<>]*/>")
_OFFICE = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_OTHER_KINDS = (
    b"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml",
    b"application/vnd.openxmlformats-officedocument.spreadsheetml.chartsheet+xml",
    b"application/vnd.ms-excel.macrosheet+xml",
    b"application/vnd.ms-office.vbaProject",
    b"application/xml",
    b"image/png",
    b"",
)

Part = Callable[[bytes, Random], bytes]


def _changed(pattern: re.Pattern[bytes], part: bytes, draw: Random, change: Callable[[bytes], bytes]) -> bytes:
    found = list(pattern.finditer(part))
    if not found:
        return part
    one = draw.choice(found)
    return part[: one.start()] + change(one[0]) + part[one.end() :]


def target(part: bytes, draw: Random) -> bytes:
    """A target is written otherwise, or leads elsewhere."""

    def other(item: bytes) -> bytes:
        found = _TARGET.search(item)
        if found is None:
            return item
        old = found[1]
        forms = (
            b"/xl/" + old,
            b"./" + old,
            b"../xl/" + old,
            b"x/../" + old,
            old.replace(b"/", b"//"),
            old.replace(b"/", b"\\"),
            old.upper(),
            old.replace(b"sheet", b"%73heet"),
            old + b"#x",
            old + b"?x",
            old + b" ",
            b"file:///" + old,
            b"",
            draw.choice(_TARGET.findall(part)),
        )
        return item.replace(found[0], b' Target="%b"' % draw.choice(forms))

    return _changed(_ITEM, part, draw, other)


def mode(part: bytes, draw: Random) -> bytes:
    """A target is said to be outside, or inside, the package."""
    said = draw.choice((b"External", b"Internal", b"external", b""))
    return _changed(_ITEM, part, draw, lambda item: item[:-2] + b' TargetMode="%b"/>' % said)


def kind(part: bytes, draw: Random) -> bytes:
    """A relation is of another kind."""
    kinds = [found[1] for found in _TYPE.finditer(part)]
    others = (
        _OFFICE + b"chartsheet",
        _OFFICE + b"dialogsheet",
        b"http://schemas.microsoft.com/office/2006/relationships/xlMacrosheet",
        b"http://purl.oclc.org/ooxml/officeDocument/relationships/worksheet",
        b"urn:x/worksheet",
        b"",
    )
    said = draw.choice((*kinds, *others)) if kinds else b""
    return _changed(_ITEM, part, draw, lambda item: _TYPE.sub(lambda _: b' Type="%b"' % said, item))


def id_(part: bytes, draw: Random) -> bytes:
    """A relation has another id: that of another one, or one that differs in capitals."""
    ids = [found[1] for found in _ID.finditer(part)]
    said = draw.choice((*ids, *(one.upper() for one in ids), b"")) if ids else b""
    return _changed(_ITEM, part, draw, lambda item: _ID.sub(lambda _: b' Id="%b"' % said, item))


def more(part: bytes, draw: Random) -> bytes:
    """There is one more relation, such as another program or an attacker adds."""
    kinds = [found[1] for found in _TYPE.finditer(part)] or [b"x"]
    targets = [found[1] for found in _TARGET.finditer(part)] or [b"x"]
    new = b'<Relationship Id="%b" Type="%b" Target="%b"/>' % (
        draw.choice((b"rId99", b"rId1", b"rid1")),
        draw.choice(kinds),
        draw.choice(targets),
    )
    return _changed(_ITEM, part, draw, lambda item: draw.choice((new + item, item + new)))


def kind_of_part(part: bytes, draw: Random) -> bytes:
    """A part is said to be of another kind, of none, or of two."""

    def other(item: bytes) -> bytes:
        said = re.sub(rb'ContentType="[^"]*"', b'ContentType="%b"' % draw.choice(_OTHER_KINDS), item)
        return draw.choice((said, b"", item + said, said + item, item.upper(), item + item))

    return _changed(_OVERRIDE, part, draw, other)


def _in(names: tuple[str, ...], change: Part) -> Change:
    def changed(base: Base, members: list[Member], draw: Random) -> None:
        name = draw.choice(names)
        member = next((member for member in members if member.name == name), None)
        if member is not None:
            member.content = change(member.content, draw)

    return changed


RELATIONS: Mapping[str, Change] = {
    "relation-target": _in(_RELATIONS, target),
    "relation-mode": _in(_RELATIONS, mode),
    "relation-kind": _in(_RELATIONS, kind),
    "relation-id": _in(_RELATIONS, id_),
    "relation-more": _in(_RELATIONS, more),
    "kind-of-part": _in((_KINDS,), kind_of_part),
}
