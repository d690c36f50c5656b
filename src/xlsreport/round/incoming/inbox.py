"""Finds received files in folders, archives and mails, at any depth and under any name."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from pathlib import Path

from xlsreport.archives.unpacking import UnpackedFile, count_members, unpacked_files
from xlsreport.archives.volumes import Volumes, first_volume, open_joined, volumes_beside
from xlsreport.definition.loading.regular_file import UnreadFileError, open_regular_file
from xlsreport.opc.invalid_file import InvalidFileError
from xlsreport.submission.intake.input_file import expect_content, is_junk, is_leftover, read_input

MAX_FILES = 200_000
"""Files of one run. Each name is kept in memory, and the largest offices have some thousand agencies."""


def own_name(origin: str) -> str:
    """The name of a file, without the folders, archives and mails that it came in."""
    return origin.rpartition("!")[2].replace("\\", "/").rpartition("/")[2]


@dataclass(frozen=True, slots=True)
class IncomingFile:
    """A received file; ``origin`` says where it was found.

    A plain file is read from its ``path``; for a member of an archive, ``data`` is its content. ``unfit`` is why a file
    cannot be read, by the key of a message below ``rejected.``. ``arrived`` is the date of the mail that contained it,
    with its time zone; None without a mail or a date.
    """

    origin: str
    path: Path | None = None
    data: bytes | None = field(default=None, repr=False)
    unfit: InvalidFileError | None = None
    arrived: datetime | None = None

    @property
    def size(self) -> int:
        """How many bytes it has, as far as that is known."""
        if self.data is not None:
            return len(self.data)
        try:
            return self.path.stat().st_size if self.path is not None else 0
        except (OSError, ValueError):
            return 0

    def read(self) -> bytes:
        """The file's bytes.

        Raises:
            InvalidFileError: there is nothing to read, or too much.
        """
        if self.unfit is not None:
            raise self.unfit
        if self.path is not None:
            return read_input(self.path)
        data = self.data or b""
        expect_content(own_name(self.origin), data)
        return data


def incoming_files(paths: Sequence[Path], leave_out: Path) -> Iterator[IncomingFile]:
    """Every file in files, folders and archives, in the order of their modification times.

    Args:
        paths: received files, or folders with them.
        leave_out: a folder to skip: that of the round itself.
    """
    found: dict[str, tuple[float, str]] = {}
    for file in _found_files(paths, leave_out):
        if isinstance(file, IncomingFile):
            yield file
        else:
            found[file] = _modification_time(file)
    waiting = sorted(found, key=found.__getitem__, reverse=True)  # only the names are kept, since there may be many
    del found
    done: set[tuple[Path, str, str]] = set()
    while waiting:
        path = Path(waiting.pop())
        volumes = volumes_beside(path)
        if volumes is None:
            yield from _unpacked(path)
        elif (where := (path.parent, *volumes.key)) not in done:
            done.add(where)
            yield from _in_volumes(volumes, path)


def count_files(paths: Sequence[Path], leave_out: Path) -> int:
    """An estimate of how many files :func:`incoming_files` gives, without unpacking any; for a progress bar."""
    return sum(map(_members_in, _found_files(paths, leave_out)))


def _members_in(file: str | IncomingFile) -> int:
    if isinstance(file, IncomingFile) or not file.lower().endswith(".zip"):
        return 1
    path = Path(file)
    try:
        with open_regular_file(path) as archive:
            return count_members(archive, path.name)
    except UnreadFileError:
        return 1


def _found_files(paths: Sequence[Path], leave_out: Path) -> Iterator[str | IncomingFile]:
    """The files of several paths; a path with far too many, such as a whole disk, gives one unreadable file instead."""
    left = MAX_FILES
    for path in paths:
        files = list(islice(_files_in(path, leave_out.resolve()), left + 1))
        if len(files) > left:
            yield IncomingFile(str(path), unfit=InvalidFileError("too_many_files", limit=MAX_FILES))
        else:
            left -= len(files)
            yield from files


def _files_in(path: Path, leave_out: Path) -> Iterator[str | IncomingFile]:
    """The files in a folder and its subfolders; links to folders are not followed, since they may form cycles."""
    if not os.path.isdir(path):  # noqa: PTH112  # Path.is_dir() raises if access is denied
        yield str(path)
    elif path.resolve() == leave_out:
        yield _unread(path, "own_folder")
    else:
        closed: list[OSError] = []
        for folder, folders, files in os.walk(path, onerror=closed.append):
            here = Path(folder)
            folders[:] = sorted(name for name in folders if not is_junk(name) and (here / name).resolve() != leave_out)
            yield from (str(here / name) for name in sorted(files) if not is_leftover(here / name))
        yield from (_unread(Path(error.filename), "closed_folder") for error in closed)


def _unread(path: Path, key: str) -> IncomingFile:
    return IncomingFile(str(path), unfit=InvalidFileError(key))


def _modification_time(path: str) -> tuple[float, str]:
    try:
        return os.stat(path).st_mtime, path  # noqa: PTH116  # faster than Path.stat(), for very many files
    except (OSError, ValueError):
        return 0.0, path


def _unpacked(path: Path) -> Iterator[IncomingFile]:
    """The file itself, or the files of the archive or mail that it is, which is read in place since it may be large."""
    is_bundle = False
    try:
        with open_regular_file(path) as file:
            for member in unpacked_files(file, path.name) or ():
                is_bundle = True
                yield _incoming(path, member)
                del member  # frees a large member before the next is unpacked
    except UnreadFileError:
        pass  # reported when the file is read
    if not is_bundle:
        yield IncomingFile(str(path), path)


def _incoming(path: Path, member: UnpackedFile) -> IncomingFile:
    data, unfit = (member.content, None) if isinstance(member.content, bytes) else (None, member.content)
    return IncomingFile(f"{path}{member.way}", data=data, unfit=unfit, arrived=member.arrived)


def _in_volumes(volumes: Volumes, path: Path) -> Iterator[IncomingFile]:
    """The files of an archive in several volumes, one of which is given."""
    try:
        first = first_volume(volumes, path)
        if first is None:
            yield _unread(path, "missing_volume")
        elif volumes.form == "cut":
            yield from _joined(volumes, first)
        else:  # formats whose volumes have headers of their own
            yield _unread(first, "volumes")
    except InvalidFileError as error:
        yield IncomingFile(str(path), unfit=error)
    except UnreadFileError as error:
        yield IncomingFile(str(path), unfit=InvalidFileError(error.key, **error.values))


def _joined(volumes: Volumes, first: Path) -> Iterator[IncomingFile]:
    with open_joined(volumes, first) as file:
        members = unpacked_files(file, volumes.name)
        if members is None:
            raise InvalidFileError("missing_volume")
        for member in members:
            is_cut_off = not member.way and _key_of(member) == "damaged_archive"  # the last volumes are missing
            yield _unread(first, "missing_volume") if is_cut_off else _incoming(first, member)


def _key_of(member: UnpackedFile) -> str:
    return member.content.key if isinstance(member.content, InvalidFileError) else ""
