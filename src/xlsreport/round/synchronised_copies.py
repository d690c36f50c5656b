"""Finds what a program for synchronised folders has put beside a round's settings, definition or roster as a copy.

Such a program stores what two computers wrote independently under two names. Only the file with its own name counts;
what an office has changed in the other one would be passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from xlsreport.round.folder import DEFINITION_FILE, ROSTER_FILES, ROUND_FILE

_ADDED = re.compile(
    r".*(?:conflict|konflikt|conflit|conflito|конфликт|冲突|衝突|競合|충돌).*"  # Dropbox, Nutstore, Syncthing, …
    r"|\s?[(（]\d{1,2}[)）]"  # Google Drive, and what a browser saves beside a file of the same name
    r"| \d"  # iCloud
    r"|-(?:DESKTOP|LAPTOP|WIN)-[0-9A-Z]+(?:-\d+)?",  # OneDrive: the other computer, by the name that Windows gave it
    re.IGNORECASE | re.DOTALL,
)
"""What such programs add to the name of a file, before its ending."""


class CopiedFile(NamedTuple):
    """A file that counts, and copies beside it that say something else."""

    file: Path
    copies: Sequence[Path]


def copied_files(folder: Path) -> Iterator[CopiedFile]:
    """The files of a round's folder that have such copies; a copy with the same content does no harm."""
    try:
        beside = sorted(path for path in folder.iterdir() if path.is_file())
    except OSError:
        return
    for file in (folder / name for name in (ROUND_FILE, DEFINITION_FILE, *ROSTER_FILES)):
        if file in beside and (copies := [one for one in beside if _is_copy(one, file) and _differs(one, file)]):
            yield CopiedFile(file, copies)


def _is_copy(path: Path, file: Path) -> bool:
    begins = path.name.startswith(file.stem) and path.suffix == file.suffix
    return begins and _ADDED.fullmatch(path.name[len(file.stem) : -len(file.suffix)]) is not None


def _differs(copy: Path, file: Path) -> bool:
    """Whether the content differs; what cannot be read may."""
    try:
        return copy.read_bytes() != file.read_bytes()
    except OSError:
        return True
