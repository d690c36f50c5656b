"""Packs parts into an archive, not compressed: a library asks for one, and zipfile takes long for a small one."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping

_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
"""The headers of a member, of its entry in the directory, and the end of that ([APPNOTE] 4.3.7, 4.3.12, 4.3.16)."""
_VERSION = 20
_UTF_8 = 0x800
_FIRST_OF_1980 = 0x21
"""The earliest date that an archive can state, so that the same parts give the same bytes."""


def packed(parts: Mapping[str, bytes]) -> bytes:
    """An archive of parts; the same parts give the same bytes."""
    members: list[bytes] = []
    directory: list[bytes] = []
    at = 0
    for name, part in parts.items():
        path = name.encode()
        common = (_UTF_8, 0, 0, _FIRST_OF_1980, zlib.crc32(part), len(part), len(part), len(path), 0)
        members += _LOCAL.pack(b"PK\3\4", _VERSION, *common), path, part
        directory += _CENTRAL.pack(b"PK\1\2", _VERSION, _VERSION, *common, 0, 0, 0, 0, at), path
        at += _LOCAL.size + len(path) + len(part)
    size = sum(map(len, directory))
    return b"".join((*members, *directory, _END.pack(b"PK\5\6", 0, 0, len(parts), len(parts), size, at, 0)))
