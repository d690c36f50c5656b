"""The script that drives LibreOffice leaves none behind, whatever becomes of the script."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from abuse.making import in_calc_command
from support.patience import HANG_SECONDS

pytestmark = [
    pytest.mark.engine,
    pytest.mark.skipif(not Path("/proc/self/cmdline").exists(), reason="only Linux lists its processes there"),
]


def running_below(folder: Path) -> list[str]:
    """The command lines of processes that were given something in a folder."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            command = (process / "cmdline").read_bytes()
        except OSError:  # it has ended meanwhile
            continue
        if os.fsencode(folder) in command:
            found.append(os.fsdecode(command.replace(b"\0", b" ")))
    return found


def wait_until(is_so: Callable[[], bool]) -> None:
    end = time.monotonic() + HANG_SECONDS
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.05)


def test_where_the_script_is_killed_its_libreoffice_ends(tmp_path: Path) -> None:
    """As it is killed by those who wait for it where a file keeps it for too long."""
    script = subprocess.Popen(in_calc_command(), stdin=subprocess.PIPE, env=os.environ | {"TMPDIR": str(tmp_path)})
    wait_until(lambda: any("soffice.bin" in command for command in running_below(tmp_path)))
    script.kill()
    script.communicate(timeout=HANG_SECONDS)
    wait_until(lambda: not running_below(tmp_path))
