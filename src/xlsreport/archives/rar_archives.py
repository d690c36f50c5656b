"""RAR archives."""

from __future__ import annotations

import io
from functools import partial
from typing import TYPE_CHECKING

from xlsreport.archives.bundle import (
    MAX_DIRECTORY_BYTES,
    MAX_MEMBERS,
    UNREADABLE,
    Bundle,
    BundleEntry,
    BundleSource,
    ReadableStream,
)
from xlsreport.opc.invalid_file import InvalidFileError
from xlsreport.submission.intake.input_file import MAX_BYTES, MAX_MEGABYTES

if TYPE_CHECKING:
    from rars import RarFile, RarInfo

_MAX_MEMBER_BYTES = MAX_BYTES
_MAX_MEMORY_BYTES = 150_000_000
"""Bytes of memory for unpacking; WinRAR's default dictionary is 32 MiB."""


def rar_bundle(source: BundleSource) -> Bundle:
    """The files of a RAR archive.

    Raises:
        InvalidFileError: it has a password, is damaged or one of several volumes, or no library for it is installed.
    """
    try:
        import rars  # few archives are of this kind
    except ImportError:  # not available for this machine
        raise InvalidFileError("other_archive") from None
    if source.file.seek(0, io.SEEK_END) > _MAX_MEMBER_BYTES:
        raise InvalidFileError("archive_too_large", limit=MAX_MEGABYTES)
    source.file.seek(0)
    options = rars.ReadOptions(max_header_count=MAX_MEMBERS, max_header_bytes=MAX_DIRECTORY_BYTES)
    try:
        archive = rars.RarFile.from_bytes(source.file.read(), options=options)
        members = [one for one in archive.infolist() if not one.is_dir()]
    except rars.PasswordRequired:
        raise InvalidFileError("locked_archive") from None
    except (rars.Error, *UNREADABLE):
        raise InvalidFileError("damaged_archive") from None
    if archive.needs_password or any(one.is_encrypted for one in members):
        raise InvalidFileError("locked_archive")
    if any(one.is_split_before or one.is_split_after for one in members):
        raise InvalidFileError("volumes")
    ordered = sorted(members, key=lambda one: (one.date_time or (), one.filename))
    pieces = [BundleEntry(one.filename.replace("\\", "/"), partial(_opened, archive, one)) for one in ordered]
    return Bundle(pieces, len(pieces))


def _opened(archive: RarFile, member: RarInfo) -> ReadableStream:
    import rars  # loaded already

    if member.file_size > _MAX_MEMBER_BYTES:
        raise InvalidFileError("file_too_large", limit=MAX_MEGABYTES)
    options = rars.ReadOptions(
        max_member_output_bytes=_MAX_MEMBER_BYTES,
        max_reader_workspace_bytes=_MAX_MEMORY_BYTES,
        rar50_dictionary_size_limit=_MAX_MEMORY_BYTES,
    )
    try:
        return io.BytesIO(archive.read(member, options=options))
    except rars.UnsupportedRarFeature:
        raise InvalidFileError("archive_packing") from None
    except (rars.Error, *UNREADABLE):
        raise InvalidFileError("damaged") from None
