"""The most memory that a command takes, run as its users run it."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence

_PER_MEGABYTE = 1e6 if sys.platform == "darwin" else 1e6 / 1024
"""macOS counts memory in bytes, Linux in units of 1024 of them."""
_LAUNCHER = """
import json, os, sys
nothing = os.open(os.devnull, os.O_RDWR)
streams = [(os.POSIX_SPAWN_DUP2, nothing, number) for number in range(3)]
command = [sys.executable, "-m", "xlsreport", *sys.argv[1:]]
process = os.posix_spawn(sys.executable, command, os.environ, file_actions=streams)
_, status, usage = os.wait4(process, 0)
print(json.dumps([status, usage.ru_maxrss]))
"""
"""Small, since the peak of a new process begins at what its parent takes."""


def peak_of(arguments: Sequence[str]) -> tuple[int, float]:
    """The exit code of ``xlsreport`` with some arguments, and the megabytes that its process took at most."""
    ran = subprocess.run([sys.executable, "-S", "-c", _LAUNCHER, *arguments], capture_output=True, check=True)
    status, memory = json.loads(ran.stdout)
    return status >> 8, memory / _PER_MEGABYTE
