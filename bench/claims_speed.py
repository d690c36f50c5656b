"""Times ``xlsreport collect`` with the comparison of texts with tables, and without, on the same files by turns.

Usage: ``python bench/claims_speed.py [--files 600] [--repeat 3] [--long]`` on Linux; after ``pip install -e .[test]``.
Both are whole commands in one process; what a file takes more is the difference of their processor times, of which the
least of all turns counts.
"""

from __future__ import annotations

import argparse
import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # where the package of this folder is found
sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from bench.made_up.inbox import Wanted, make
from bench.measuring import Cost, cost_of

_COMMAND = "from xlsreport.__main__ import main; main()"
_WITHOUT = f"""
from xlsreport.checking import judgement
assert judgement.claim_findings, "what is left out"
judgement.claim_findings = lambda *arguments: ()
{_COMMAND}
"""
WAYS = {"with claims": _COMMAND, "without": _WITHOUT}


def collected(source: str, inbox: Path, rounds: Path) -> Cost:
    """What it takes to collect the inbox into a fresh copy of the round."""
    with TemporaryDirectory() as name:
        copy = shutil.copytree(rounds, Path(name) / "round")
        options = ("collect", str(inbox), "--round", str(copy), "--processes", "1")
        cost = cost_of([sys.executable, "-c", source, *options])
    if cost.code not in (0, 1):
        sys.exit(f"collect ended with {cost.code}: {cost.told[-2000:]}")
    return cost


def main(arguments: argparse.Namespace) -> None:
    """Collect by turns, and print what each way takes."""
    files = arguments.files
    with TemporaryDirectory() as name:
        round_, inbox = make(Path(name), Wanted(files, arguments.seed, only_readable=True, long_texts=arguments.long))
        costs: dict[str, list[Cost]] = {way: [] for way in WAYS}
        for _ in range(arguments.repeat):
            for way, source in WAYS.items():
                costs[way].append(collected(source, inbox, round_.folder))
    least = {way: min(cost.processor for cost in tried) / files * 1000 for way, tried in costs.items()}
    print("| | ms of the processor per file |\n|---|--:|")
    for way, taken in least.items():
        print(f"| {way} | {taken:.2f} |")
    print(f"| difference | {least['with claims'] - least['without']:.2f} |")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="What the comparison of texts with tables costs collect.")
    parser.add_argument("--files", type=int, default=600)
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--long", action="store_true", help="each file has long texts of its own")
    parser.add_argument("--seed", type=int, default=1)
    main(parser.parse_args())
