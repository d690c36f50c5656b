"""Writes files whole: whatever happens meanwhile, the file is as it was or as it should be, never half."""

from __future__ import annotations

import errno
import os
import tempfile
from contextlib import suppress
from pathlib import Path

from xlsreport.messages import Messages
from xlsreport.round.folder import RoundError


def write_whole(path: Path, data: bytes, messages: Messages) -> None:
    """Write a file under a passing name beside its place, then put it there.

    Raises:
        RoundError: it cannot be written, or what is there is no file; what was there before stays.
    """
    passing: Path | None = None
    try:
        if path.exists() and not path.is_file():
            raise RoundError(messages("command.not_a_file", file=path))
        path.parent.mkdir(parents=True, exist_ok=True)
        number, name = tempfile.mkstemp(prefix="~$", suffix=".tmp", dir=path.parent)
        passing = Path(name)
        with os.fdopen(number, "wb") as file:
            file.write(data)
        passing.chmod(0o666 & ~_mask())
        passing.replace(path)
    except (OSError, ValueError) as error:
        if passing is not None:
            with suppress(OSError):
                passing.unlink()
        raise not_written(path, error, messages) from None


def not_written(path: Path, error: OSError | ValueError, messages: Messages) -> RoundError:
    """Why a file could not be written, in words that say what to do about it."""
    key = _REASONS.get(getattr(error, "errno", None) or 0)
    if key is None:
        reason = getattr(error, "strerror", None) or error
        return RoundError(messages("command.cannot_write", file=path, reason=reason))
    return RoundError(messages(f"write.{key}", file=path))


_REASONS = {
    errno.ENOSPC: "full",
    errno.EDQUOT: "full",
    errno.EACCES: "no_permission",
    errno.EPERM: "no_permission",
    errno.EROFS: "read_only",
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
