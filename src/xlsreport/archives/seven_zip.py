"""7z archives."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

from xlsreport.archives.bundle import UNREADABLE, Bundle, BundleEntry, BundleSource, ReadableStream, no_file
from xlsreport.opc.invalid_file import InvalidFileError
from xlsreport.submission.intake.input_file import MAX_BYTES, MAX_MEGABYTES

if TYPE_CHECKING:
    from py7zr import SevenZipFile
    from py7zr.py7zr import ArchiveFile

_MAX_MEMBER_BYTES = MAX_BYTES
_MAX_HEADER_BYTES = 3_000_000
"""Bytes of the unpacked header; each file takes a hundred there, and a thousand in memory."""
_MAX_UNPACKED_BYTES = 1_000_000_000
"""Bytes of all files of an archive."""
_BATCH_BYTES = 32_000_000
"""Bytes of files that are unpacked at a time: in a solid archive, a file costs as much as all files before it."""
_MAX_DICTIONARY_BYTES = 300_000_000
"""Bytes of the dictionary; the strongest setting of 7-Zip uses 256 MiB."""
_LZMA, _LZMA2, _PPMD = b"\x03\x01\x01", b"\x21", b"\x03\x04\x01"
_LOW_MEMORY_METHODS = (
    b"\x00",
    b"\x03",
    b"\x04",
    b"\x03\x03\x01\x03",
    b"\x04\x01\x08",
    b"\x04\x02\x02",
    b"\x06\xf1\x07\x01",
)
"""Methods that take little memory: copying, filters for numbers and programs, Deflate, bzip2, encryption."""


def seven_zip_bundle(source: BundleSource) -> Bundle:
    """The files of a 7z archive.

    Raises:
        InvalidFileError: it has a password, is damaged, or would take more memory or space than any archive needs.
    """
    source.file.seek(0)
    archive = _open(source)
    members = [one for one in archive.files if not one.is_directory]
    _expect_reasonable_size(archive, sum(one.uncompressed for one in members))
    ordered = sorted(members, key=lambda one: (one.lastwritetime or 0, one.filename))
    names = [one.filename for one in ordered]
    unpacking = _SevenZipUnpacker(archive, [(_numbered(archive, one), one.uncompressed) for one in ordered])
    pieces = [
        BundleEntry(name, no_file if one.is_symlink or one.is_junction else partial(unpacking.opened, one.filename))
        for name, one in zip(names, ordered, strict=True)
    ]
    return Bundle(pieces, len(pieces))


def _numbered(archive: SevenZipFile, member: ArchiveFile) -> str:
    """Call a member by its number while it is unpacked; the library loses files of equal names."""
    number = str(member.id)
    archive.files.files_list[member.id]["filename"] = number
    return number


def _open(source: BundleSource) -> SevenZipFile:
    try:
        import py7zr  # few archives are of this kind, and loading it takes longer than reading a workbook
        from py7zr import archiveinfo  # as above
    except ImportError:  # a dependency is not available for this machine
        raise InvalidFileError("other_archive") from None
    archiveinfo.MAX_HEADER_SIZE = _MAX_HEADER_BYTES
    try:
        return py7zr.SevenZipFile(source.file)
    except py7zr.exceptions.PasswordRequired:
        raise InvalidFileError("locked_archive") from None
    except (py7zr.exceptions.ArchiveError, *UNREADABLE):
        raise InvalidFileError("damaged_archive") from None


def _expect_reasonable_size(archive: SevenZipFile, size: int) -> None:
    if size > _MAX_UNPACKED_BYTES:
        raise InvalidFileError("archive_bomb")
    if archive.password_protected:
        raise InvalidFileError("locked_archive")
    if any(_dictionary(coder) > _MAX_DICTIONARY_BYTES for coder in _coders(archive)):
        raise InvalidFileError("archive_packing")


def _coders(archive: SevenZipFile) -> Iterator[dict[str, Any]]:
    streams = getattr(archive.header, "main_streams", None)
    for folder in streams.unpackinfo.folders if streams is not None else ():
        yield from folder.coders


def _dictionary(coder: dict[str, Any]) -> int:
    """Bytes of the dictionary of a compression method ([7zFormat], Methods)."""
    method, properties = coder["method"], coder.get("properties") or b""
    if method in _LOW_MEMORY_METHODS or method.startswith(b"\x03\x03"):
        return 0
    if method in (_LZMA, _PPMD) and len(properties) >= 5:
        return int.from_bytes(properties[1:5], "little")
    if method == _LZMA2 and len(properties) == 1:
        return int((2 | properties[0] & 1) << properties[0] // 2 + 11)
    return _MAX_DICTIONARY_BYTES + 1


@dataclass
class _SevenZipUnpacker:
    """Unpacks the files of a solid archive in batches."""

    archive: SevenZipFile
    files: Sequence[tuple[str, int]]
    unpacked: dict[str, ReadableStream] = field(default_factory=dict)

    def opened(self, name: str) -> ReadableStream:
        """A file; it is unpacked with those after it, unless it was already."""
        if name not in self.unpacked:
            self.unpacked = self._some(name)
        try:
            return self.unpacked.pop(name)
        except KeyError:
            raise InvalidFileError("damaged") from None

    def _some(self, first: str) -> dict[str, ReadableStream]:
        start = next(number for number, (name, _) in enumerate(self.files) if name == first)
        if self.files[start][1] > _MAX_MEMBER_BYTES:
            raise InvalidFileError("file_too_large", limit=MAX_MEGABYTES)
        names, room = [first], _BATCH_BYTES - self.files[start][1]
        for name, size in self.files[start + 1 :]:
            room -= size
            if room < 0:
                break
            names.append(name)
        return _extracted(self.archive, names)


def _extracted(archive: SevenZipFile, names: Sequence[str]) -> dict[str, ReadableStream]:
    from py7zr import exceptions, io  # loaded already

    files = io.BytesIOFactory(_MAX_UNPACKED_BYTES)
    try:
        archive.reset()
        archive.extract(targets=names, factory=files)
    except exceptions.PasswordRequired:
        raise InvalidFileError("locked_archive") from None
    except (exceptions.ArchiveError, *UNREADABLE):
        raise InvalidFileError("damaged") from None
    return dict(files.products)
