"""Restricts the permissions of the key and the ledger, which holds unpublished reports."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from pathlib import Path

_GROUP, _OTHERS = stat.S_IRWXG, stat.S_IRWXO


def keep_private(key: Path, ledger: Path) -> None:
    """Remove the permissions of everybody but the owner on the key, the ledger, its copies and journals.

    Copying or unpacking a folder may have added such permissions. Accounts of a group can share a folder: if the key is
    readable by its group only, the group keeps its permissions. Windows, and disks without permissions, are not
    changed.

    Args:
        key: the round's key.
        ledger: its ledger.
    """
    if os.name == "nt":
        return
    with suppress(OSError):  # files of another owner, or on a read-only disk, cannot be changed
        shared = key.stat().st_mode & (_GROUP | _OTHERS)
        taken = _OTHERS if shared & stat.S_IRGRP and not shared & _OTHERS else _GROUP | _OTHERS
        _remove_permissions(key, taken)
        for path in (ledger, *ledger.parent.glob(f"*{ledger.stem}*{ledger.suffix}*")):
            _remove_permissions(path, taken)


def _remove_permissions(path: Path, rights: int) -> None:
    with suppress(OSError):
        mode = path.lstat().st_mode
        if stat.S_ISREG(mode) and mode & rights:
            path.chmod(stat.S_IMODE(mode) & ~rights)
