"""Looks into archives that were sent in, and into archives within them, under limits; nothing is put on the disk."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO, BinaryIO

from xlsreport.round.filenames import is_junk
from xlsreport.submission.input_file import MOST_MEGABYTES
from xlsreport.submission.recognising import foreign_archive
from xlsreport.submission.unfit import UnfitFileError

_DEEPEST = 8
"""Archives within archives, as mail programs and people nest them, and no deeper."""
_LARGEST = MOST_MEGABYTES * 1_000_000
"""Bytes of a member, be it a workbook or an archive of them."""
_MOST_HELD = 2 * _LARGEST
"""Bytes of archives within each other that are looked into at the same time."""
_MOST_MEMBERS = 100_000
_MOST_UNPACKED, _MOST_TIMES = 1_000_000_000, 20
"""What one file that was sent in may come to: members; bytes, or so many times its own size where that is more.
Workbooks are packed themselves, so that an archive of them comes to about its own size for each level of nesting."""
_LONGEST_LIST = 10_000_000
"""Bytes of an archive's list of members, which zipfile reads at once: a hundred for each member."""
_BLOCK = 1_000_000
_ENCRYPTED, _UTF_8 = 0x1, 0x800
"""Bits of a member's flags ([APPNOTE] 4.4.4): it has a password; its name is UTF-8, else what Chinese Windows writes is
GBK."""
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""What all systems write; of the others zipfile may unpack any amount at once."""
_BUNDLES = ("archive", "archive_of_workbooks")
"""What archives are that are not the document of some office program."""
_LOCAL_HEADER = struct.Struct("<4s22xH2x")
"""Signature, and the length of the name that follows ([APPNOTE] 4.3.7)."""
_WORKBOOK_BEGINNINGS = (b"[Content_Types].xml", b"_rels/.rels", b"docProps/app.xml", b"xl/worksheets/sheet")
_LONGEST_BEGIN = max(map(len, _WORKBOOK_BEGINNINGS))
_UNREADABLE = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, ValueError, RuntimeError, OSError)
"""What zipfile raises for archives that are damaged, or none."""

Member = tuple[str, bytes | UnfitFileError]
"""The way to a file within an archive, and what it holds, or why it cannot be read."""


def members_of(file: BinaryIO) -> Iterator[Member] | None:
    """The files of an archive and of those within it, the later saved later; None where it is no bundle of files."""
    try:
        size = file.seek(0, io.SEEK_END)
    except OSError:  # a file of the system's own, which has no end to be known before
        return None
    return _Unpacking(max(_MOST_UNPACKED, _MOST_TIMES * size)).started(file)


def count_members(file: BinaryIO) -> int:
    """How many files a bundle holds, as far as that shows without unpacking; 1 for any other file."""
    try:
        archive = _bundle(file)
    except UnfitFileError:
        return 1
    return 1 if archive is None else sum(not member.is_dir() for member in archive.infolist())


class _ExhaustedError(Exception):
    """Unpacking would come to more than any file of workbooks does."""


class _Unpacking:
    """The unpacking of one file that was sent in, and what it may still come to."""

    def __init__(self, most_bytes: int) -> None:
        self._bytes = most_bytes
        self._members = _MOST_MEMBERS
        self._held = 0

    def started(self, file: BinaryIO) -> Iterator[Member] | None:
        """The files of a bundle; None where it is none."""
        try:
            archive = _bundle(file)
        except UnfitFileError as error:
            return iter([("", error)])
        return None if archive is None else self._until_exhausted(archive)

    def _until_exhausted(self, archive: zipfile.ZipFile) -> Iterator[Member]:
        try:
            yield from self._members_in(archive, "", 1)
        except _ExhaustedError:
            yield "", UnfitFileError("archive_bomb")

    def _members_in(self, archive: zipfile.ZipFile, way: str, depth: int) -> Iterator[Member]:
        members = [member for member in archive.infolist() if not member.is_dir()]
        self._members -= len(members)
        if self._members < 0:
            raise _ExhaustedError
        sent = [member for member in members if not _is_junk(_name_of(member))]
        for member in sorted(sent, key=lambda member: (member.date_time, member.filename)):
            yield from self._unpacked(archive, member, f"{way}!{_name_of(member)}", depth)
        if not sent:
            yield way, UnfitFileError("archive")

    def _unpacked(self, archive: zipfile.ZipFile, member: zipfile.ZipInfo, way: str, depth: int) -> Iterator[Member]:
        try:
            data = self._bytes_of(archive, member)
            inner = _bundle(io.BytesIO(data))
            if inner is not None and depth == _DEEPEST:
                raise UnfitFileError("archive_too_deep", limit=_DEEPEST)
            if inner is not None and self._held + len(data) > _MOST_HELD:
                raise UnfitFileError("archive_too_large", limit=MOST_MEGABYTES)
        except UnfitFileError as error:
            yield way, error
            return
        if inner is None:
            yield way, data
            return
        self._held += len(data)
        yield from self._members_in(inner, way, depth + 1)
        self._held -= len(data)

    def _bytes_of(self, archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
        if member.flag_bits & _ENCRYPTED:
            raise UnfitFileError("locked_archive")
        if member.compress_type not in _METHODS:
            raise UnfitFileError("archive_packing")
        data = bytearray()
        try:
            with archive.open(member) as stream:
                while block := stream.read(_BLOCK):
                    data += block
                    self._expect_room(data, member)
        except _UNREADABLE:
            raise UnfitFileError("damaged") from None
        self._bytes -= len(data)
        return bytes(data)

    def _expect_room(self, data: bytearray, member: zipfile.ZipInfo) -> None:
        if len(data) > self._bytes:
            raise _ExhaustedError
        if len(data) > _LARGEST:
            kind = "archive_too_large" if member.filename.lower().endswith(".zip") else "file_too_large"
            raise UnfitFileError(kind, limit=MOST_MEGABYTES)


class _Sparing:
    """A file for zipfile, of whose list of members no more is read than fits into memory."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.seek, self.tell, self.seekable, self.close = file.seek, file.tell, file.seekable, file.close

    def read(self, size: int = -1) -> bytes:
        """So many bytes; everything else that zipfile reads at once is shorter than a list may be."""
        if size > _LONGEST_LIST:
            raise UnfitFileError("archive_bomb")
        return self._file.read(size)


