"""Which published reports are audited: files, those in folders at any depth, and those that a list names."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Literal

from xlsreport.errors import PublicationError
from xlsreport.messages import Messages
from xlsreport.published.audit.inputs.audit_list import ListedReport, is_list, read_audit_list
from xlsreport.submission.intake.input_file import leftover_kind

_OF_PAGES = frozenset(
    (
        *(".css", ".js", ".mjs", ".map", ".json", ".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".ico", ".bmp"),
        *(".woff", ".woff2", ".ttf", ".otf", ".eot", ".mp3", ".mp4", ".swf"),
    )
)
"""Endings of what a browser saves beside a page."""
_PAGE_FOLDERS = ("_files", ".files", "_文件", ".fld")
"""Endings of the folders into which browsers and Word put that."""
_LISTS = frozenset([".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls", ".et", ".ods", ".xlsb"])
"""Endings of files that may be a list of agencies."""


@dataclass(frozen=True, slots=True)
class AuditedFile:
    """A file to be audited.

    Attributes:
        path: where it is read.
        name: what it is called, relative to the folder that was given, and behind ``!`` within an archive or mail.
        listed: the line of the list that names it.
        archive: the archive or mail that it was taken out of, which is what somebody can open.
        unfit: why it could not be taken out, as a sentence.
    """

    path: Path
    name: str
    listed: ListedReport | None = None
    archive: Path | None = None
    unfit: str = ""

    @property
    def stem(self) -> str:
        """Its own name, without folders and ending."""
        return self.path.stem if self.archive is None else PurePosixPath(self.name.rpartition("!")[2]).stem

    @property
    def to_open(self) -> Path:
        """What a link leads to."""
        return self.archive or self.path


@dataclass(frozen=True, slots=True)
class AuditInputs:
    """What is audited: the files, in the order of their names, and the lines of the list that name none."""

    files: tuple[AuditedFile, ...]
    without_file: tuple[ListedReport, ...] = ()


Unpack = Callable[[AuditedFile], Iterable[AuditedFile]]
"""Gives the reports in an archive or a mail, and any other file as it is."""


def audit_inputs(
    paths: Sequence[Path],
    messages: Messages,
    leave_out: Iterable[Path] = (),
    unpack: Unpack = lambda file: (file,),
) -> AuditInputs:
    """What some paths lead to.

    Args:
        paths: published reports, folders with such, and lists of agencies. A list without a column of files is about
            the reports in the folder beside it, unless other paths are given.
        messages: the language of errors.
        leave_out: files that are no reports.
        unpack: takes reports out of archives and mails; by default these are left as they are.

    Raises:
        PublicationError: a path does not exist.
        RosterError: a list cannot be read.
    """
    lists = [path for path in paths if _may_be_list(path) and is_list(path, messages)]
    files = [file for path in paths if path not in lists for file in _found(path, messages)]
    named: list[AuditedFile] = []
    missing: list[ListedReport] = []
    for path in lists:
        for line in read_audit_list(path, messages):
            file = path.parent / line.file if line.file else None
            if file is None or not _is(file, "file"):
                missing.append(line)
            else:
                named.append(AuditedFile(file, line.file, line))
        if len(paths) == len(lists) and not named:
            files += _found(path.parent, messages)
    listed = {_real(file.path) for file in named}
    left = {_real(path) for path in lists}
    left |= {_real(path) for path in leave_out}
    others = [one for file in files if _real(file.path) not in listed | left for one in unpack(file)]
    unique = {(_real(file.path), file.name if file.unfit else ""): file for file in reversed(named + others)}
    return AuditInputs(tuple(reversed(unique.values())), tuple(missing))


def _may_be_list(path: Path) -> bool:
    return path.suffix.lower() in _LISTS and _is(path, "file")


def _found(path: Path, messages: Messages) -> Iterator[AuditedFile]:
    if _is(path, "file"):
        yield AuditedFile(path, path.name)
    elif _is(path, "folder"):
        for file in _in_folder(path):
            yield AuditedFile(file, file.relative_to(path).as_posix())
    else:
        key = "unread.dangling_link" if _is(path, "link") else "audit.no_file"
        raise PublicationError(messages(key, file=path))


def _real(path: Path) -> str:
    """Where a path leads to, by which files that are named twice are known; as it is where links lead in a circle."""
    try:
        return os.path.realpath(path)
    except (OSError, ValueError):
        return str(path)


def _is(path: Path, kind: Literal["file", "folder", "link"]) -> bool:
    """Whether there is a file, a folder or a link; nothing is at a path that the system rejects or does not show."""
    try:
        return {"file": path.is_file, "folder": path.is_dir, "link": path.is_symlink}[kind]()
    except (OSError, ValueError):
        return False


def _in_folder(folder: Path) -> Iterator[Path]:
    for at, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and not _is_of_page(name, files))
        for name in sorted(files):
            if _is_report(name):
                yield Path(at, name)


def without_parts_of_pages(ways: Collection[str]) -> frozenset[str]:
    """The files of an archive, by their ways in it, without what a browser saved beside a page and programs left."""
    beside: dict[str, list[str]] = {}
    for way in ways:
        folder, _, name = way.rpartition("/")
        beside.setdefault(folder, []).append(name.rpartition("!")[2])
    return frozenset(way for way in ways if not way or (_is_report(way) and not _is_below_page(way, beside)))


def _is_below_page(way: str, beside: Mapping[str, Collection[str]]) -> bool:
    *folders, _ = way.split("/")
    above = ["/".join(folders[:depth]) for depth in range(len(folders))]
    return any(
        _is_of_page(name.rpartition("!")[2], beside.get(at, ())) for at, name in zip(above, folders, strict=True)
    )


def _is_of_page(folder: str, files: Collection[str]) -> bool:
    """Whether a folder holds what a browser saved beside a page."""
    stem = next((folder.removesuffix(end) for end in _PAGE_FOLDERS if folder.endswith(end)), None)
    return stem is not None and any(Path(name).stem == stem for name in files)


def _is_report(name: str) -> bool:
    own = name.rpartition("/")[2].rpartition("!")[2]
    is_hidden = own.startswith(".") or leftover_kind(own) is not None
    return not is_hidden and PurePosixPath(own).suffix.lower() not in _OF_PAGES
