"""RAR archives; what is packed in them only other programs can unpack, where one is installed."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path

import rarfile

from xlsreport.round.opening.bundle import UNREADABLE, Bundle, Piece, Readable, Source
from xlsreport.submission.unfit import UnfitFileError

_STORED = 0x30
"""The method of files that are not packed."""

if os.name == "nt":  # Windows brings bsdtar under another name
    rarfile.BSDTAR_TOOL = str(Path(os.environ.get("SYSTEMROOT", "C:/Windows"), "System32", "tar.exe"))


def rar_bundle(source: Source) -> Bundle:
    """The files of a RAR archive, also of one in several volumes whose first lies in a folder.

    Raises:
        UnfitFileError: it has a password, is damaged, lacks a volume, or nothing is installed that could unpack it.
    """
    source.file.seek(0)
    try:
        archive = rarfile.RarFile(source.path or source.file)
    except rarfile.NeedFirstVolume:
        raise UnfitFileError("missing_volume") from None
    except (rarfile.Error, *UNREADABLE):
        raise UnfitFileError("damaged") from None
    members = [one for one in archive.infolist() if one.is_file()]
    if not archive.infolist():  # not even a list, so that nobody can say that there is nothing in it
        raise UnfitFileError("rar")
    if archive.needs_password() or any(one.needs_password() for one in members):
        raise UnfitFileError("locked_archive")
    if any(one.compress_type != _STORED for one in members):
        _expect_program()
    ordered = sorted(members, key=lambda one: (one.date_time or (), one.filename))
    return Bundle([Piece(one.filename, partial(_opened, archive, one)) for one in ordered], len(members))


def _expect_program() -> None:
    try:
        rarfile.tool_setup(sevenzip=False, sevenzip2=False)  # which many systems build without RAR
    except rarfile.RarCannotExec:
        raise UnfitFileError("rar") from None


def _opened(archive: rarfile.RarFile, member: rarfile.RarInfo) -> Readable:
    try:
        return _Member(archive.open(member))
    except (rarfile.Error, *UNREADABLE):
        raise UnfitFileError("damaged") from None


class _Member:
    """A member whose damages are told alike wherever they show."""

    def __init__(self, stream: rarfile.RarExtFile) -> None:
        self._stream = stream

    def read(self, size: int = -1, /) -> bytes:
        """So many bytes of it."""
        try:
            return bytes(self._stream.read(size))
        except (rarfile.Error, *UNREADABLE):
            raise UnfitFileError("damaged") from None

    def close(self) -> None:
        """End the program that unpacks it."""
        self._stream.close()
