"""A disk of a few megabytes of its own, on which a piece of Python runs until it is full, and beyond.

On Linux a process may mount one where nobody else sees it, and it is gone with the process.
"""

from __future__ import annotations

import json
import os
import select
import shutil
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from subprocess import PIPE
from typing import Any

import pytest

from support.patience import HANG_SECONDS

OWN_MOUNTS = ("unshare", "--user", "--map-root-user", "--mount")
"""Runs a command with mounts that nobody else sees."""
_TESTS = Path(__file__).parents[1]
_PROGRAM = """
import importlib, json, pathlib, subprocess, sys, traceback
from support import definitions
definitions.load_each_once()
for line in sys.stdin:
    module, name, folder, kilobytes = json.loads(line)
    scene = getattr(importlib.import_module(module), name)
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "none", folder], check=True)
    try:
        told = [True, scene(pathlib.Path(folder))]
    except BaseException:
        told = [False, traceback.format_exc()]
    subprocess.run(["umount", "--lazy", folder], check=True)
    print(json.dumps(told), flush=True)
"""
"""For each line, which names a function and a disk, a line with what it returned, or with how it failed."""
_running: list[subprocess.Popen[str]] = []
"""That of this process, once a disk was needed: to start one takes longer than most of what is done on a disk."""


def on_a_small_disk(scene: Callable[[Path], Any], folder: Path, megabytes: float) -> Any:
    """What a function of a module of tests returns, as JSON, when it is called with the folder of a small disk.

    The test is skipped where nobody may mount one; what is said about a full disk is tested without one, too.
    """
    if not may_mount():
        pytest.skip("this system lets no process have a disk of its own; see the tests of full disks without one")
    folder.mkdir()
    process = _process()
    asked, told = process.stdin, process.stdout
    assert asked is not None
    assert told is not None
    asked.write(json.dumps([scene.__module__, scene.__name__, str(folder), int(megabytes * 1024)]) + "\n")
    asked.flush()
    answer = told.readline() if select.select([told], [], [], HANG_SECONDS)[0] else ""
    if not answer:
        stop_process(kill=True)
    assert answer, f"{scene.__name__} waits for ever, or has ended its process"
    is_well, seen = json.loads(answer)
    assert is_well, seen
    return seen


def _process() -> subprocess.Popen[str]:
    if not _running:
        command = [*OWN_MOUNTS, sys.executable, "-c", _PROGRAM]
        environment = os.environ | {"PYTHONPATH": str(_TESTS)}
        _running.append(subprocess.Popen(command, env=environment, stdin=PIPE, stdout=PIPE, text=True))
    return _running[0]


def stop_process(*, kill: bool = False) -> None:
    """End the process in which functions are called, if there is one."""
    while _running:
        with _running.pop() as process:
            if kill:
                process.kill()


@cache
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
