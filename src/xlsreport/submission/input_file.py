"""Reads the bytes of a file that somebody named, whatever stands at that path."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

from xlsreport.submission.unfit import UnfitFileError

MOST_MEGABYTES = 64
"""A workbook of ours has a tenth of one; the rest is room for pictures that somebody put in."""
_HARMLESS = (
    os.O_RDONLY
    | getattr(os, "O_NONBLOCK", 0)  # what became a pipe meanwhile must not be waited for
    | getattr(os, "O_NOCTTY", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
)
"""How to open a file so that nothing happens but reading; some of it is known to some systems only."""
_REASONS = {errno.EACCES: "no_permission", errno.EPERM: "no_permission", errno.ELOOP: "dangling_link"}


def read_input(path: Path) -> bytes:
    """All bytes of a file; a link is followed to the regular file that it leads to.

    Raises:
        UnfitFileError: there is nothing to read, or too much.
    """
    try:
        _expect_regular(path.stat())  # before opening, which can have effects on a device
        with os.fdopen(os.open(path, _HARMLESS), "rb") as file:
            size = _expect_regular(os.fstat(file.fileno()))
            data = file.read(size + 1)
    except (OSError, ValueError) as error:  # a ValueError is about a name that no file can have
        raise UnfitFileError(_reason(path, error)) from None
    if len(data) > size:  # it is being written, or hides its size as a system's own files do
        raise UnfitFileError("damaged")
    return data


def _expect_regular(status: os.stat_result) -> int:
    """The size of a file that is one."""
    if stat.S_ISDIR(status.st_mode):
        raise UnfitFileError("folder")
    if not stat.S_ISREG(status.st_mode):
        raise UnfitFileError("not_a_file")
    if status.st_size > MOST_MEGABYTES * 1_000_000:
        raise UnfitFileError("file_too_large", limit=MOST_MEGABYTES)
    return status.st_size


def _reason(path: Path, error: OSError | ValueError) -> str:
    if isinstance(error, FileNotFoundError) and path.is_symlink():
        return "dangling_link"
    return _REASONS.get(getattr(error, "errno", 0), "no_file")
