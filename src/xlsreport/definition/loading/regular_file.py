"""Reads files by a path that a user gave, and nothing that is not a regular file, such as a pipe or a device."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import BinaryIO

MAX_TEXT_MEGABYTES = 4
"""Limit of definitions and entries files, in MB; those that ship have a hundredth of one MB."""
_SAFE_OPEN_FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_NONBLOCK", 0)  # do not wait, should the path have become a pipe meanwhile
    | getattr(os, "O_NOCTTY", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
)
"""Flags with which opening has no side effects; not every system defines all of them."""
_REASONS = {errno.EACCES: "no_permission", errno.EPERM: "no_permission", errno.ELOOP: "dangling_link"}

SAID_ALIKE: Mapping[str, str] = {
    "no_permission": "unread.no_permission",
    "dangling_link": "unread.dangling_link",
    "changing": "unread.changing",
}
"""Reasons that are said of every file in the same words, and the keys of these sentences."""


class UnreadFileError(Exception):
    """A file that was not read; ``key`` says why, and ``values`` what the sentence about it needs."""

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key)
        self.key = key
        self.values = values


def read_regular_file(path: Path, max_megabytes: int) -> bytes:
    """All bytes of a file; a link is followed to the regular file that it leads to.

    Raises:
        UnreadFileError: there is nothing to read, or too much, or it is being written at the same time.
    """
    with open_regular_file(path) as file:
        try:
            before = os.fstat(file.fileno())
            if before.st_size > max_megabytes * 1_000_000:
                raise UnreadFileError("file_too_large", limit=max_megabytes)
            data = file.read(before.st_size + 1)
            after = os.fstat(file.fileno())
        except OSError as error:
            raise UnreadFileError(_reason(path, error)) from None
    is_same = (before.st_size, before.st_mtime_ns) == (after.st_size, after.st_mtime_ns)
    if not is_same or len(data) < before.st_size:
        raise UnreadFileError("changing")
    if len(data) > before.st_size:  # on a file system that states less than there is
        raise UnreadFileError("damaged")
    return data


def open_regular_file(path: Path) -> BinaryIO:
    """Open a file for reading, of whatever size; a link is followed to the regular file that it leads to.

    Raises:
        UnreadFileError: there is none, or something else that could block, have effects, or never end.
    """
    try:
        _expect_regular(path.stat())  # before opening: opening a device can have effects
        file = os.fdopen(os.open(path, _SAFE_OPEN_FLAGS), "rb")
    except (OSError, ValueError) as error:  # a ValueError is about a name that no file can have
        raise UnreadFileError(_reason(path, error)) from None
    try:
        _expect_regular(os.fstat(file.fileno()))  # once more: the path may lead to another file by now
        _expect_own_size(file.fileno())
    except OSError as error:
        file.close()
        raise UnreadFileError(_reason(path, error)) from None
    except BaseException:
        file.close()
        raise
    return file


def _expect_regular(status: os.stat_result) -> None:
    if stat.S_ISDIR(status.st_mode):
        raise UnreadFileError("folder")
    if not stat.S_ISREG(status.st_mode):
        raise UnreadFileError("not_a_file")


def _expect_own_size(number: int) -> None:
    """Refuse a file of the kernel that claims to be regular: it states no size, and has content or blocks like a pipe.

    Its log is both by turns: what is read of it is gone, and when nothing is left, reading gives no bytes but None.
    """
    try:
        begins = os.read(number, 1)
    except BlockingIOError:
        raise UnreadFileError("not_a_file") from None
    if begins and not os.fstat(number).st_size:
        raise UnreadFileError("damaged")
    os.lseek(number, 0, os.SEEK_SET)


def _reason(path: Path, error: OSError | ValueError) -> str:
    if isinstance(error, FileNotFoundError) and path.is_symlink():
        return "dangling_link"
    return _REASONS.get(getattr(error, "errno", 0), "no_file")
