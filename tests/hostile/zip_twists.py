"""Archives that state something twice, or in a way that not every program heeds."""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator
from dataclasses import replace

from fuzz.archive import DEFLATED, UNICODE_COMMENT, UNICODE_PATH, UTF_8, Member, field, packed, unicode_field
from hostile.pond import SAME, SHEET, Parts, Twist, members, tripled

_OTHER = "xl/worksheets/sheet9.xml"
_ZIP64, _NTFS, _TIME, _OWNER, _UNKNOWN = 0x0001, 0x000A, 0x5455, 0x7875, 0xCAFE


def _sheet(**changes: object) -> Callable[[Parts], bytes]:
    """The sheet of figures is described otherwise."""

    def make(content: Parts) -> bytes:
        return packed(replace(m, **changes) if m.name == SHEET else m for m in members(content))  # type: ignore[arg-type]

    return make


def _with_field(kind: int, content: bytes) -> Callable[[Parts], bytes]:
    return _every(lambda member: replace(member, extra=field(kind, content)))


def _every(change: Callable[[Member], Member]) -> Callable[[Parts], bytes]:
    return lambda content: packed(change(member) for member in members(content))


def _beside(*more: Member) -> Callable[[Parts], bytes]:
    return lambda content: packed([*members(content), *more])


def _second_name(
    told: str, *, of: str = "", version: int = 1, local: bool = True, listed: bool = True
) -> Callable[[Parts], bytes]:
    """Another sheet, with other figures, says in an extra field that it is the sheet of figures, which is called so."""

    def make(content: Parts) -> bytes:
        extra = unicode_field(UNICODE_PATH, told.encode(), (of or _OTHER).encode(), version)
        other = Member(_OTHER, tripled(content[SHEET]), DEFLATED, extra=extra if listed else b"")
        other.local_extra = extra if local else b""
        return packed([*members(content), other])

    return make


def _both_names(content: Parts) -> bytes:
    """Two members each say in an extra field that they are the other one."""
    extras = {
        SHEET: unicode_field(UNICODE_PATH, _OTHER.encode(), SHEET.encode()),
        _OTHER: unicode_field(UNICODE_PATH, SHEET.encode(), _OTHER.encode()),
    }
    other = Member(_OTHER, tripled(content[SHEET]), DEFLATED)
    return packed(replace(m, extra=extras.get(m.name, b"")) for m in (*members(content), other))


def _zip64(content: Parts, *, size: int = 0, header: bool = True) -> bytes:
    """Sizes stand in the field for long archives although they are short, as some programs write that stream."""
    changed = []
    for member in members(content):
        if member.name == SHEET:
            sizes = struct.pack("<QQ", len(member.content) + size, len(member.body()))
            member = replace(member, extra=field(_ZIP64, sizes))
        changed.append(member)
    data = packed(changed)
    if not header:
        return data
    copy = bytearray(data)
    for signature, at in ((b"PK\3\4", 18), (b"PK\1\2", 20)):
        name_at = 30 if signature == b"PK\3\4" else 46
        begin = next(
            n
            for n in range(len(data))
            if data.startswith(signature, n) and data.startswith(SHEET.encode(), n + name_at)
        )
        copy[begin + at : begin + at + 8] = b"\xff" * 8
    return bytes(copy)


def _fields() -> Iterator[Twist]:
    yield Twist("another name in an extra field", "ambiguous", _second_name(SHEET))
    yield Twist("another name in the directory only", "ambiguous", _second_name(SHEET, local=False))
    yield Twist("another name before the content only", "ambiguous", _second_name(SHEET, listed=False))
    yield Twist("another name of a later version", "ambiguous", _second_name(SHEET, version=2))
    yield Twist("another name for another name", "ambiguous", _second_name(SHEET, of="x"))
    yield Twist("the same name in an extra field", "ambiguous", _second_name(_OTHER))
    yield Twist("two members with each other's names", "ambiguous", _both_names)
    remark = unicode_field(UNICODE_COMMENT, b"remark", b"x")
    yield Twist("another remark in an extra field", SAME, _sheet(extra=remark, comment=b"x"))
    yield Twist("sizes in the field for long archives", SAME, _zip64)
    yield Twist("sizes in that field besides", SAME, lambda p: _zip64(p, header=False))
    yield Twist("other sizes in that field besides", SAME, lambda p: _zip64(p, size=9, header=False))
    yield Twist("other sizes in that field", "damaged", lambda p: _zip64(p, size=9))
    for name, kind, content in (
        ("times of Windows", _NTFS, b"\0" * 32),
        ("times of Unix", _TIME, b"\1\0\0\0\0"),
        ("owners of Unix", _OWNER, b"\1\4\0\0\0\0\4\0\0\0\0"),
        ("something unknown", _UNKNOWN, b"PK\1\2"[:2] + b"x" * 20),
    ):
        yield Twist(f"{name} in an extra field", SAME, _with_field(kind, content))
    yield Twist("an extra field cut short", "damaged", _sheet(extra=field(_UNKNOWN, b"abc", claimed=900)))
    yield Twist("an extra field cut short before the content", SAME, _sheet(local_extra=field(_UNKNOWN, b"a", 900)))
    yield Twist("half an extra field", SAME, _sheet(extra=b"\xfe\xca"))


