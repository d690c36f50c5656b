"""Mutations of what an archive says about its members: extra fields, names and sums said twice, unlisted members."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from random import Random

from fuzz.archive import UNICODE_COMMENT, UNICODE_PATH, Member, encoded, field, unicode_field
from fuzz.bases import Base
from fuzz.by_members import Change

_ZIP64, _NTFS, _TIME, _UNKNOWN = 0x0001, 0x000A, 0x5455, 0xCAFE


def _sheet(base: Base, members: list[Member], draw: Random) -> Member:
    sheets = [member for member in members if member.name in base.parts.values()]
    return draw.choice(sheets or members)


def _twin(base: Base, members: list[Member], draw: Random) -> tuple[Member, Member]:
    """A sheet, and one more that is like it but for its name and its figures."""
    one = _sheet(base, members, draw)
    content = one.content.replace(b"<v>1", b"<v>91").replace(b"<v>2", b"<v>92")
    return one, Member(one.name.replace("sheet", "other"), content)


def second_name(base: Base, members: list[Member], draw: Random) -> None:
    """A member says in an extra field that it has another name: that of a sheet."""
    one, other = _twin(base, members, draw)
    version = draw.choice((1, 1, 1, 2))
    extra = unicode_field(UNICODE_PATH, encoded(one.name), encoded(draw.choice((other.name, other.name, "x"))), version)
    where = draw.choice(("both", "directory", "local"))
    other.extra = extra if where != "local" else b""
    other.local_extra = extra if where != "directory" else b""
    members.insert(draw.choice((0, len(members))), other)


def exchanged_names(base: Base, members: list[Member], draw: Random) -> None:
    """Two sheets say in extra fields that each is the other one."""
    one, other = draw.sample(members, 2)
    one.extra = unicode_field(UNICODE_PATH, encoded(other.name), encoded(one.name))
    other.extra = unicode_field(UNICODE_PATH, encoded(one.name), encoded(other.name))


def extra_field(base: Base, members: list[Member], draw: Random) -> None:
    """A member has an extra field that means nothing, or is cut short."""
    one = _sheet(base, members, draw)
    sizes = struct.pack("<QQ", len(one.content) + draw.choice((0, 0, 5)), len(one.body()))
    fields = (
        field(_ZIP64, sizes),
        field(_NTFS, bytes(32)),
        field(_TIME, b"\1\0\0\0\0"),
        field(_UNKNOWN, draw.randbytes(9)),
        field(_UNKNOWN, b"abc", draw.choice((4, 900, 0xFFFF))),
        unicode_field(UNICODE_COMMENT, b"x", b"y"),
        b"\xfe\xca\0",
    )
    one.extra = b"".join(draw.choices(fields, k=draw.choice((1, 1, 2))))
    one.local_extra = draw.choice((None, b"", one.extra[:3]))


def local_header(base: Base, members: list[Member], draw: Random) -> None:
    """The header before a member says something else than the directory."""
    one = _sheet(base, members, draw)
    match draw.choice(("name", "size", "crc", "case")):
        case "name":
            one.local_name = draw.choice(members).name
        case "size":
            one.local_size = draw.choice((-1, 1, 999))
        case "crc":
            one.local_crc = draw.randint(1, 2**31)
        case _:
            one.local_name = one.name.upper()


def descriptor(base: Base, members: list[Member], draw: Random) -> None:
    """The sums of members stand behind them, perhaps without a mark, perhaps wrong."""
    for member in draw.sample(members, draw.randint(1, len(members))):
        crc, size = member.sums()
        plain = struct.pack("<LLL", crc, len(member.body()), size)
        member.descriptor = draw.choice((b"", b"", plain, b"PK\7\x08" + draw.randbytes(12)))


def hidden_member(base: Base, members: list[Member], draw: Random) -> None:
    """There is a member that the directory does not list, with other figures."""
    one, other = _twin(base, members, draw)
    other.name, other.hidden = one.name, True
    members.insert(draw.randrange(len(members) + 1), other)


def remark(base: Base, members: list[Member], draw: Random) -> None:
    """A member has a remark, perhaps one that looks like the end of an archive."""
    draw.choice(members).comment = draw.choice((b"x", b"PK\5\6" + bytes(18), b"PK\1\2", b"PK\3\4"))


def alias(base: Base, members: list[Member], draw: Random) -> None:
    """There is a second sheet whose name is the same for programs that tidy names up."""
    one, other = _twin(base, members, draw)
    folder, _, name = one.name.rpartition("/")
    other.name = draw.choice(
        (
            f"./{one.name}",
            f"{folder}//{name}",
            f"{folder}/./{name}",
            f"{folder}/x/../{name}",
            one.name.upper(),
            f"{one.name} ",
            f"{one.name}.",
            f"{one.name}\0",
            one.name.replace("sheet", "%73heet"),
        )
    )
    members.insert(draw.choice((0, len(members))), other)


HEADERS: Mapping[str, Change] = {
    "header-second-name": second_name,
    "header-exchanged-names": exchanged_names,
    "header-extra-field": extra_field,
    "header-local": local_header,
    "header-descriptor": descriptor,
    "header-hidden-member": hidden_member,
    "header-remark": remark,
    "header-alias": alias,
}
