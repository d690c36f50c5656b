"""Reads zip archives that came from elsewhere, under limits: the one place that unpacks what the project did not pack.

Programs differ in what they make of an archive that states something twice (in its directory, before each member, in
extra fields). What is read here is the directory; :func:`expect_unambiguous` refuses what others could take otherwise.
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
"""Bits of a member's flags ([APPNOTE] 4.4.4): encrypted in the usual way or in the strong one, whose bit some libraries
obey and others do not."""
UTF_8 = 0x800
"""Its name is UTF-8."""
_PATCHED = 0x20
"""Compressed patched data, which no program writes and some libraries refuse."""
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""Those that packages may use ([ECMA-376] part 2, annex C) and all systems write; others can take any memory."""
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
"""What comes of archives that are none; zipfile itself raises more than BadZipFile."""
_LOCAL = b"PK\x03\x04"
_LOCAL_HEADER = struct.Struct("<4s2xHH4xLLLHH")
"""Signature, flags, method, checksum, sizes packed and full, lengths of name and extra field ([APPNOTE] 4.3.7)."""
_STATED_ELSEWHERE = (0, 0xFFFFFFFF)
"""What stands for a checksum or a size that is said behind the member, or in its extra field."""
_EXTRA = struct.Struct("<HH")
UNICODE_PATH = 0x7075
"""Info-ZIP's field for a name in UTF-8 ([APPNOTE] 4.6.9), obeyed by some programs only."""
_SECOND_NAMES = (UNICODE_PATH, 0x0008, 0xE57A)
"""The same, and those by which the format itself and another program state a second name ([APPNOTE] 4.5.2)."""
_ENTRY = b"PK\x01\x02"
_END = b"PK\x05\x06"
"""The beginning of an entry of the directory, and of its end ([APPNOTE] 4.3.12, 4.3.16)."""
_END_HEADER = struct.Struct("<10xH4xLH")
"""How many members there are, where the directory begins, and how long the remark is that follows."""
_END_64 = b"PK\x06\x06"
"""The end of a directory of the large variant ([APPNOTE] 4.3.14)."""


class ZipReader:
    """An archive whose directory was read.

    Args:
        file: the archive, at any position.
        max_directory: bytes of its directory, for each of whose entries an object is made.

    Raises:
        UnfitFileError: ``damaged``, or ``archive_bomb`` where the directory is longer.
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
            UnfitFileError: it has a password, is packed in an unusual way, or is damaged.
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
    """A member whose damages are told alike wherever they show."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream

    def read(self, size: int = -1, /) -> bytes:
        """So many bytes of it."""
        try:
            return self._stream.read(size)
        except ZIP_ERRORS:
            raise InvalidFileError("damaged") from None

    def close(self) -> None:
        """Let go of it."""
        self._stream.close()


class _LimitedFile:
    """A file for zipfile, of whose directory no more is read than fits into memory."""

    def __init__(self, file: IO[bytes], max_directory: int) -> None:
        self._file, self._most = file, max_directory
        self.seek, self.tell, self.seekable, self.close = file.seek, file.tell, file.seekable, file.close

    def read(self, size: int = -1) -> bytes:
        """So many bytes; everything else that zipfile reads at once is shorter than a directory may be."""
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
    """Make sure that an archive has one directory, of no more entries than something can have.

    Raises:
        UnfitFileError: ``too_many_members``, before anything makes a list of them; ``ambiguous``; ``damaged``
            where it was cut off.
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
    # What stands before the directory may be archives that are stored as they are, each with an end of its own.
    if data.count(_END, max(begin, 0)) != 1:
        raise InvalidFileError("ambiguous")
    if not data.startswith((_ENTRY, _END, _END_64), max(begin, 0)):
        raise InvalidFileError("damaged")  # this is the end of an archive within, whose own end was cut off
    if behind:
        raise InvalidFileError("ambiguous")


def expect_unambiguous(data: bytes, members: Sequence[zipfile.ZipInfo]) -> None:
    """Make sure that every program finds these members, by these names and no others, in an archive.

    Raises:
        UnfitFileError: ``ambiguous``; ``damaged`` where it is the end of something else that was cut off, or a member
            is not what the directory says; ``bomb`` where two members share bytes, by which a small file could unpack
            to any size.
    """
    if any(kind in _SECOND_NAMES for member in members for kind, _ in extra_fields(member)):
        raise InvalidFileError("ambiguous")
    if _END_HEADER.unpack_from(data, data.rfind(_END))[0] not in (len(members), 0xFFFF):
        raise InvalidFileError("damaged")  # some programs stop at that number
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
    """All bytes of a member, if they are as many as the directory says and have its checksum.

    Raises:
        UnfitFileError: ``packing``, ``damaged``, or ``bomb`` where there are more.
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
            part = inflating.decompress(packed, member.file_size + 1)  # one more shows whether there are more
        except zlib.error:
            raise InvalidFileError("damaged") from None
        complete = inflating.eof and not inflating.unused_data
    if len(part) > member.file_size:
        raise InvalidFileError("bomb")
    if not complete or len(part) < member.file_size or zlib.crc32(part) != member.CRC:
        raise InvalidFileError("damaged")
    return part


def _packed_at(data: bytes, member: zipfile.ZipInfo) -> tuple[int, int]:
    """Where the packed bytes of a member begin and end, if the header before them says what the directory says."""
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
    said = ((checksum, member.CRC), (packed_size, member.compress_size), (size, member.file_size))
    if method != member.compress_type or any(here not in (there, *_STATED_ELSEWHERE) for here, there in said):
        raise InvalidFileError("ambiguous")
    if any(kind in _SECOND_NAMES for kind, _ in _fields(extra)):
        raise InvalidFileError("ambiguous")
    return begin, end


def _raw_name(member: zipfile.ZipInfo) -> bytes:
    """The bytes of a member's name, as the directory has them."""
    is_utf_8 = member.flag_bits & UTF_8 or member.orig_filename.isascii()
    return member.orig_filename.encode("utf-8" if is_utf_8 else "cp437")
