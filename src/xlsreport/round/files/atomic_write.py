"""Writes files atomically: after any interruption a file has its old content or its new one."""

from __future__ import annotations

import errno
import os
import stat
import tempfile
from contextlib import suppress
from pathlib import Path

from xlsreport.errors import OpenFileError, RoundError
from xlsreport.messages import Messages
from xlsreport.messages.system_errors import is_too_long, system_reason

_TEMPORARY_LENGTH = len("~$12345678.tmp")
"""Characters of the shortest temporary name; eight are random."""


def write_atomically(path: Path, data: bytes, messages: Messages, *, in_new_folders: bool = True) -> None:
    """Write a file under a temporary name beside its path, then move it there; arguments and errors as for
    :class:`StagedFile`.
    """
    with StagedFile(path, data, messages, in_new_folders=in_new_folders) as temporary:
        temporary.put()


class StagedFile:
    """A file under a temporary name beside its path; use it in a ``with`` statement.

    The new file gets the permissions of the one that it replaces. A symbolic link is kept; its target is replaced.

    Args:
        path: where to.
        data: what the file is to hold.
        messages: the language of errors.
        in_new_folders: create missing folders of the path; otherwise a missing folder is an error.

    Raises:
        RoundError: it cannot be written, or something else than a file is there; the present file stays.
    """

    def __init__(self, path: Path, data: bytes, messages: Messages, *, in_new_folders: bool = True) -> None:
        self._path, self._messages = path, messages
        try:
            self._target = _link_target(path) if path.is_symlink() else path
            _expect_replaceable(path, self._target, messages)
            if in_new_folders:
                self._target.parent.mkdir(parents=True, exist_ok=True)
            self._temporary: Path | None = _write_temporary(self._target, data)
        except (OSError, ValueError) as error:
            raise write_error(path, error, messages) from None

    def put(self) -> None:
        """Move the file to its path.

        Raises:
            OpenFileError: the present file is open in another program.
            RoundError: no file can have the name.
        """
        if self._temporary is not None:
            try:
                _move(self._temporary, self._target)
            except (OSError, ValueError) as error:  # a name that this system cannot have is found out only here
                raise write_error(self._path, error, self._messages) from None
            self._temporary = None

    def __enter__(self) -> StagedFile:
        return self

    def __exit__(self, *_: object) -> None:
        """Remove the temporary file if it was not moved."""
        if self._temporary is not None:
            with suppress(OSError):
                self._temporary.unlink()


def _link_target(link: Path) -> Path:
    """The target of a link, which need not exist.

    Raises:
        OSError: the link is a cycle.
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
    if not _may_be_written(target):  # replacing it would need no permission on the file itself
        raise RoundError(messages("write.protected", file=path))


def _may_be_written(path: Path) -> bool:
    """Whether a file is writable by its mode, too: an administrator is refused nothing by the system."""
    return bool(path.stat().st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH)) and os.access(path, os.W_OK)


def _write_temporary(target: Path, data: bytes) -> Path:
    rights = stat.S_IMODE(target.stat().st_mode) if target.exists() else 0o666 & ~_mask()
    number, name = tempfile.mkstemp(prefix=_prefix_for(target.name), suffix=".tmp", dir=target.parent)
    temporary = Path(name)
    try:
        with os.fdopen(number, "wb") as file:
            file.write(data)
        temporary.chmod(rights)
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise
    return temporary


def _prefix_for(name: str) -> str:
    """The beginning of a temporary name that is as long as the name that the file gets.

    Windows refuses a path that is too long only when it is used: here, and not when others were moved to their places.
    """
    return "~$" + "_" * (len(name) - _TEMPORARY_LENGTH)


def _move(temporary: Path, target: Path) -> None:
    try:
        temporary.replace(target)
    except PermissionError as error:
        if not target.exists():
            raise
        # The folder is writable, since the temporary file was written, so the present file is locked: on Windows by
        # Word or Excel, on other systems because it belongs to somebody else in a shared folder.
        raise OSError(errno.EBUSY, error.strerror) from None


def write_error(path: Path, error: OSError | ValueError, messages: Messages) -> RoundError:
    """The error that a file could not be written, with what to do about it."""
    key = "too_long" if is_too_long(error) else _REASONS.get(getattr(error, "errno", None) or 0)
    if key is None:
        return RoundError(messages("command.cannot_write", file=path, reason=system_reason(error, messages)))
    leads_to = Path(os.path.realpath(path)) if os.path.islink(path) else path  # noqa: PTH114 - no error for a long name
    kind = OpenFileError if key == "open" else RoundError
    return kind(messages(f"write.{key}", file=path, folder=leads_to.parent))


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
}
"""Error numbers of the system, and the message for each."""


def _mask() -> int:
    """The process's umask, which can only be read by setting it."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
