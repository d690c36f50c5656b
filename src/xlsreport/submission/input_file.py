"""Reads the bytes of a workbook that somebody named, whatever stands at that path."""

from __future__ import annotations

from pathlib import Path

from xlsreport.definition.regular_file import UnreadFileError, read_regular_file
from xlsreport.submission.unfit import UnfitFileError

MOST_MEGABYTES = 64
"""A workbook of ours has a tenth of one; the rest is room for pictures that somebody put in."""


def read_input(path: Path) -> bytes:
    """All bytes of a workbook; a link is followed to the regular file that it leads to.

    Raises:
        UnfitFileError: there is nothing to read, or too much.
    """
    try:
        return read_regular_file(path, MOST_MEGABYTES)
    except UnreadFileError as error:
        raise UnfitFileError(error.key, **error.values) from None
