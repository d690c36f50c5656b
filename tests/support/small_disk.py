"""A disk of a few megabytes of its own, on which a piece of Python runs until it is full, and beyond.

On Linux a process may mount one where nobody else sees it, and it is gone with the process.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

OWN_MOUNTS = ("unshare", "--user", "--map-root-user", "--mount")
"""Runs a command with mounts that nobody else sees."""
_TESTS = Path(__file__).parents[1]


def on_a_small_disk(scene: Callable[[Path], Any], folder: Path, megabytes: float) -> Any:
    """What a function of a module of tests returns, as JSON, when it is called with the folder of a small disk.

    The test is skipped where nobody may mount one; what is said about a full disk is tested without one, too.
    """
    if not may_mount():
        pytest.skip("this system lets no process have a disk of its own; see the tests of full disks without one")
    folder.mkdir()
    call = f"from {scene.__module__} import {scene.__name__} as scene"
    code = f"import json, sys, pathlib; {call}; print(json.dumps(scene(pathlib.Path(sys.argv[1]))))"
    mounted = f'mount -t tmpfs -o size={int(megabytes * 1024)}k none "$0" && exec "$@"'
    command = [*OWN_MOUNTS, "sh", "-c", mounted, str(folder), sys.executable, "-c", code, str(folder)]
    done = subprocess.run(command, env=os.environ | {"PYTHONPATH": str(_TESTS)}, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return json.loads(done.stdout)


def may_mount() -> bool:
    """Whether the system lets a process have mounts of its own."""
    if not shutil.which("unshare"):
        return False
    command = [*OWN_MOUNTS, "sh", "-c", 'mount -t tmpfs none "$0"', str(_TESTS)]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def make_room(folder: Path) -> None:
    """Make the disk larger, from within."""
    remount(folder, "size=100m")


def remount(folder: Path, options: str) -> None:
    """Change something about the disk, such as making it one that can only be read."""
    subprocess.run(["mount", "-o", f"remount,{options}", str(folder)], check=True)
