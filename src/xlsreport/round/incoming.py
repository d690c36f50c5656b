"""Finds the files that were sent in: in folders and archives, in any nesting and under any name."""

from __future__ import annotations

import io
import os
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from xlsreport.submission.input_file import MOST_MEGABYTES, read_input
from xlsreport.submission.unfit import UnfitFileError

_JUNK = ("thumbs.db", "desktop.ini", ".ds_store")
_JUNK_BEGINNINGS = ("~$", ".", "__macosx")
"""What systems and programs leave behind: lock files of an open workbook, folder settings, hidden files."""
_DEEPEST = 8
"""Archives within archives, as mail programs and people nest them, and no deeper."""
_MOST_MEMBERS = 100_000
_UTF_8 = 0x800
"""A bit of a member's flags ([APPNOTE] 4.4.4): the name is UTF-8; else what Chinese Windows writes is GBK."""
_UNREADABLE = (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, RuntimeError, OSError)
"""What zipfile raises for damaged members, unknown methods and passwords."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """A file that was sent in: ``origin`` says where it was found.

    A plain file is read where it is looked into; of an archive's member ``data`` are the bytes. ``unfit`` names the
    sentence below ``rejected.`` about one that cannot be read.
    """

    origin: str
    path: Path | None = None
    data: bytes | None = field(default=None, repr=False)
    unfit: UnfitFileError | None = None

    def read(self) -> bytes:
        """The file's bytes.

        Raises:
            UnfitFileError: there is nothing to read, or too much.
        """
        if self.unfit is not None:
            raise self.unfit
        if self.path is not None:
            return read_input(self.path)
        return self.data or b""


def incoming_files(paths: Sequence[Path], leave_out: Path) -> Iterator[Incoming]:
    """Every file in files, folders and archives; those that were saved later come later.

    Args:
        paths: what the office was sent, or folders that it was put into.
        leave_out: a folder whose files nobody sent: that of the round itself.
    """
    found: dict[Path, None] = {}
    for path in paths:
        found |= dict.fromkeys(_files_in(path, leave_out.resolve()))
    for path in sorted(found, key=_saved):
        yield from _unpacked(path)


def count_files(paths: Sequence[Path], leave_out: Path) -> int:
    """About how many files :func:`incoming_files` will give, without unpacking any: for a bar that shows progress."""
    return sum(map(_members_in, (file for path in paths for file in _files_in(path, leave_out.resolve()))))


def _members_in(path: Path) -> int:
    if path.suffix.lower() != ".zip":
        return 1
    try:
        with zipfile.ZipFile(path) as archive:
            return max(1, sum(not member.is_dir() for member in archive.infolist()))
    except _UNREADABLE:
        return 1


def _files_in(path: Path, leave_out: Path) -> Iterator[Path]:
    if not path.is_dir():
        yield path
        return
    for folder, folders, files in os.walk(path):
        here = Path(folder)
        folders[:] = sorted(name for name in folders if not _is_junk(name) and (here / name).resolve() != leave_out)
        yield from (here / name for name in sorted(files) if not _is_junk(name))


def _is_junk(name: str) -> bool:
    return name.lower().startswith(_JUNK_BEGINNINGS) or name.lower() in _JUNK


def _saved(path: Path) -> tuple[float, str]:
    try:
        return path.stat().st_mtime, str(path)
    except (OSError, ValueError):
        return 0.0, str(path)


def _unpacked(path: Path) -> Iterator[Incoming]:
    """The file itself, or the files of the archive that it is; it is opened where it lies, since archives are large."""
    try:
        with zipfile.ZipFile(path) as archive:
            if not _is_document(archive):
                yield from _members(archive, str(path), 1)
                return
    except _UNREADABLE:
        pass  # no archive; what it is instead is said when it is read
    yield Incoming(str(path), path)


def _is_document(archive: zipfile.ZipFile) -> bool:
    """Whether an archive is a document of some office program rather than a bundle of files."""
    names = {name.lower() for name in archive.namelist()}
    return bool(names & {"[content_types].xml", "mimetype", "xl/workbook.xml"})


def _members(archive: zipfile.ZipFile, origin: str, depth: int) -> Iterator[Incoming]:
    members = [member for member in archive.infolist() if not member.is_dir()]
    if len(members) > _MOST_MEMBERS:
        yield Incoming(origin, unfit=UnfitFileError("too_many_members"))
        return
    for member in sorted(members, key=lambda member: (member.date_time, member.filename)):
        name = _name_of(member)
        if not any(map(_is_junk, name.replace("\\", "/").split("/"))):
            yield from _member(archive, member, f"{origin}!{name}", depth)


def _name_of(member: zipfile.ZipInfo) -> str:
    """The name as the sender saw it."""
    if member.flag_bits & _UTF_8:
        return member.filename
    try:
        return member.filename.encode("cp437").decode("gb18030")
    except UnicodeError:
        return member.filename


def _member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, origin: str, depth: int) -> Iterator[Incoming]:
    try:
        data = _bytes_of(archive, member)
    except UnfitFileError as error:
        yield Incoming(origin, unfit=error)
        return
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as inner:
            if not _is_document(inner):
                yield from _members(inner, origin, depth + 1) if depth < _DEEPEST else _too_deep(origin)
                return
    except _UNREADABLE:
        pass  # as above
    yield Incoming(origin, data=data)


def _too_deep(origin: str) -> Iterable[Incoming]:
    return [Incoming(origin, unfit=UnfitFileError("archive_of_workbooks"))]


def _bytes_of(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    limit = MOST_MEGABYTES * 1_000_000
    if member.flag_bits & 0x1:
        raise UnfitFileError("locked_archive")
    try:
        with archive.open(member) as stream:
            data = stream.read(limit + 1)
    except _UNREADABLE:
        raise UnfitFileError("damaged") from None
    if len(data) > limit:
        raise UnfitFileError("file_too_large", limit=MOST_MEGABYTES)
    return data
