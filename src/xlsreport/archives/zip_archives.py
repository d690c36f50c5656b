"""Zip archives, with the names of members as their senders saw them."""

from __future__ import annotations

import stat
import struct
import unicodedata
import zlib
from collections.abc import Mapping, Sequence
from zipfile import ZipInfo

from xlsreport.archives.bundle import MAX_DIRECTORY_BYTES, Bundle, BundleEntry, BundleSource, no_file
from xlsreport.archives.zip_names import decoded_names
from xlsreport.opc.invalid_file import InvalidFileError
from xlsreport.opc.zip_reader import UNICODE_PATH, UTF_8, ZipReader, extra_fields
from xlsreport.submission.intake.file_types import foreign_archive

_BUNDLES = ("archive", "archive_of_workbooks")
"""Kinds of zip archives that are no documents of an office program."""
_LOCAL_HEADER = struct.Struct("<4s22xH2x")
"""Signature and length of the name of a local header ([APPNOTE] 4.3.7)."""
_UNIX, _UNIX_MODE = 3, 16
"""The system of which the attributes are, and the bits above which they have a file's mode ([APPNOTE] 4.4.2.2)."""
_UNICODE_PATH_HEADER = struct.Struct("<BL")
"""The version and the checksum of the ordinary name, before the name in UTF-8 ([APPNOTE] 4.6.9)."""
_WORKBOOK_BEGINNINGS = (b"[Content_Types].xml", b"_rels/.rels", b"docProps/app.xml", b"xl/worksheets/sheet")
_MAX_BEGINNING = max(map(len, _WORKBOOK_BEGINNINGS))


def zip_bundle(source: BundleSource) -> Bundle | None:
    """The files of a zip archive; None where it is none, or is itself the document of some program.

    Raises:
        InvalidFileError: it has more members than any archive of workbooks.
    """
    if _begins_like_a_workbook(source):  # most received files; spares reading their directory twice
        return None
    try:
        archive = ZipReader(source.file, MAX_DIRECTORY_BYTES)
    except InvalidFileError as error:
        if error.key != "damaged":
            raise
        return None  # other kinds are reported when they are read
    names = [member.orig_filename.replace("\\", "/") for member in archive.members]
    own = {name.lower() for name in names} & {"[content_types].xml", "xl/workbook.xml"}
    if own or foreign_archive(names, source.name) not in _BUNDLES:
        return None
    members = [member for member in archive.members if not member.is_dir()]
    shown = _names_of(members)
    ordered = sorted(members, key=lambda member: (member.date_time, member.filename))
    return Bundle([_piece(archive, member, shown[id(member)]) for member in ordered], len(members))


def _piece(archive: ZipReader, member: ZipInfo, name: str) -> BundleEntry:
    return BundleEntry(name, no_file if _is_link(member) else lambda: archive.open(member))


def _is_link(member: ZipInfo) -> bool:
    return member.create_system == _UNIX and stat.S_ISLNK(member.external_attr >> _UNIX_MODE)


def _begins_like_a_workbook(source: BundleSource) -> bool:
    """Whether the first member is one with which spreadsheet programs start a workbook."""
    begin = source.begin(_LOCAL_HEADER.size + _MAX_BEGINNING)
    if len(begin) < _LOCAL_HEADER.size:
        return False
    signature, length = _LOCAL_HEADER.unpack_from(begin)
    return signature == b"PK\3\4" and begin[_LOCAL_HEADER.size :][:length].startswith(_WORKBOOK_BEGINNINGS)


def _names_of(members: Sequence[ZipInfo]) -> Mapping[int, str]:
    """Each member's name as its sender saw it, by ``id()`` of the member.

    The encoding of names that do not state it is detected for all of them together, since one system wrote them.
    """
    stated = {id(member): _stated_name(member) for member in members}
    silent = [member for member in members if stated[id(member)] is None]
    decoded = decoded_names([member.orig_filename.encode("cp437") for member in silent])
    stated |= {id(member): name for member, name in zip(silent, decoded, strict=True)}
    return {key: unicodedata.normalize("NFC", name or "").replace("\\", "/") for key, name in stated.items()}


def _stated_name(member: ZipInfo) -> str | None:
    """The name, if the archive states its encoding."""
    if member.flag_bits & UTF_8:
        return member.orig_filename
    return _unicode_path(member)


def _unicode_path(member: ZipInfo) -> str | None:
    """The name in UTF-8 from the extra field, if its checksum matches the ordinary name."""
    for kind, content in extra_fields(member):
        if kind == UNICODE_PATH and len(content) > _UNICODE_PATH_HEADER.size:
            version, checksum = _UNICODE_PATH_HEADER.unpack_from(content)
            if version == 1 and checksum == zlib.crc32(member.orig_filename.encode("cp437")):
                return content[_UNICODE_PATH_HEADER.size :].decode("utf-8", "replace")
    return None
