"""Mutations of bytes: of a finished archive, and of a part before it is packed, so that its checksum is right."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from random import Random

from fuzz.archive import Member
from fuzz.bases import Base

Bytes = Callable[[bytes, Random], bytes]
_LONGEST = 200
_ODD = (
    b"\x00",
    b"<",
    b">",
    b"&",
    b'"',
    b"\xff\xfe",
    b"]]>",
    b"<!--",
    b"&lt;",
    b"&#0;",
    b"&x;",
    "１".encode(),
    b"9",
    b"-",
)


def _cut(data: bytes, draw: Random) -> tuple[int, int]:
    start = draw.randrange(len(data) + 1)
    return start, min(len(data), start + draw.randint(1, draw.choice((1, 4, _LONGEST))))


def flip(data: bytes, draw: Random) -> bytes:
    """One bit is another."""
    if not data:
        return data
    at = draw.randrange(len(data))
    return data[:at] + bytes([data[at] ^ (1 << draw.randrange(8))]) + data[at + 1 :]


def overwrite(data: bytes, draw: Random) -> bytes:
    """Some bytes are others."""
    start, end = _cut(data, draw)
    return data[:start] + draw.randbytes(end - start) + data[end:]


def insert(data: bytes, draw: Random) -> bytes:
    """Something that means something is there too."""
    at = draw.randrange(len(data) + 1)
    return data[:at] + draw.choice(_ODD) * draw.choice((1, 1, 3)) + data[at:]


def delete(data: bytes, draw: Random) -> bytes:
    """A slice is missing."""
    start, end = _cut(data, draw)
    return data[:start] + data[end:]


def truncate(data: bytes, draw: Random) -> bytes:
    """The end is missing."""
    return data[: draw.randrange(len(data) + 1)]


def repeat(data: bytes, draw: Random) -> bytes:
    """A slice is there twice."""
    start, end = _cut(data, draw)
    return data[:end] + data[start:end] + data[end:]


def exchange(data: bytes, draw: Random) -> bytes:
    """Two slices have changed places."""
    start, end = _cut(data, draw)
    later, last = _cut(data[end:], draw)
    return (
        data[:start] + data[end + later : end + last] + data[end : end + later] + data[start:end] + data[end + last :]
    )


BYTES: Mapping[str, Bytes] = {
    "flip": flip,
    "overwrite": overwrite,
    "insert": insert,
    "delete": delete,
    "truncate": truncate,
    "repeat": repeat,
    "exchange": exchange,
}

_READ = (
    "xl/workbook.xml",
    "xl/_rels/workbook.xml.rels",
    "xl/sharedStrings.xml",
    "xl/styles.xml",
    "[Content_Types].xml",
)


def read_part(base: Base, members: list[Member], draw: Random) -> Member | None:
    """A part that a reader looks at, mostly a sheet; None where it is no longer there."""
    name = draw.choice(tuple(base.parts.values())) if draw.random() < 0.6 else draw.choice(_READ)
    return next((member for member in members if member.name == name), None)


def in_part(change: Bytes) -> Callable[[Base, list[Member], Random], None]:
    """The same change within a part."""

    def changed(base: Base, members: list[Member], draw: Random) -> None:
        member = read_part(base, members, draw)
        if member is not None:
            member.content = change(member.content, draw)

    return changed


IN_PARTS = {f"part-{name}": in_part(change) for name, change in BYTES.items()}
