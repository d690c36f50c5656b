"""Reads the bytes of a workbook from a path that the user gave."""

from __future__ import annotations

from pathlib import Path

from xlsreport.definition.loading.regular_file import UnreadFileError, read_regular_file
from xlsreport.opc.invalid_file import InvalidFileError
from xlsreport.submission.intake.leftover_files import leftover_kind

MAX_MEGABYTES = 64
"""A workbook of ours has a tenth of a megabyte; pictures may be added to it."""
MAX_BYTES = MAX_MEGABYTES * 1_000_000
_ELSEWHERE = 0x1000 | 0x40000 | 0x400000
"""Windows' attributes of files that OneDrive and others download when they are opened (File Attribute Constants:
OFFLINE, RECALL_ON_OPEN, RECALL_ON_DATA_ACCESS)."""


def read_input(path: Path) -> bytes:
    """All bytes of a workbook; a link is followed to the regular file that it leads to.

    Raises:
        InvalidFileError: there is nothing to read, or too much.
    """
    try:
        data = read_regular_file(path, MAX_MEGABYTES)
    except UnreadFileError as error:
        raise InvalidFileError(_reason(path, error.key), **error.values) from None
    expect_content(path.name, data)
    return data


def expect_content(name: str, data: bytes) -> None:
    """Make sure that a file is not a leftover of a program, such as a lock file or a placeholder for a download.

    Raises:
        InvalidFileError: the name says what it is, and the bytes are no workbook's.
    """
    kind = leftover_kind(name)
    if kind is not None and not data.startswith(b"PK"):
        raise InvalidFileError(kind)


def _reason(path: Path, key: str) -> str:
    if _is_elsewhere(path):
        return "not_downloaded"
    # Many programs read what is piped to them where a dash is given.
    return "standard_input" if key == "no_file" and str(path) == "-" else key


def _is_elsewhere(path: Path) -> bool:
    try:
        return bool(getattr(path.stat(), "st_file_attributes", 0) & _ELSEWHERE)
    except (OSError, ValueError):
        return False
