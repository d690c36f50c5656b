"""Small pictures of every form, with what programs write beside what is seen."""

from __future__ import annotations

import struct
import zlib


def png(width: int = 2, height: int = 2, *chunks: tuple[bytes, bytes], behind: bytes = b"") -> bytes:
    """A red picture, with further chunks and what stands behind its end."""
    rows = b"".join(b"\0" + b"\xc0\0\0" * min(width, 8) for _ in range(min(height, 8)))
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    all_chunks = ((b"IHDR", header), *chunks, (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    written = (
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in all_chunks
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(written) + behind


def gif(*extensions: bytes) -> bytes:
    """A picture of one dot, with further blocks before it."""
    frame = b"\x2c\0\0\0\0\1\0\1\0\0\2\2\x44\1\0"
    return b"GIF89a\1\0\1\0\x80\0\0\0\0\0\xff\xff\xff" + b"".join(extensions) + frame + b"\x3b"


def jpeg(*segments: bytes) -> bytes:
    """A grey picture of one dot, with further segments before its frame."""
    frame = b"\xff\xc0\0\x0b\x08\0\1\0\1\1\1\x11\0"
    scan = b"\xff\xda\0\x08\1\1\0\0\x3f\0\xd2\xff\0\xcf\x20"
    return b"\xff\xd8\xff\xe0\0\x10JFIF\0\1\1\0\0\1\0\1\0\0" + b"".join(segments) + frame + scan + b"\xff\xd9"


def segment(mark_: int, content: bytes) -> bytes:
    """A segment of a JPEG picture."""
    return bytes((0xFF, mark_)) + (len(content) + 2).to_bytes(2, "big") + content


def bmp(header: int = 40, colours: bytes = b"BGRs", packing: int = 0) -> bytes:
    """A picture of one dot, with a header of so many bytes."""
    info = struct.pack("<IiiHHIIiiII", header, 1, 1, 1, 24, packing, 4, 0, 0, 0, 0)
    info = (info + bytes(16) + colours).ljust(header, b"\0") if header > 40 else info
    return b"BM" + struct.pack("<IHHI", 14 + header + 4, 0, 0, 14 + header) + info + b"\0\0\xff\0"


def emf(*records: tuple[int, bytes]) -> bytes:
    """A drawing of these records."""
    body = b"".join(struct.pack("<II", kind, 8 + len(data)) + data for kind, data in (*records, (14, bytes(12))))
    bounds = struct.pack("<8i", 0, 0, 9, 9, 0, 0, 100, 100)
    size = struct.pack("<IIIHH", 0x10000, 88 + len(body), 2 + len(records), 1, 0)
    end = struct.pack("<IIIiiii", 0, 0, 0, 10, 10, 10, 10)
    return struct.pack("<II", 1, 88) + bounds + b" EMF" + size + end[:24] + bytes(88 - 40 - 4 - 16 - 24) + body


def wmf(*records: tuple[int, bytes]) -> bytes:
    """A drawing of these records, of the older kind."""
    body = b"".join(struct.pack("<IH", 3 + len(data) // 2, kind) + data for kind, data in (*records, (0, b"")))
    longest = max(3 + len(data) // 2 for _, data in (*records, (0, b"")))
    return struct.pack("<HHHIHIH", 1, 9, 0x300, 9 + len(body) // 2, 0, longest, 0) + body