def _headers() -> Iterator[Twist]:
    yield Twist("another name before the content", "damaged", _sheet(local_name=_OTHER))
    yield Twist("another size before the content", "ambiguous", _sheet(local_size=-7))
    yield Twist("another checksum before the content", "ambiguous", _sheet(local_crc=1))
    yield Twist("sums behind the content", SAME, _every(lambda m: replace(m, descriptor=b"")))
    yield Twist("sums behind the content without a mark", SAME, _every(_unmarked))
    yield Twist("other sums behind the content", SAME, _sheet(descriptor=b"PK\7\x08" + b"\1" * 12))
    yield Twist("a member that is not listed", "damaged", _hidden)
    yield Twist("remarks of members", SAME, _every(lambda m: replace(m, comment=b"a remark")))
    yield Twist("folders as members", SAME, _folders)
    yield Twist("names in UTF-8", SAME, _every(lambda m: replace(m, flags=UTF_8)))
    yield Twist("a part with an accent in its name", SAME, _beside(Member("xl/media/\u00e9.bin", b"x", flags=UTF_8)))
    accents = (
        Member("xl/\u00e9.xml", b"<x/>", flags=UTF_8),
        Member(b"xl/\x82.xml".decode("utf-8", "surrogateescape"), b"<x/>"),
    )
    yield Twist("one name in two codes", "duplicate_members", _beside(*accents))
    yield Twist("a name with a zero in it", "member_names", _beside(Member(f"{SHEET}\0x", b"<x/>")))
    for name in (f"./{SHEET}", "xl/./worksheets/sheet2.xml", "xl//worksheets/sheet2.xml"):
        yield Twist(f"a second sheet called {name}", "duplicate_members", _twin(name))
        yield Twist(f"the sheet called {name}", "damaged", _sheet(name=name))
    yield Twist("a second sheet by a way out and back", "member_names", _twin("xl/x/../worksheets/sheet2.xml"))
    yield Twist("capitals in the name of a part", "ambiguous", _sheet(name="XL/Worksheets/Sheet2.XML"))
    yield Twist("members in another order", SAME, lambda p: packed(reversed(members(p))))
    yield Twist("a blank behind a name", "duplicate_members", _twin(f"{SHEET} "))
    yield Twist("a point behind a name", "duplicate_members", _twin(f"{SHEET}."))


def _unmarked(member: Member) -> Member:
    crc, size = member.sums()
    return replace(member, descriptor=struct.pack("<LLL", crc, len(member.body()), size))


def _hidden(content: Parts) -> bytes:
    return packed([Member(SHEET, tripled(content[SHEET]), DEFLATED, hidden=True), *members(content)])


def _folders(content: Parts) -> bytes:
    return packed([*(Member(name, b"") for name in ("xl/", "xl/worksheets/", "_rels/")), *members(content)])


def _twin(name: str) -> Callable[[Parts], bytes]:
    """There is a second sheet, with other figures, whose name some programs take for that of the first."""
    return lambda content: packed([*members(content), Member(name, tripled(content[SHEET]), DEFLATED)])


def _ends() -> Iterator[Twist]:
    yield Twist("a remark of the archive", SAME, lambda p: packed(members(p), remark=b"a remark"))
    yield Twist("something before the archive", "not_xlsx", lambda p: packed(members(p), before=b"x" * 80))
    yield Twist("something before it, counted", "not_xlsx", lambda p: packed(members(p), before=b"x" * 80, moved=True))
    yield Twist("something behind the archive", "ambiguous", lambda p: packed(members(p)) + b"x" * 40)
    yield Twist("zeros behind the archive", "ambiguous", lambda p: packed(members(p)) + b"\0" * 512)
    yield Twist("another archive before it", "ambiguous", lambda p: _tripled(p) + packed(members(p)))
    yield Twist("another archive behind it", "ambiguous", lambda p: packed(members(p)) + _tripled(p))
    yield Twist("another archive in its remark", "ambiguous", lambda p: packed(members(p), remark=_tripled(p)))
    yield Twist("a second end in its remark", "ambiguous", lambda p: packed(members(p), remark=b"PK\5\6" + b"\0" * 18))
    yield Twist("a second directory", "damaged", _two_directories)
    yield Twist("fewer members than are listed", "damaged", _fewer)


def _tripled(content: Parts) -> bytes:
    return packed(members({**content, SHEET: tripled(content[SHEET])}))


def _two_directories(content: Parts) -> bytes:
    """One directory lists one sheet, another one, before it, lists the other."""
    other = Member(SHEET, tripled(content[SHEET]), DEFLATED)
    data = packed([other, *members(content)])
    begin, end = data.index(b"PK\1\2"), data.index(b"PK\5\6")
    directory = data[begin:end]
    first = directory.index(b"PK\1\2", 4)
    count, size = struct.unpack_from("<HL", data, end + 10)
    own = directory[first:]
    tail = struct.pack("<4sHHHHLLH", b"PK\5\6", 0, 0, count - 1, count - 1, len(own), end, 0)
    assert size == len(directory)
    return data[:end] + own + tail


def _fewer(content: Parts) -> bytes:
    """The end says that there is one member less than the directory lists, of which the last is the sheet."""
    ordered = sorted(members(content), key=lambda member: member.name == SHEET)
    data = bytearray(packed(ordered))
    end = data.rindex(b"PK\5\6")
    count = struct.unpack_from("<H", data, end + 10)[0]
    struct.pack_into("<HH", data, end + 8, count - 1, count - 1)
    return bytes(data)


ZIP_TWISTS: tuple[Twist, ...] = (*_fields(), *_headers(), *_ends())
