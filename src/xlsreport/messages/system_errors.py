"""Errors of the operating system, in the words of the catalogue."""

from __future__ import annotations

import errno
import os
from pathlib import Path

from xlsreport.messages import Messages

_KEYS = {  # by name: no system defines all of them
    "EACCES": "permission",
    "EPERM": "permission",
    "ENOENT": "missing",
    "EEXIST": "exists",
    "ENOTDIR": "no_folder",
    "EISDIR": "folder",
    "ENOTEMPTY": "not_empty",
    "ENOSPC": "full",
    "EDQUOT": "full",
    "EFBIG": "too_large",
    "EROFS": "read_only",
    "EINVAL": "bad_name",
    "ELOOP": "loop",
    "EBUSY": "busy",
    "ETXTBSY": "busy",
    "EIO": "disk",
    "ENXIO": "device",
    "ENODEV": "device",
    "ESTALE": "network",
    "EHOSTDOWN": "network",
    "ENETUNREACH": "network",
    "ETIMEDOUT": "network",
    "EMFILE": "many_files",
    "ENFILE": "many_files",
    "ENOMEM": "memory",
    "EXDEV": "other_disk",
}

_MAX_WINDOWS_PATH = 247
"""Characters of a path with which Windows without long paths makes a folder, 12 fewer than it opens a file with
("Maximum Path Length Limitation", Microsoft Learn)."""
_MAX_NAME = 255
"""Characters of a file's or folder's name, on Windows and on most file systems."""


def is_too_long(error: OSError | ValueError) -> bool:
    """Whether a file cannot be had since its name or path is too long.

    Windows has no error for that: a long path is told as a missing folder, a long name as missing or as no name.
    """
    if not isinstance(error, OSError):
        return False
    if os.name == "nt" and error.errno in (errno.ENOENT, errno.EINVAL):
        paths = [Path(each).absolute() for each in (error.filename, error.filename2) if isinstance(each, str)]
        return any(len(str(path)) > _MAX_WINDOWS_PATH or len(path.name) > _MAX_NAME for path in paths)
    return error.errno == errno.ENAMETOOLONG


def system_reason(error: OSError | ValueError, messages: Messages) -> str:
    """The reason of an error, as a part of a sentence; an unknown error is named by its number."""
    number = getattr(error, "errno", None)
    if number is None:  # a ValueError is about a name that no file can have
        return messages("system.bad_name")
    key = "long_name" if is_too_long(error) else _KEYS.get(errno.errorcode.get(number, ""))
    return messages(f"system.{key}") if key else messages("system.other", number=number)
