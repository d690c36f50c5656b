"""Two computers that work on one network folder: they share its files and the locks on them, but no memory.

On one machine SQLite's processes share the memory of the file beside a ledger in write-ahead mode. Here each process
is given another file in its place, by a mount that only it can see.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from support.small_disk import OWN_MOUNTS


def on_another_computer(ledger: Path, arguments: Sequence[str]) -> subprocess.Popen[str]:
    """Start Python on a computer that shares the folder of a ledger with this one."""
    shared = Path(f"{ledger}-shm")
    if not shared.exists():
        shared.touch()
    mounted = 'own=$(mktemp) && mount --bind "$own" "$0" && rm "$own" && exec "$@"'
    command = [*OWN_MOUNTS, "sh", "-c", mounted, str(shared), sys.executable, *arguments]
    environment = os.environ | {"XLSREPORT_LANG": "en"}
    pipe = subprocess.PIPE
    return subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, text=True, env=environment)
