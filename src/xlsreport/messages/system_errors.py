"""Errors of the operating system, in the words of the catalogue."""

from __future__ import annotations

import errno

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
    "ENAMETOOLONG": "long_name",
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


def system_reason(error: OSError | ValueError, messages: Messages) -> str:
    """The reason of an error, as a part of a sentence; an unknown error is named by its number."""
    number = getattr(error, "errno", None)
    if number is None:  # a ValueError is about a name that no file can have
        return messages("system.bad_name")
    key = _KEYS.get(errno.errorcode.get(number, ""))
    return messages(f"system.{key}") if key else messages("system.other", number=number)
