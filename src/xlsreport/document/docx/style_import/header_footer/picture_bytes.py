"""Copies pictures without their metadata: only the blocks that affect the image are taken over, byte for byte.

Cameras store place and time in pictures, programs store user names and texts, and anything may follow the end of a
file. A library would decode and re-encode the image, so the blocks of each format are walked through here.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Callable
from dataclasses import dataclass

from xlsreport.document.docx.style_import.header_footer.metafiles import emf_picture, wmf_picture

MAX_PIXELS = 60_000_000
"""Pixels of all pictures: an A4 page scanned at 600 dpi has 35 million; a few bytes may claim any number."""
_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_CHUNKS = frozenset(
    (b"IHDR", b"PLTE", b"IDAT", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"sBIT", b"bKGD", b"pHYs", b"IEND")
)
"""Chunks that affect the image ([ISO/IEC 15948] 11); not the colour profile, whose decompressed size is unbounded."""
_JPEG_MARKER = re.compile(rb"\xff+([^\x00\xff\xd0-\xd7])", re.DOTALL)
_JPEG_FRAMES = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})
_JPEG_KEPT = frozenset({0xC4, 0xCC, 0xDA, 0xDB, 0xDD, 0xE0, 0xEE}) | _JPEG_FRAMES
"""Tables, frames, scans, and the two application segments about colours ([ISO/IEC 10918-1] B.1.1.3)."""
_START, _END = b"\xff\xd8", 0xD9
_BMP_HEADERS = (12, 40, 108, 124)
_BMP_OUTSIDE = (b"KNIL", b"DEBM")
"""Colour profiles that are linked by path or embedded, in the byte order of the file."""

_BMP_PLAIN = (0, 1, 2, 3)
"""Allowed compression of a BMP; not an embedded file of another format."""
_JPEG_NOTES = {0xE0: b"JFIF\0", 0xEE: b"Adobe"}
"""Prefixes of the two application segments that are kept."""

_DAMAGE_ERRORS = (struct.error, IndexError, ValueError)


@dataclass(frozen=True, slots=True)
class CleanedPicture:
    """A picture without metadata: file suffix, bytes, and number of pixels."""

    ending: str
    data: bytes
    pixels: int


def clean_picture(data: bytes) -> CleanedPicture | None:
    """A picture without metadata; None if its format is not supported or it is damaged."""
    for begins, ending, take in _FORMS:
        if data.startswith(begins):
            try:
                return CleanedPicture(ending, *take(data))
            except _DAMAGE_ERRORS:
                return None
    return None


def _pixels(width: int, height: int) -> int:
    if width * height == 0:
        raise ValueError
    return width * height


def _png(data: bytes) -> tuple[bytes, int]:
    kept, pixels = [_PNG], 0
    at, kind = len(_PNG), b""
    while kind != b"IEND":
        length, kind = struct.unpack_from(">I4s", data, at)
        end = at + 12 + length
        if end > len(data) or (len(kept) == 1) != (kind == b"IHDR"):
            raise ValueError
        if zlib.crc32(data[at + 4 : end - 4]) != int.from_bytes(data[end - 4 : end], "big"):
            raise ValueError
        if kind == b"IHDR":
            pixels = _pixels(*struct.unpack_from(">II", data, at + 8))
        if kind in _PNG_CHUNKS:
            kept.append(data[at:end])
        at = end
    return b"".join(kept), pixels


def _jpeg(data: bytes) -> tuple[bytes, int]:
    kept, at, pixels = [_START], 2, 0
    while True:
        while data[at + 1] == 0xFF:  # fill bytes may precede a marker
            at += 1
        mark = data[at + 1]
        if data[at] != 0xFF or (mark == _END and not pixels):
            raise ValueError
        if mark == _END:
            return b"".join((*kept, bytes((0xFF, _END)))), pixels
        end = at + 2 + int(struct.unpack_from(">H", data, at + 2)[0])
        if mark in _JPEG_FRAMES:
            height, width = struct.unpack_from(">HH", data, at + 5)
            pixels += _pixels(width, height)
        if mark == 0xDA:
            end = _after_scan(data, end)
        if mark in _JPEG_KEPT and data.startswith(_JPEG_NOTES.get(mark, b""), at + 4):
            kept.append(data[at:end])
        at = end


def _after_scan(data: bytes, at: int) -> int:
    """The position of the next marker after the compressed data; a truncated file has none."""
    found = _JPEG_MARKER.search(data, at)
    if found is None:
        raise ValueError
    return found.start()


def _gif(data: bytes) -> tuple[bytes, int]:
    width, height, flags = struct.unpack_from("<HHB", data, 6)
    pixels = _pixels(width, height)
    at = 13 + _palette(flags)
    kept = [data[:at]]
    while data[at] != 0x3B:
        if data[at] == 0x2C:
            pixels += _pixels(*struct.unpack_from("<HH", data, at + 5))
            end = _blocks_end(data, at + 11 + _palette(data[at + 9]))
            kept.append(data[at:end])
        elif data[at] == 0x21:
            end = _blocks_end(data, at + 2)
            kept += [data[at:end]] if data[at + 1] == 0xF9 else []
        else:
            raise ValueError
        at = end
    return b"".join((*kept, b"\x3b")), pixels


def _palette(flags: int) -> int:
    return 3 << ((flags & 7) + 1) if flags & 0x80 else 0


def _blocks_end(data: bytes, at: int) -> int:
    while data[at]:
        at += data[at] + 1
    return at + 1


def _bmp(data: bytes) -> tuple[bytes, int]:
    length, header = struct.unpack_from("<I8xI", data, 2)
    if header not in _BMP_HEADERS or not 26 <= length <= len(data):
        raise ValueError
    width, height = struct.unpack_from("<HH" if header == 12 else "<ii", data, 18)
    if header > 12 and struct.unpack_from("<I", data, 30)[0] not in _BMP_PLAIN:
        raise ValueError
    if header > 40 and data[70:74] in _BMP_OUTSIDE:
        raise ValueError
    return data[:length], _pixels(abs(width), abs(height))


def _drawn(take: Callable[[bytes], bytes]) -> Callable[[bytes], tuple[bytes, int]]:
    """Vector drawings have no pixels."""
    return lambda data: (take(data), 0)


_FORMS: tuple[tuple[bytes, str, Callable[[bytes], tuple[bytes, int]]], ...] = (
    (_PNG, "png", _png),
    (_START + b"\xff", "jpeg", _jpeg),
    (b"GIF87a", "gif", _gif),
    (b"GIF89a", "gif", _gif),
    (b"BM", "bmp", _bmp),
    (b"\x01\x00\x00\x00", "emf", _drawn(emf_picture)),
    (b"\xd7\xcd\xc6\x9a", "wmf", _drawn(wmf_picture)),
    (b"\x01\x00\x09\x00", "wmf", _drawn(wmf_picture)),
)
"""Magic bytes, suffix and function of each format."""
