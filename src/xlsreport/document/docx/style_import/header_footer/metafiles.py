"""Copies Windows metafiles: lists of records, of which only drawing records are allowed ([MS-EMF], [MS-WMF])."""

from __future__ import annotations

import struct

_EMF_SIGN = b" EMF"
_EMF_END = 14
_EMF_HEADER = 1
_EMF_DRAWING = frozenset(
    {
        *range(2, 69),  # lines, curves, states, pens, brushes, regions, paths
        *range(71, 98),  # regions, bitmaps, fonts, texts, pens, palettes
        98,  # the mode of colours
        *(108, 114, 115, 116, 118, 119, 120),  # short texts, layouts, transparency
    }
)
"""Records that draw or set drawing state; not those for printer drivers, colour profiles or file names."""
_EMF_COMMENT = 70
_WMF_PLACED = b"\xd7\xcd\xc6\x9a"
_WMF_END = 0x0000
_WMF_ESCAPE = 0x0626
"""Passes bytes to a driver; an exploit once executed them."""
_WMF_CALLS = """
001e 0035 0037 00f7 00f8 0102 0103 0104 0105 0106 0107 0108 0127 012a 012b 012c 012d 012e 0139 0142 0149 01f0 01f9 0201
0209 020a 020b 020c 020d 020e 020f 0211 0213 0214 0220 0228 0231 0234 02fa 02fb 02fc 0324 0325 0410 0412 0415 0416 0418
0419 041b 041f 0429 0436 0521 0538 0548 061c 061d 06ff 0817 081a 0830 0922 0940 0a32 0b23 0b41 0d33 0f43
"""
_WMF_DRAWING = frozenset(int(code, 16) for code in _WMF_CALLS.split())


def emf_picture(data: bytes) -> bytes:
    """An enhanced metafile (EMF) without its comments.

    Raises:
        ValueError: it is no such file, or has a record that is not allowed.
    """
    if data[40:44] != _EMF_SIGN:
        raise ValueError
    kept, at, kind = list[bytes](), 0, 0
    while kind != _EMF_END:
        kind, length = struct.unpack_from("<II", data, at)
        if length < 8 or length % 4 or at + length > len(data):
            raise ValueError
        if kind in _EMF_DRAWING or (kind == _EMF_HEADER and not kept):
            kept.append(data[at : at + length])
        elif kind != _EMF_COMMENT:
            raise ValueError
        at += length
    return _renumbered(kept)


def _renumbered(records: list[bytes]) -> bytes:
    """The records, with their number and length in the header, whose description is removed."""
    header = bytearray(records[0])
    if len(header) < 88:
        raise ValueError
    struct.pack_into("<II", header, 48, sum(map(len, records)), len(records))
    struct.pack_into("<II", header, 60, 0, 0)  # no description
    return b"".join((bytes(header), *records[1:]))


def wmf_picture(data: bytes) -> bytes:
    """A Windows metafile (WMF) without its escape records.

    Raises:
        ValueError: it is no such file, or has a record that is not allowed.
    """
    start = 22 if data.startswith(_WMF_PLACED) else 0
    kind_of_file, header_words = struct.unpack_from("<HH", data, start)
    if kind_of_file != 1 or header_words != 9:
        raise ValueError
    kept, at, kind = list[bytes](), start + 18, -1
    while kind != _WMF_END:
        words, kind = struct.unpack_from("<IH", data, at)
        end = at + words * 2
        if words < 3 or end > len(data):
            raise ValueError
        if kind in _WMF_DRAWING or kind == _WMF_END:
            kept.append(data[at:end])
        elif kind != _WMF_ESCAPE:
            raise ValueError
        at = end
    header = bytearray(data[: start + 18])
    struct.pack_into("<I", header, start + 6, (18 + sum(map(len, kept))) // 2)
    struct.pack_into("<I", header, start + 12, max(len(record) // 2 for record in kept))
    return b"".join((bytes(header), *kept))
