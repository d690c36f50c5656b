"""How long ``xlsreport check`` takes for each hostile file, and how much memory: a Markdown table.

Run it by ``python bench/hostile.py``, on Linux or macOS, in an environment with the test extras. It ends with 1 where a
file takes more than two seconds or 300 MB, the start of the interpreter included.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from hostile.hostile_files import HOSTILE, HostileFile  # found by the line above
from hostile.near_limits import NEAR_LIMITS
from xlsreport import load_definition, new_submission
from xlsreport.workbook.workbook_file import workbook_bytes

MOST_SECONDS, MOST_MEGABYTES = 2.0, 300.0
_PER_MEGABYTE = 1e6 if sys.platform == "darwin" else 1e6 / 1024
"""macOS counts memory in bytes, Linux in units of 1024 of them."""
_LAUNCHER = """
import json, os, sys, time
nothing = os.open(os.devnull, os.O_RDWR)
command = [sys.executable, "-m", "xlsreport", "check", sys.argv[1]]
began = time.perf_counter()
streams = [(os.POSIX_SPAWN_DUP2, nothing, number) for number in range(3)]
process = os.posix_spawn(sys.executable, command, os.environ, file_actions=streams)
_, status, usage = os.wait4(process, 0)
print(json.dumps([status, time.perf_counter() - began, usage.ru_maxrss]))
"""
"""Small, since the peak of a new process begins at what its parent takes."""


@dataclass(frozen=True)
class Cost:
    """What one run of the command took."""

    file: HostileFile
    exit_code: int
    seconds: float
    megabytes: float

    @property
    def within_limits(self) -> bool:
        """Whether the promise is kept."""
        return self.seconds < MOST_SECONDS and self.megabytes < MOST_MEGABYTES

    def row(self) -> str:
        """Its line of the table."""
        over = "" if self.within_limits else " **over**"
        refusal = self.file.refusal or "(read)"
        name = self.file.name.encode("unicode_escape").decode() if not self.file.name.isprintable() else self.file.name
        return f"| {name} | {refusal} | {self.exit_code} | {self.seconds:.2f} | {self.megabytes:.0f}{over} |"


def cost_of(file: HostileFile, plain: bytes, folder: Path) -> Cost:
    """Check a file in a process of its own."""
    path = folder / "in.xlsx"
    file.make(plain, path)
    measured = subprocess.run([sys.executable, "-S", "-c", _LAUNCHER, str(path)], capture_output=True, check=True)
    status, seconds, memory = json.loads(measured.stdout)
    return Cost(file, os.waitstatus_to_exitcode(status), seconds, memory / _PER_MEGABYTE)


def costs() -> Iterator[Cost]:
    """All of them, one after the other."""
    definition = load_definition("cn-gov-info-disclosure/2021")
    plain = workbook_bytes(new_submission(definition, agency="示例县", year=2025))
    for file in (*HOSTILE, *NEAR_LIMITS):
        with tempfile.TemporaryDirectory() as folder:
            yield cost_of(file, plain, Path(folder))


def main() -> int:
    """Print the table while it comes about."""
    print("| file | sentence (`rejected.…`) | exit code | seconds | MB |\n|---|---|---|---|---|")
    found = []
    for cost in costs():
        found.append(cost)
        print(cost.row(), flush=True)
    slowest, largest = max(c.seconds for c in found), max(c.megabytes for c in found)
    print(f"\n{len(found)} files; at most {slowest:.2f} s and {largest:.0f} MB.")
    return 0 if all(cost.within_limits for cost in found) else 1


if __name__ == "__main__":
    sys.exit(main())
