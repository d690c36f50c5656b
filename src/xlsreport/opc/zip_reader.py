"""Reads untrusted zip archives under limits; the only module that unpacks archives from outside.

A zip archive states the same facts several times: in the central directory, in a header before each member, and in
extra fields. Programs differ in which of these they trust. This module reads the central directory, and
:func:`expect_unambiguous` refuses archives in which the others say something else.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import IO

from xlsreport.opc.invalid_file import InvalidFileError

ENCRYPTED = 0x1 | 0x40
"""Bits of a member's flags ([APPNOTE] 4.4.4): traditional and strong encryption. Some libraries ignore the second."""
UTF_8 = 0x800
"""Its name is UTF-8."""
_PATCHED = 0x20
"""Flag of compressed patched data, which no program writes and some libraries refuse."""
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""The compression methods of packages ([ECMA-376] part 2, annex C). Others may need any amount of memory."""
ZIP_ERRORS = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    ValueError,
    NotImplementedError,
    OSError,
    KeyError,
    RuntimeError,
)
"""What zipfile raises for damaged archives; BadZipFile is only one of them."""
_LOCAL = b"PK\x03\x04"
_LOCAL_HEADER = struct.Struct("<4s2xHH4xLLLHH")
"""Signature, flags, method, checksum, sizes packed and full, lengths of name and extra field ([APPNOTE] 4.3.7)."""
_STATED_ELSEWHERE = (0, 0xFFFFFFFF)
"""Placeholders in a local header whose checksum or size stands behind the member or in its extra field."""
_EXTRA = struct.Struct("<HH")
UNICODE_PATH = 0x7075
"""Info-ZIP's extra field for a name in UTF-8 ([APPNOTE] 4.6.9); only some programs use it."""
_SECOND_NAMES = (UNICODE_PATH, 0x0008, 0xE57A)
"""Extra fields that state a second name for a member ([APPNOTE] 4.5.2, 4.6.9)."""
_ENTRY = b"PK\x01\x02"
_END = b"PK\x05\x06"
"""Signatures of a directory entry and of the end of the directory ([APPNOTE] 4.3.12, 4.3.16)."""
_END_HEADER = struct.Struct("<10xH4xLH")
"""From the end record: number of members, offset of the directory, length of the comment."""
_END_64 = b"PK\x06\x06"
"""Signature of the ZIP64 end record ([APPNOTE] 4.3.14)."""


class ZipReader:
    """An archive whose directory was read.

    Args:
        file: the archive, at any position.
        max_directory: greatest size of its directory in bytes; zipfile makes an object for each entry.

    Raises:
        InvalidFileError: ``damaged``, or ``archive_bomb`` where the directory is longer.
    """

    def __init__(self, file: IO[bytes], max_directory: int) -> None:
        try:
            self._archive = zipfile.ZipFile(_LimitedFile(file, max_directory))
        except ZIP_ERRORS:
            raise InvalidFileError("damaged") from None
        self.members: Sequence[zipfile.ZipInfo] = self._archive.infolist()

    def open(self, member: zipfile.ZipInfo) -> ZipMember:
        """A member to be read piece by piece.

        Raises:
            InvalidFileError: it has a password, is packed in an unusual way, or is damaged.
        """
        if member.flag_bits & ENCRYPTED:
            raise InvalidFileError("locked_archive")
        if member.compress_type not in METHODS or member.flag_bits & _PATCHED:
            raise InvalidFileError("archive_packing")
        try:
            return ZipMember(self._archive.open(member))
        except ZIP_ERRORS:
            raise InvalidFileError("damaged") from None


