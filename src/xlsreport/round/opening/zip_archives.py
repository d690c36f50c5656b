"""Zip archives of files, with the names that their senders saw."""

from __future__ import annotations

import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from typing import IO

from xlsreport.opc.unfit_file import UnfitFileError
from xlsreport.round.opening.bundle import LONGEST_LIST, UNREADABLE, Bundle, Piece, Readable, Source
from xlsreport.round.opening.zip_names import decoded_names
from xlsreport.submission.recognising import foreign_archive

_ENCRYPTED, _UTF_8 = 0x1, 0x800
"""Bits of a member's flags ([APPNOTE] 4.4.4): it has a password; its name is UTF-8."""
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""What all systems write; of the others zipfile may unpack any amount at once."""
_BUNDLES = ("archive", "archive_of_workbooks")
"""What archives are that are not the document of some office program."""
_LOCAL_HEADER = struct.Struct("<4s22xH2x")
"""Signature, and the length of the name that follows ([APPNOTE] 4.3.7)."""
_EXTRA = struct.Struct("<HH")
_UNICODE_PATH, _UNICODE_PATH_HEADER = 0x7075, struct.Struct("<BL")
"""Info-ZIP's field for a name in UTF-8: a version, the checksum of the usual name, the name ([APPNOTE] 4.6.9)."""
_WORKBOOK_BEGINNINGS = (b"[Content_Types].xml", b"_rels/.rels", b"docProps/app.xml", b"xl/worksheets/sheet")
_LONGEST_BEGIN = max(map(len, _WORKBOOK_BEGINNINGS))


def zip_bundle(source: Source) -> Bundle | None:
    """The files of a zip archive; None where it is none, or is itself the document of some program.

    Raises:
        UnfitFileError: it has more members than any archive of workbooks.
    """
    if _begins_like_a_workbook(source):  # as almost all do that are sent in; their lists need not be read twice
        return None
    try:
        archive = zipfile.ZipFile(_Sparing(source.file))
    except (zipfile.BadZipFile, *UNREADABLE):
        return None  # what it is instead is said when it is read
    names = [member.orig_filename.replace("\\", "/") for member in archive.infolist()]
    own = {name.lower() for name in names} & {"[content_types].xml", "xl/workbook.xml"}
    if own or foreign_archive(names, source.name) not in _BUNDLES:
        return None
    members = [member for member in archive.infolist() if not member.is_dir()]
    shown = _names_of(members)
    ordered = sorted(members, key=lambda member: (member.date_time, member.filename))
    return Bundle([_piece(archive, member, shown[id(member)]) for member in ordered], len(members))


def _piece(archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str) -> Piece:
    return Piece(name, lambda: _opened(archive, member))


def _opened(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Readable:
    if member.flag_bits & _ENCRYPTED:
        raise UnfitFileError("locked_archive")
    if member.compress_type not in _METHODS:
        raise UnfitFileError("archive_packing")
    try:
        return _Member(archive.open(member))
    except zipfile.BadZipFile:
        raise UnfitFileError("damaged") from None


class _Member:
    """A member whose damages are told alike wherever they show."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream

    def read(self, size: int = -1, /) -> bytes:
        """So many bytes of it."""
        try:
            return self._stream.read(size)
        except zipfile.BadZipFile:
            raise UnfitFileError("damaged") from None

    def close(self) -> None:
        """Let go of it."""
        self._stream.close()


class _Sparing:
    """A file for zipfile, of whose list of members no more is read than fits into memory."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self.seek, self.tell, self.seekable, self.close = file.seek, file.tell, file.seekable, file.close

    def read(self, size: int = -1) -> bytes:
        """So many bytes; everything else that zipfile reads at once is shorter than a list may be."""
        if size > LONGEST_LIST:
            raise UnfitFileError("archive_bomb")
        return self._file.read(size)


def _begins_like_a_workbook(source: Source) -> bool:
    """Whether the first member is one that spreadsheet programs put first."""
    begin = source.begin(_LOCAL_HEADER.size + _LONGEST_BEGIN)
    if len(begin) < _LOCAL_HEADER.size:
        return False
    signature, length = _LOCAL_HEADER.unpack_from(begin)
    return signature == b"PK\3\4" and begin[_LOCAL_HEADER.size :][:length].startswith(_WORKBOOK_BEGINNINGS)


def _names_of(members: Sequence[zipfile.ZipInfo]) -> Mapping[int, str]:
    """Each member's name as its sender saw it, by the member's identity.

    Whether names that say nothing about themselves are UTF-8 is decided for all of them together, since the system that
    wrote them wrote all alike.
    """
    stated = {id(member): _stated_name(member) for member in members}
    silent = [member for member in members if stated[id(member)] is None]
    decoded = decoded_names([member.orig_filename.encode("cp437") for member in silent])
    stated |= {id(member): name for member, name in zip(silent, decoded, strict=True)}
    return {key: unicodedata.normalize("NFC", name or "").replace("\\", "/") for key, name in stated.items()}


def _stated_name(member: zipfile.ZipInfo) -> str | None:
    """The name, where the archive says how it is written."""
    if member.flag_bits & _UTF_8:
        return member.orig_filename
    return _unicode_path(member)


def _unicode_path(member: zipfile.ZipInfo) -> str | None:
    """The name in UTF-8 beside the usual one, where it was made for that one."""
    extra = member.extra
    while len(extra) >= _EXTRA.size:
        kind, size = _EXTRA.unpack_from(extra)
        content, extra = extra[_EXTRA.size : _EXTRA.size + size], extra[_EXTRA.size + size :]
        if kind == _UNICODE_PATH and len(content) > _UNICODE_PATH_HEADER.size:
            version, checksum = _UNICODE_PATH_HEADER.unpack_from(content)
            if version == 1 and checksum == zlib.crc32(member.orig_filename.encode("cp437")):
                return content[_UNICODE_PATH_HEADER.size :].decode("utf-8", "replace")
    return None
