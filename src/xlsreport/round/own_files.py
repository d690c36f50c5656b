"""Files that a round writes and people type into: only what is still as it was written may be written once more."""

from __future__ import annotations

import hashlib
from collections.abc import Container
from pathlib import Path
from typing import Literal

from xlsreport.definition.regular_file import UnreadFileError, read_regular_file
from xlsreport.submission.input_file import MOST_MEGABYTES

Deed = Literal["written", "unchanged", "in_use"]
"""What becomes of a file; one that somebody has typed into since it was written is left as it is."""


def deed_for(path: Path, sha256: str, own: Container[str]) -> Deed:
    """What is to become of the file at a path.

    Args:
        path: where it is, or is to be.
        sha256: a digest of what is to stand there.
        own: digests of all that the round has written there.
    """
    there = _content(path)
    if there == sha256:
        return "unchanged"
    return "written" if there is None or there in own else "in_use"


def _content(path: Path) -> str | None:
    """A digest of the file that is there; None where there is none."""
    try:
        return hashlib.sha256(read_regular_file(path, MOST_MEGABYTES)).hexdigest()
    except UnreadFileError as error:
        if error.key == "no_file":
            return None
        return ""  # something that is no file of ours, and is left as it is
