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


@dataclass(slots=True)
class Member:
    """One member of an archive; ``crc`` and ``size`` are added to what would be right, ``flags`` are the header's."""

    name: str
    content: bytes
    method: int = STORED
    crc: int = 0
    size: int = 0
    flags: int = 0

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


def packed(members: Iterable[Member]) -> bytes:
    """The archive of the members, in their order, whatever is wrong with them."""
    data, directory, count = bytearray(), bytearray(), 0
    for member in members:
        name, body = member.name.encode("utf-8", "surrogateescape"), member.body()
        crc = (zlib.crc32(member.content) + member.crc) & 0xFFFFFFFF
        size = max(0, len(member.content) + member.size)
        head = _HEAD.pack(_VERSION, member.flags, member.method, 0, _FIRST_OF_1980, crc, len(body), size, len(name), 0)
        directory += (
            b"PK\1\2" + struct.pack("<H", _VERSION) + head + struct.pack("<HHHLL", 0, 0, 0, 0, len(data)) + name
        )
        data += b"PK\3\4" + head + name + body
        count += 1
    end = struct.pack("<HHHHLLH", 0, 0, count, count, len(directory), len(data), 0)
    return bytes(data + directory + b"PK\5\6" + end)
