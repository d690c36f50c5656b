"""Writes files for the office and for agencies, without replacing any that somebody has changed since."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Container
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from xlsreport.definition.loading.regular_file import UnreadFileError, read_regular_file
from xlsreport.document.integrity_mark import is_as_written, marked
from xlsreport.errors import OpenFileError
from xlsreport.messages import Messages
from xlsreport.round.files.atomic_write import StagedFile, write_atomically
from xlsreport.submission.intake.input_file import MAX_MEGABYTES

WriteOutcome = Literal["written", "unchanged", "in_use", "open"]
"""What happened to a file; ``in_use`` is one that somebody has changed since it was written, ``open`` one that another
program holds: both are kept."""


@dataclass(frozen=True, slots=True)
class OutputFile:
    """A file for an agency or for the office, and its outcome."""

    path: Path
    outcome: WriteOutcome


class PendingOutput:
    """A file that is to be handed out, staged beside its path.

    It is staged first, so that an obstacle to writing is known before the ledger records the file as given out. Use it
    in a ``with`` statement. ``outcome`` is decided when it is made: ``written`` unless the right bytes are there
    already, or somebody has changed the file that is there; ``is_there`` is whether one was there before.

    Args:
        path: where to.
        data: what the file should hold.
        given: the SHA-256 of every version that was handed out before, which may be replaced.
        messages: the language of errors.
        before_writing: called if the file is to be written, for example to make sure that it can be recorded.

    Raises:
        RoundError: the file cannot be written.
    """

    def __init__(
        self,
        path: Path,
        data: bytes,
        given: Container[str],
        messages: Messages,
        before_writing: Callable[[], None],
    ) -> None:
        self.path, self.sha256, self.is_there = path, digest(data), path.is_file()
        self.outcome = write_outcome(path, self.sha256, given)
        if self.outcome == "written":
            before_writing()
        self._staged = StagedFile(path, data, messages) if self.outcome == "written" else None

    def put(self) -> OutputFile:
        """Move the staged file to its path.

        Raises:
            RoundError: it cannot be moved there.
        """
        try:
            if self._staged is not None:
                self._staged.put()
        except OpenFileError:  # somebody looks at this one: the others are written nevertheless
            return OutputFile(self.path, "open")
        return OutputFile(self.path, self.outcome)

    def __enter__(self) -> PendingOutput:
        return self

    def __exit__(self, *error: object) -> None:
        if self._staged is not None:
            self._staged.__exit__(*error)


def write_unless_changed(
    path: Path, data: bytes, messages: Messages, *, force: bool = False, in_new_folders: bool = True
) -> WriteOutcome:
    """Write a report, list or page, unless somebody has changed the present one since it was written.

    Our own files are recognised by a mark in the file itself, see :mod:`xlsreport.document.integrity_mark`, so that an
    older one is replaced wherever it was moved to, and what is not ours is left alone.

    Args:
        path: where to.
        data: what the file should hold, without its mark.
        messages: the language of errors.
        force: replace the present file whatever it is.
        in_new_folders: as for :func:`xlsreport.round.files.atomic_write.write_atomically`.

    Raises:
        RoundError: the file cannot be written.
    """
    whole = marked(data)
    there = _present_bytes(path, _REPORTED_BY_WRITING)
    if there == whole:
        return "unchanged"
    if not force and there != b"" and (there is None or not is_as_written(there)):
        return "in_use"
    write_atomically(path, whole, messages, in_new_folders=in_new_folders)
    return "written"


def put_unless_changed(path: Path, data: bytes, messages: Messages) -> OutputFile:
    """Write one of several files as :func:`write_unless_changed`; one that another program holds stops no other.

    Raises:
        RoundError: the file cannot be written for another reason.
    """
    try:
        return OutputFile(path, write_unless_changed(path, data, messages))
    except OpenFileError:
        return OutputFile(path, "open")


def _present_bytes(path: Path, nothing: Container[str]) -> bytes | None:
    """The bytes of a file; none if it is missing for one of the given reasons, None if it cannot be read."""
    try:
        return read_regular_file(path, MAX_MEGABYTES)
    except UnreadFileError as error:
        return b"" if error.key in nothing else None


_NO_FILE = ("no_file", "dangling_link")
"""Reasons why no file can be read, after which one can be written."""
_REPORTED_BY_WRITING = (*_NO_FILE, "folder", "not_a_file")
"""The same for a path that a user has named: writing reports anything else that is there."""


def write_outcome(path: Path, sha256: str, given: Container[str]) -> WriteOutcome:
    """What is to be done about the file at a path.

    Args:
        path: of the file.
        sha256: the digest of the content that it is to have.
        given: as for :class:`PendingOutput`.
    """
    there = _present_bytes(path, _NO_FILE)  # a folder at one agency's path does not stop the others
    if there == b"":
        return "written"
    found = "" if there is None else digest(there)
    if found == sha256:
        return "unchanged"
    return "written" if found in given or (there is not None and is_as_written(there)) else "in_use"


def present_bytes(path: Path) -> bytes | None:
    """The bytes of a file that was handed out; None if there is none, or it cannot be read."""
    return _present_bytes(path, ()) or None


def digest(data: bytes) -> str:
    """The SHA-256 of a file, as the ledger keeps it."""
    return hashlib.sha256(data).hexdigest()
