"""Times the start of the command against that of Python with click alone, and whole commands on one file, by turns.

Usage: ``python bench/start.py [--repeat 30] [--before CHECKOUT]``. A checkout of an earlier version is measured beside;
it runs with the libraries of this environment. It ends with 1 where the help takes more than three times as long.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parent.parent
_MOST = 3.0
_CLICK, _HELP = "`python -c 'import click'`", "`xlsreport --help`"
_COMPILED = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
"""An installation has its modules compiled; a checkout has them from the first start on."""
_CLEAN = str(ROOT / "samples" / "shuyang-2025" / "workbook.xlsx")
_DEFINITION = "cn-gov-info-disclosure/2021"


def commands(folder: str) -> dict[str, list[str]]:
    """What is measured of xlsreport, by the name of its row."""
    return {
        _HELP: ["--help"],
        "`xlsreport --version`": ["--version"],
        "`xlsreport collect --help`": ["collect", "--help"],
        "`xlsreport check`, a clean file": ["check", _CLEAN],
        "`xlsreport new`": ["new", _DEFINITION, "--force", "-o", f"{folder}/new.xlsx"],
        "`xlsreport render` to Word": ["render", _CLEAN, "--force", "-o", f"{folder}/report.docx"],
        "`xlsreport render` to a page": ["render", _CLEAN, "--force", "-o", f"{folder}/report.html"],
        "`xlsreport render` to PDF": ["render", _CLEAN, "--force", "-o", f"{folder}/report.pdf"],
    }


def processor(command: list[str], checkout: Path = ROOT) -> float:
    """Seconds of the processor that a process takes, whatever else goes on."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    environment = {**_COMPILED, "PYTHONPATH": os.pathsep.join([str(checkout / "src"), _COMPILED.get("PYTHONPATH", "")])}
    subprocess.run([sys.executable, *command], env=environment, stdout=subprocess.DEVNULL, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> int:
    """Start each so often, and print their table."""
    parser = argparse.ArgumentParser(description="Times the start of the command, and commands on one file.")
    parser.add_argument("--repeat", type=int, default=30, help="(%(default)s)")
    parser.add_argument("--before", type=Path, help="the checkout of an earlier version")
    asked = parser.parse_args()
    now: dict[str, list[float]] = {}
    then: dict[str, list[float]] = {}
    with TemporaryDirectory() as folder:
        for _ in range(asked.repeat):
            now.setdefault("`python -c pass`", []).append(processor(["-c", "pass"]))
            now.setdefault(_CLICK, []).append(processor(["-c", "import click"]))
            for name, arguments in commands(folder).items():
                command = ["-m", "xlsreport", *arguments]
                now.setdefault(name, []).append(processor(command))
                if asked.before is not None:
                    then.setdefault(name, []).append(processor(command, asked.before))
    least = min(now[_CLICK])
    print("| | ms of the processor, least | median | as click | before, least | times before |")
    print("|---|--:|--:|--:|--:|--:|")
    for name, taken in now.items():
        old = f"{min(then[name]) * 1000:.0f} | {min(taken) / min(then[name]):.2f}" if name in then else " | "
        print(f"| {name} | {min(taken) * 1000:.0f} | {median(taken) * 1000:.0f} | {min(taken) / least:.2f} | {old} |")
    return 0 if min(now[_HELP]) <= _MOST * least else 1


if __name__ == "__main__":
    sys.exit(main())