class ZipMember:
    """A member of an archive; any damage raises the same error, whenever it is found."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream

    def read(self, size: int = -1, /) -> bytes:
        """Up to so many bytes of it."""
        try:
            return self._stream.read(size)
        except ZIP_ERRORS:
            raise InvalidFileError("damaged") from None

    def close(self) -> None:
        """Close it."""
        self._stream.close()


class _LimitedFile:
    """A file for zipfile that limits how much is read at once, so that a huge directory cannot fill the memory."""

    def __init__(self, file: IO[bytes], max_directory: int) -> None:
        self._file, self._most = file, max_directory
        self.seek, self.tell, self.seekable, self.close = file.seek, file.tell, file.seekable, file.close

    def read(self, size: int = -1) -> bytes:
        """Up to so many bytes. The directory is the longest piece that zipfile reads at once."""
        if size > self._most:
            raise InvalidFileError("archive_bomb")
        return self._file.read(size)


def extra_fields(member: zipfile.ZipInfo) -> Iterator[tuple[int, bytes]]:
    """The extra fields of a member: kind and content."""
    return _fields(member.extra)


def _fields(extra: bytes) -> Iterator[tuple[int, bytes]]:
    while len(extra) >= _EXTRA.size:
        kind, size = _EXTRA.unpack_from(extra)
        yield kind, extra[_EXTRA.size : _EXTRA.size + size]
        extra = extra[_EXTRA.size + size :]


def expect_single_directory(data: bytes, max_members: int) -> None:
    """Make sure that an archive has exactly one directory, and not too many entries in it.

    Raises:
        InvalidFileError: ``too_many_members``, found before a list of them is made; ``ambiguous``; ``damaged`` where
            the archive was cut off.
    """
    if data.count(_ENTRY) > max_members:
        raise InvalidFileError("too_many_members")
    end = data.rfind(_END)
    if end < 0 or len(data) < end + _END_HEADER.size:
        raise InvalidFileError("damaged")
    _, begin, remark = _END_HEADER.unpack_from(data, end)
    begin = data.rfind(_END_64) if begin == _STATED_ELSEWHERE[1] else begin
    behind = len(data) - (end + _END_HEADER.size + remark)
    if behind < 0:
        raise InvalidFileError("damaged")
    # Members that are stored uncompressed may be archives themselves, with end records of their own.
    if data.count(_END, max(begin, 0)) != 1:
        raise InvalidFileError("ambiguous")
    if not data.startswith((_ENTRY, _END, _END_64), max(begin, 0)):
        raise InvalidFileError("damaged")  # the end record of a stored archive: that of the outer one was cut off
    if behind:
        raise InvalidFileError("ambiguous")


def expect_unambiguous(data: bytes, members: Sequence[zipfile.ZipInfo]) -> None:
    """Make sure that every program finds the same members under the same names in an archive.

    Raises:
        InvalidFileError: ``ambiguous``; ``damaged`` where the beginning was cut off or a member differs from its entry
            in the directory; ``bomb`` where two members share bytes, by which a small file can unpack to any size.
    """
    if any(kind in _SECOND_NAMES for member in members for kind, _ in extra_fields(member)):
        raise InvalidFileError("ambiguous")
    if _END_HEADER.unpack_from(data, data.rfind(_END))[0] not in (len(members), 0xFFFF):
        raise InvalidFileError("damaged")  # some programs read only so many members
    ordered = sorted(members, key=lambda member: member.header_offset)
    if ordered and ordered[0].header_offset > 0:
        raise InvalidFileError("damaged")
    if any(one.header_offset + one.compress_size >= two.header_offset for one, two in pairwise(ordered)):
        raise InvalidFileError("bomb")
    begins = [member.header_offset for member in ordered[1:]] + [None]
    for member, next_begin in zip(ordered, begins, strict=True):
        _, end = _packed_at(data, member)
        if _LOCAL in data[end : data.find(_ENTRY, end) if next_begin is None else next_begin]:
            raise InvalidFileError("ambiguous")  # a member outside the directory, which some programs read


def unpacked(data: bytes, member: zipfile.ZipInfo) -> bytes:
    """All bytes of a member, whose number and checksum must be those of the directory.

    Raises:
        InvalidFileError: ``packing``, ``damaged``, or ``bomb`` where there are more.
    """
    if member.compress_type not in METHODS or member.flag_bits & _PATCHED:
        raise InvalidFileError("packing")
    begin, end = _packed_at(data, member)
    packed = memoryview(data)[begin:end]
    if member.compress_type == zipfile.ZIP_STORED:
        part, complete = bytes(packed), True
    else:
        inflating = zlib.decompressobj(-zlib.MAX_WBITS)
        try:
            part = inflating.decompress(packed, member.file_size + 1)  # one byte more shows whether there is more
        except zlib.error:
            raise InvalidFileError("damaged") from None
        complete = inflating.eof and not inflating.unused_data
    if len(part) > member.file_size:
        raise InvalidFileError("bomb")
    if not complete or len(part) < member.file_size or zlib.crc32(part) != member.CRC:
        raise InvalidFileError("damaged")
    return part


def _packed_at(data: bytes, member: zipfile.ZipInfo) -> tuple[int, int]:
    """Where the packed bytes of a member begin and end; its local header must agree with the directory."""
    begin = member.header_offset + _LOCAL_HEADER.size
    header = data[member.header_offset : begin]
    if len(header) < _LOCAL_HEADER.size:
        raise InvalidFileError("damaged")
    signature, flags, method, checksum, packed_size, size, name_length, extra_length = _LOCAL_HEADER.unpack(header)
    name = data[begin : begin + name_length]
    extra = data[begin + name_length : begin + name_length + extra_length]
    begin += name_length + extra_length
    end = begin + member.compress_size
    telling = ENCRYPTED if name.isascii() else ENCRYPTED | UTF_8
    is_same = name == _raw_name(member) and not (flags ^ member.flag_bits) & telling
    if signature != _LOCAL or not is_same or end > len(data):
        raise InvalidFileError("damaged")
    pairs = ((checksum, member.CRC), (packed_size, member.compress_size), (size, member.file_size))
    if method != member.compress_type or any(here not in (there, *_STATED_ELSEWHERE) for here, there in pairs):
        raise InvalidFileError("ambiguous")
    if any(kind in _SECOND_NAMES for kind, _ in _fields(extra)):
        raise InvalidFileError("ambiguous")
    return begin, end


def _raw_name(member: zipfile.ZipInfo) -> bytes:
    """The bytes of a member's name, as the directory has them."""
    is_utf_8 = member.flag_bits & UTF_8 or member.orig_filename.isascii()
    return member.orig_filename.encode("utf-8" if is_utf_8 else "cp437")
