"""Unpacks a workbook's archive once, under limits, and makes a clean one of the parts that a reader needs.

No library ever sees the archive that came in, so that nothing depends on how each takes a strange one.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from xlsreport.opc.unfit_file import UnfitFileError
from xlsreport.submission.cells import ReadSheet
from xlsreport.submission.looking import look_at
from xlsreport.submission.packing import packed
from xlsreport.submission.recognising import foreign_archive
from xlsreport.submission.relations import sheet_parts
from xlsreport.submission.source import Elements

_MOST_MEMBERS = 10_000
"""A workbook of ours has twenty; listing ten thousand takes a tenth of a second."""
_MOST_UNPACKED = 20_000_000
"""Bytes of all parts that are unpacked: a workbook of ours has a third of a million. The parts, the clean archive and
the reader's copy of it must fit into 300 MB together with the interpreter, and be read within two seconds."""
_MOST_BY_MISTAKE = 320_000_000
"""Formats copied down to the last row come to a hundred million bytes; what is far above was made on purpose."""
_NEEDED = re.compile(r"(?:\[content_types\]\.xml|_rels/\.rels|xl/.*\.(?:xml|rels))", re.IGNORECASE)
_DRAWING = re.compile(r"xl/drawings/(?:_rels/.*|[^/]*\.xml)", re.IGNORECASE)
_NO_DRAWING = (
    b'<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"/>',
    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>',
)
"""What stands for a drawing and its relationships: pictures are not unpacked, so nothing may ask for them."""
_DRAWN_WORDS = re.compile(rb"<(?:\w+:)?t>[^<]*[^<\s]")
"""Words in a text box or another shape ([ECMA-376] part 1, 21.1.2.3.11)."""
_STRANGE_NAME = re.compile(r"^[/\\]|^[A-Za-z]:|(?:^|[/\\])\.\.(?:[/\\]|$)|[\0-\x1f\x7f]")
"""A member that would leave the folder that it is unpacked to, or that hides in a listing."""
_ENCRYPTED = 0x1 | 0x40
"""Encrypted in the usual way or in the strong one, whose bit some libraries obey and others do not."""
_PATCHED = 0x20
"""Compressed patched data, which no program writes and some libraries refuse."""
_UTF_8 = 0x800
"""A bit of a member's flags ([APPNOTE] 4.4.4), as those above."""
_LOCAL_HEADER = struct.Struct("<4s2xH18xHH")
"""Signature, flags, and the lengths of the name and of the extra field ([APPNOTE] 4.3.7)."""
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""Those that packages may use ([ECMA-376] part 2, annex C); others can take any amount of memory."""
_UNREADABLE = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, ValueError, NotImplementedError, OSError)
"""What comes of archives that are none; zipfile itself raises more than BadZipFile."""


@dataclass(frozen=True, eq=False)
class Archive:
    """What was unpacked: ``parts`` are those that a reader needs; ``names`` are those of all members.

    ``sheets`` has the name of each sheet's part by the sheet's name. Of drawings nothing is kept but whether there are
    words in them. ``elements`` are the telling things of all parts; ``read`` are the ordinary sheets, by their parts.
    """

    parts: Mapping[str, bytes] = field(repr=False)
    names: tuple[str, ...]
    sheets: Mapping[str, str] = field(default_factory=dict)
    has_drawn_words: bool = False
    elements: Elements = field(default_factory=dict, repr=False)
    read: Mapping[str, ReadSheet] = field(default_factory=dict, repr=False)

    def clean(self) -> bytes:
        """An archive of just the parts, not compressed; the same parts give the same bytes."""
        return packed(self.parts)


def unpack(data: bytes) -> Archive:
    """Unpack the parts of a workbook that a reader needs, if all of them are harmless.

    Raises:
        UnfitFileError: the archive is damaged, no workbook, or made to do harm.
    """
    if data.count(b"PK\x01\x02") > _MOST_MEMBERS:  # before anything makes a list of them
        raise UnfitFileError("too_many_members")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            _expect_workbook(members)
            needed = _needed(members)
            parts = {member.filename: _unpacked(data, member) for member in needed}
            drawings = [name for name in parts if _DRAWING.fullmatch(name)]
            has_drawn_words = any(_DRAWN_WORDS.search(parts[name]) for name in drawings)
            parts |= {name: _NO_DRAWING[name.lower().endswith(".rels")] for name in drawings}
    except _UNREADABLE:
        raise UnfitFileError("damaged") from None
    looks = look_at(parts)
    names = tuple(member.orig_filename for member in members)
    return Archive(looks.sound, names, sheet_parts(looks.sound), has_drawn_words, looks.elements, looks.read)


def _expect_workbook(members: list[zipfile.ZipInfo]) -> None:
    names = [member.orig_filename for member in members]
    if any(_STRANGE_NAME.search(name) for name in names):
        raise UnfitFileError("member_names")
    same = {name.lower() for name in names}
    if "xl/workbook.xml" not in same:
        raise UnfitFileError("part_names" if r"xl\workbook.xml" in same else foreign_archive(names))
    if any("\\" in name for name in names):  # which some programs write in place of a slash, and not all read so
        raise UnfitFileError("part_names")
    if len(same) < len(names):
        raise UnfitFileError("duplicate_members")
    if min(member.header_offset for member in members) > 0:  # the end of something else that was cut off
        raise UnfitFileError("damaged")
    if any(member.flag_bits & _ENCRYPTED for member in members):
        raise UnfitFileError("encrypted")


def _needed(members: list[zipfile.ZipInfo]) -> list[zipfile.ZipInfo]:
    needed = [member for member in members if _NEEDED.fullmatch(member.filename)]
    size = sum(member.file_size for member in needed)
    if size > _MOST_BY_MISTAKE or _overlap(needed):
        raise UnfitFileError("bomb")
    if size > _MOST_UNPACKED:
        raise UnfitFileError("too_many_cells")
    if any(member.compress_type not in _METHODS or member.flag_bits & _PATCHED for member in needed):
        raise UnfitFileError("packing")
    return needed


def _overlap(members: list[zipfile.ZipInfo]) -> bool:
    """Whether two members share bytes, by which a small file could unpack to any size."""
    ordered = sorted(members, key=lambda member: member.header_offset)
    return any(one.header_offset + one.compress_size >= two.header_offset for one, two in pairwise(ordered))


def _unpacked(data: bytes, member: zipfile.ZipInfo) -> bytes:
    """A part; asking for one byte more than it claims to have shows whether there are more."""
    packed = _packed(data, member)
    if member.compress_type == zipfile.ZIP_STORED:
        part, complete = bytes(packed), True
    else:
        inflating = zlib.decompressobj(-zlib.MAX_WBITS)
        part = inflating.decompress(packed, member.file_size + 1)
        complete = inflating.eof and not inflating.unused_data
    if len(part) > member.file_size:
        raise UnfitFileError("bomb")
    if not complete or len(part) < member.file_size or zlib.crc32(part) != member.CRC:
        raise UnfitFileError("damaged")
    return part


def _packed(data: bytes, member: zipfile.ZipInfo) -> memoryview:
    """The bytes of a member as they are kept, behind a header that must be about the same member."""
    start = member.header_offset + _LOCAL_HEADER.size
    signature, flags, name_size, extra_size = _LOCAL_HEADER.unpack(data[member.header_offset : start])
    name = data[start : start + name_size].decode("utf-8" if flags & _UTF_8 else "cp437")
    first = start + name_size + extra_size
    packed = memoryview(data)[first : first + member.compress_size]
    if signature != b"PK\x03\x04" or name != member.orig_filename or len(packed) < member.compress_size:
        raise UnfitFileError("damaged")
    return packed
