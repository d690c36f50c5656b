"""Keeps the key and the ledger, which holds unpublished reports, from the eyes of others."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from pathlib import Path

_GROUP, _OTHERS = stat.S_IRWXG, stat.S_IRWXO


def keep_private(key: Path, ledger: Path) -> None:
    """Take away the right to read the key and the ledger from all but their owner.

    They may have got it when the folder was copied or unpacked. Two accounts may share a folder, where the key says so:
    whoever gave its group, and nobody else, the right to read it, meant that group. Copies and journals of the ledger
    are treated alike. On Windows, and on disks without rights, whoever may read the folder may read them.

    Args:
        key: the round's key.
        ledger: its ledger.
    """
    if os.name == "nt":
        return
    with suppress(OSError):  # what cannot be changed is another's, or on a disk that can only be read
        shared = key.stat().st_mode & (_GROUP | _OTHERS)
        taken = _OTHERS if shared & stat.S_IRGRP and not shared & _OTHERS else _GROUP | _OTHERS
        _take_away(key, taken)
        for path in (ledger, *ledger.parent.glob(f"*{ledger.stem}*{ledger.suffix}*")):
            _take_away(path, taken)


def _take_away(path: Path, rights: int) -> None:
    with suppress(OSError):
        mode = path.lstat().st_mode
        if stat.S_ISREG(mode) and mode & rights:
            path.chmod(stat.S_IMODE(mode) & ~rights)