def _bundle(file: IO[bytes]) -> zipfile.ZipFile | None:
    """An archive of files; None where it is none, or is itself the document of some office program.

    Raises:
        UnfitFileError: it has more members than any archive of workbooks.
    """
    if _begins_like_a_workbook(file):  # as almost all do that are sent in; their lists need not be read twice
        return None
    try:
        archive = zipfile.ZipFile(_Sparing(file))  # type: ignore[arg-type]  # which has all that it asks for
    except _UNREADABLE:
        return None  # what it is instead is said when it is read
    names = archive.namelist()
    own = {name.lower() for name in names} & {"[content_types].xml", "xl/workbook.xml"}
    return archive if not own and foreign_archive(names) in _BUNDLES else None


def _begins_like_a_workbook(file: IO[bytes]) -> bool:
    """Whether the first member is one that spreadsheet programs put first."""
    try:
        file.seek(0)
        begin = file.read(_LOCAL_HEADER.size + _LONGEST_BEGIN)
    except OSError:
        return False
    if len(begin) < _LOCAL_HEADER.size:
        return False
    signature, length = _LOCAL_HEADER.unpack_from(begin)
    return signature == b"PK\3\4" and begin[_LOCAL_HEADER.size :][:length].startswith(_WORKBOOK_BEGINNINGS)


def _is_junk(way: str) -> bool:
    """Whether a file, or a folder in which it is, was left behind by a program."""
    return any(is_junk(name) for name in way.replace("\\", "/").split("/") if name not in (".", ".."))


def _name_of(member: zipfile.ZipInfo) -> str:
    """The name as the sender saw it."""
    if member.flag_bits & _UTF_8:
        return member.filename
    try:
        return member.filename.encode("cp437").decode("gb18030")
    except UnicodeError:
        return member.filename
