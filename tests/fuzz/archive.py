"""Writes zip archives by hand, so that they can be wrong in every way, and without the cost of compressing them."""

from __future__ import annotations

import bz2
import struct
import zlib
from collections.abc import Iterable
from dataclasses import dataclass

STORED, DEFLATED, BZIP2 = 0, 8, 12
_HEAD = struct.Struct("<HHHHHLLLHH")
_VERSION = 20
_FIRST_OF_1980 = 33
_DESCRIBED = 0x8
"""The flag of a member whose checksum and sizes are said behind it."""
UTF_8 = 0x800
"""The flag of a name in UTF-8."""
UNICODE_PATH, UNICODE_COMMENT = 0x7075, 0x6375


@dataclass(slots=True)
class Member:
    """One member of an archive; ``crc`` and ``size`` are added to what would be right, ``flags`` are the header's.

    ``extra`` are the extra fields of the directory; ``local_extra``, ``local_name``, ``local_crc`` and ``local_size``
    (these two are added again) say what else the header before the content says. ``descriptor`` stands behind the
    content, and the header says nothing of its own then; an empty one is made as it should be. A ``hidden`` one is not
    in the directory.
    """

    name: str
    content: bytes
    method: int = STORED
    crc: int = 0
    size: int = 0
    flags: int = 0
    extra: bytes = b""
    local_extra: bytes | None = None
    local_name: str | None = None
    local_crc: int = 0
    local_size: int = 0
    descriptor: bytes | None = None
    comment: bytes = b""
    hidden: bool = False

    def body(self) -> bytes:
        """The content as it is kept."""
        match self.method:
            case 8:
                packer = zlib.compressobj(6, zlib.DEFLATED, -15)
                return packer.compress(self.content) + packer.flush()
            case 12:
                return bz2.compress(self.content)
            case _:
                return self.content

    @property
    def all_flags(self) -> int:
        """Those of both headers."""
        return self.flags | (_DESCRIBED if self.descriptor is not None else 0)

    def sums(self) -> tuple[int, int]:
        """Checksum and size as the directory says them."""
        return (zlib.crc32(self.content) + self.crc) & 0xFFFFFFFF, max(0, len(self.content) + self.size)

    def header(self, body: bytes, *, local: bool) -> bytes:
        """The part of a header that is alike before the content and in the directory, and what stands after it."""
        (crc, size), packed = self.sums(), len(body)
        name, extra = encoded(self.name), self.extra
        if local:
            name = encoded(self.name if self.local_name is None else self.local_name)
            extra = self.extra if self.local_extra is None else self.local_extra
            crc, size = (crc + self.local_crc) & 0xFFFFFFFF, max(0, size + self.local_size)
            if self.descriptor is not None:
                crc = size = packed = 0
        sums = (_VERSION, self.all_flags, self.method, 0, _FIRST_OF_1980, crc, packed, size, len(name), len(extra))
        return _HEAD.pack(*sums) + (b"" if local else struct.pack("<HHHLL", len(self.comment), 0, 0, 0, 0))


def encoded(name: str) -> bytes:
    """The bytes of a name, whatever they are to mean."""
    return name.encode("utf-8", "surrogateescape")


def field(kind: int, content: bytes, claimed: int | None = None) -> bytes:
    """An extra field, which may claim to be of another length."""
    return struct.pack("<HH", kind, len(content) if claimed is None else claimed) + content


def unicode_field(kind: int, told: bytes, of: bytes, version: int = 1) -> bytes:
    """Info-ZIP's field with another name, or remark, for the one that its checksum is of."""
    return field(kind, struct.pack("<BL", version, zlib.crc32(of)) + told)


def packed(members: Iterable[Member], before: bytes = b"", remark: bytes = b"", *, moved: bool = False) -> bytes:
    """The archive of the members, in their order, whatever is wrong with them.

    ``before`` stands before everything; ``moved`` says whether the places that the archive states count it.
    """
    data, directory, count = bytearray(before), bytearray(), 0
    start = 0 if moved else len(before)
    for member in members:
        body, at = member.body(), len(data) - start
        name = encoded(member.name if member.local_name is None else member.local_name)
        extra = member.extra if member.local_extra is None else member.local_extra
        data += b"PK\3\4" + member.header(body, local=True) + name + extra + body
        if member.descriptor is not None:
            crc, size = member.sums()
            data += member.descriptor or b"PK\7\x08" + struct.pack("<LLL", crc, len(body), size)
        if not member.hidden:
            head = bytearray(member.header(body, local=False))
            struct.pack_into("<L", head, len(head) - 4, at)
            directory += b"PK\1\2" + struct.pack("<H", _VERSION) + head
            directory += encoded(member.name) + member.extra + member.comment
            count += 1
    end = struct.pack("<HHHHLLH", 0, 0, count, count, len(directory), len(data) - start, len(remark))
    return bytes(data + directory + b"PK\5\6" + end + remark)
