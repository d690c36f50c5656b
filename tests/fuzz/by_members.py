"""Mutations of the archive's members: missing, exchanged, doubled, renamed, wrongly described."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from random import Random

from fuzz.archive import BZIP2, DEFLATED, STORED, Member
from fuzz.bases import Base

Change = Callable[[Base, list[Member], Random], None]
"""Changes the members of a package in place."""


def drop(base: Base, members: list[Member], draw: Random) -> None:
    """One is missing."""
    members.remove(draw.choice(members))


def exchange(base: Base, members: list[Member], draw: Random) -> None:
    """Two have each other's content."""
    one, other = _two_sheets(base, members, draw) or draw.sample(members, 2)
    one.content, other.content = other.content, one.content


def copy_over(base: Base, members: list[Member], draw: Random) -> None:
    """One has the content of another, as when a sheet is copied over another."""
    one, other = _two_sheets(base, members, draw) or draw.sample(members, 2)
    one.content = other.content


def _two_sheets(base: Base, members: list[Member], draw: Random) -> list[Member] | None:
    sheets = [member for member in members if member.name in base.parts.values()]
    return draw.sample(sheets, 2) if len(sheets) > 1 and draw.random() < 0.6 else None


def double(base: Base, members: list[Member], draw: Random) -> None:
    """Two stand under one name, with different contents."""
    one = draw.choice(members)
    content = one.content.replace(b"<v>1", b"<v>2") if draw.random() < 0.7 else draw.choice(members).content
    members.insert(draw.randrange(len(members) + 1), Member(one.name, content))


def rename(base: Base, members: list[Member], draw: Random) -> None:
    """One has another name."""
    one = draw.choice(members)
    folder, _, name = one.name.rpartition("/")
    names = (
        one.name.upper(),
        f"/{one.name}",
        f"../{one.name}",
        one.name.replace("/", "\\"),
        f"{folder}/x{name}",
        "",
        name,
    )
    one.name = draw.choice((*names, f"{one.name}\x00", f"{one.name}/", "xl/worksheets/sheet1.xml"))


def recompress(base: Base, members: list[Member], draw: Random) -> None:
    """Some are compressed in other ways, or say so."""
    for member in draw.sample(members, draw.randint(1, len(members))):
        member.method = draw.choice(
            (STORED, DEFLATED, DEFLATED, BZIP2, 99) if draw.random() < 0.2 else (STORED, DEFLATED)
        )


def wrong_checksum(base: Base, members: list[Member], draw: Random) -> None:
    """The checksum of one is not that of its content."""
    draw.choice(members).crc = draw.randint(1, 2**32 - 1)


def wrong_size(base: Base, members: list[Member], draw: Random) -> None:
    """One claims to be longer or shorter than it is."""
    draw.choice(members).size = draw.choice((-1, 1, -100, 10_000, 2**30))


def wrong_flags(base: Base, members: list[Member], draw: Random) -> None:
    """One claims to be encrypted, streamed, or in another way special."""
    draw.choice(members).flags = 1 << draw.randrange(16)


def empty(base: Base, members: list[Member], draw: Random) -> None:
    """One has no content."""
    draw.choice(members).content = b""


def reorder(base: Base, members: list[Member], draw: Random) -> None:
    """They stand in another order."""
    draw.shuffle(members)


def add(base: Base, members: list[Member], draw: Random) -> None:
    """There is one more, such as another program or an attacker adds."""
    names = (
        "xl/vbaProject.bin",
        "xl/externalLinks/externalLink1.xml",
        "xl/media/image1.png",
        "content.xml",
        "a/../b",
        "x",
    )
    members.append(Member(draw.choice(names), draw.choice(members).content))


MEMBERS: Mapping[str, Change] = {
    "drop": drop,
    "exchange": exchange,
    "copy-over": copy_over,
    "double": double,
    "rename": rename,
    "recompress": recompress,
    "wrong-checksum": wrong_checksum,
    "wrong-size": wrong_size,
    "wrong-flags": wrong_flags,
    "empty": empty,
    "reorder": reorder,
    "add": add,
}
