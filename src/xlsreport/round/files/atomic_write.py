"""Writes files whole: whatever happens meanwhile, the file is as it was or as it should be, never half."""

from __future__ import annotations

import errno
import os
import stat
import tempfile
from contextlib import suppress
from pathlib import Path

from xlsreport.errors import RoundError
from xlsreport.messages import Messages
from xlsreport.messages.system_errors import system_reason


def write_atomically(path: Path, data: bytes, messages: Messages, *, in_new_folders: bool = True) -> None:
    """Write a file under a passing name beside its place, then put it there; arguments and errors as for
    :class:`StagedFile`.
    """
    with StagedFile(path, data, messages, in_new_folders=in_new_folders) as passing:
        passing.put()


class StagedFile:
    """A file under a passing name beside its place; use it in a ``with`` statement, in which it is put there or not.

    A file that was there before gives its permissions to the new one. A link stays one: what it leads to is replaced.

    Args:
        path: where to.
        data: what the file is to hold.
        messages: the language of errors.
        in_new_folders: make the folders of its path where there are none; otherwise these are told as missing.

    Raises:
        RoundError: it cannot be written, or what is there is no file; what was there before stays.
    """

    def __init__(self, path: Path, data: bytes, messages: Messages, *, in_new_folders: bool = True) -> None:
        self._path, self._messages = path, messages
        try:
            self._target = _led_to(path) if path.is_symlink() else path
            _expect_replaceable(path, self._target, messages)
            if in_new_folders:
                self._target.parent.mkdir(parents=True, exist_ok=True)
            self._passing: Path | None = _written_beside(self._target, data)
        except (OSError, ValueError) as error:
            raise write_error(path, error, messages) from None

    def put(self) -> None:
        """Put it in its place.

        Raises:
            RoundError: somebody holds the file that is there.
        """
        if self._passing is not None:
            try:
                _put(self._passing, self._target)
            except OSError as error:
                raise write_error(self._path, error, self._messages) from None
            self._passing = None

    def __enter__(self) -> StagedFile:
        return self

    def __exit__(self, *_: object) -> None:
        """Leave nothing where it was not put in its place."""
        if self._passing is not None:
            with suppress(OSError):
                self._passing.unlink()


def _led_to(link: Path) -> Path:
    """What a link leads to, which need not be there yet.

    Raises:
        OSError: it leads back to itself.
    """
    with suppress(FileNotFoundError):
        link.stat()
    return Path(os.path.realpath(link))


def _expect_replaceable(path: Path, target: Path, messages: Messages) -> None:
    if not target.exists():
        return
    if target.is_dir():
        raise RoundError(messages("write.folder", file=path))
    if not target.is_file():
        raise RoundError(messages("command.not_a_file", file=path))
    if not _may_be_written(target):  # putting another file in its place would need no right to this one
        raise RoundError(messages("write.protected", file=path))


def _may_be_written(path: Path) -> bool:
    """Also for those to whom the system refuses nothing: whoever protects a file means everybody."""
    return bool(path.stat().st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH)) and os.access(path, os.W_OK)


def _written_beside(target: Path, data: bytes) -> Path:
    rights = stat.S_IMODE(target.stat().st_mode) if target.exists() else 0o666 & ~_mask()
    number, name = tempfile.mkstemp(prefix="~$", suffix=".tmp", dir=target.parent)
    passing = Path(name)
    try:
        with os.fdopen(number, "wb") as file:
            file.write(data)
        passing.chmod(rights)
    except BaseException:
        with suppress(OSError):
            passing.unlink()
        raise
    return passing


def _put(passing: Path, target: Path) -> None:
    try:
        passing.replace(target)
    except PermissionError as error:
        if not target.exists():
            raise
        # The folder may be written to, as the passing file shows: the one that is there is held. Windows holds files
        # that are open in Word or Excel, other systems those of others in a common folder.
        raise OSError(errno.EBUSY, error.strerror) from None


def write_error(path: Path, error: OSError | ValueError, messages: Messages) -> RoundError:
    """Why a file could not be written, in words that say what to do about it."""
    key = _REASONS.get(getattr(error, "errno", None) or 0)
    if key is None:
        return RoundError(messages("command.cannot_write", file=path, reason=system_reason(error, messages)))
    leads_to = Path(os.path.realpath(path)) if os.path.islink(path) else path  # noqa: PTH114 - no error for a long name
    return RoundError(messages(f"write.{key}", file=path, folder=leads_to.parent))


_REASONS = {
    errno.ENOSPC: "full",
    errno.EDQUOT: "full",
    errno.EFBIG: "full",  # the file system, or the system's limit for a user, has no room for a file of this size
    errno.EACCES: "no_permission",
    errno.EPERM: "no_permission",
    errno.EBUSY: "open",
    errno.EROFS: "read_only",
    errno.ENOENT: "missing_folder",
    errno.ENOTDIR: "no_folder",
    errno.EEXIST: "no_folder",
    errno.ENAMETOOLONG: "too_long",
}
"""What systems call what was in the way, and the sentence for each."""


def _mask() -> int:
    """What the system takes away from the rights of a new file; it can be asked only by setting it."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
