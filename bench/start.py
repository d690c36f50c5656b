"""Times the start of the command against that of Python with click alone, by turns.

Usage: ``python bench/start.py [--repeat 30]``. It ends with 1 where the help takes more than three times as long.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path
from statistics import median

_MOST = 3.0
_COMPILED = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
"""An installation has its modules compiled; a checkout has them from the first start on."""
_SCRIPT = Path(sys.executable).with_name("xlsreport.exe" if os.name == "nt" else "xlsreport")
COMMANDS = {
    "`python -c 'import click'`": [sys.executable, "-c", "import click"],
    "`xlsreport --help`": [str(_SCRIPT), "--help"],
    "`xlsreport --version`": [str(_SCRIPT), "--version"],
    "`xlsreport collect --help`": [str(_SCRIPT), "collect", "--help"],
    "`python -c pass`": [sys.executable, "-c", "pass"],
}
"""What is started; the first is what the others are compared with."""


def main() -> int:
    """Start each so often, and print their table."""
    parser = argparse.ArgumentParser(description="Times the start of the command.")
    parser.add_argument("--repeat", type=int, default=30, help="(%(default)s)")
    repeat = parser.parse_args().repeat
    seconds: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for _ in range(repeat):
        for name, command in COMMANDS.items():
            began = time.perf_counter()
            subprocess.run(command, env=_COMPILED, stdout=subprocess.DEVNULL, check=True)
            seconds[name].append(time.perf_counter() - began)
    least = min(seconds["`python -c 'import click'`"])
    print("| | ms, least | median | times as long |\n|---|--:|--:|--:|")
    for name, taken in seconds.items():
        print(f"| {name} | {min(taken) * 1000:.0f} | {median(taken) * 1000:.0f} | {min(taken) / least:.2f} |")
    return 0 if min(seconds["`xlsreport --help`"]) <= _MOST * least else 1


if __name__ == "__main__":
    sys.exit(main())
