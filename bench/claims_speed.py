"""Times ``xlsreport collect`` with the comparison of texts with tables, and without, on the same files by turns.

Usage: ``python bench/claims_speed.py [--files 600] [--repeat 3] [--long] [--before CHECKOUT]`` on Linux; after
``pip install -e .[test]``. A checkout of an earlier version is measured beside, with the libraries of this environment.
Both are whole commands in one process, over all files and over a quarter of them, so that what is done once, such as
compiling the phrases, is told from what each file takes. Of the processor times of all turns the least counts.
"""

from __future__ import annotations

import argparse
import os
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
assert judgement.contradictions, "what is left out"
judgement.contradictions = lambda *arguments: ()
{_COMMAND}
"""
_SOURCES = {"with claims": _COMMAND, "without": _WITHOUT}
_HERE = Path(__file__).resolve().parent.parent


def collected(source: str, inbox: Path, rounds: Path, checkout: Path) -> Cost:
    """What it takes to collect the inbox into a fresh copy of the round."""
    with TemporaryDirectory() as name:
        copy = shutil.copytree(rounds, Path(name) / "round")
        options = ("collect", str(inbox), "--round", str(copy), "--processes", "1")
        environment = {**os.environ, "PYTHONPATH": str(checkout / "src")}
        cost = cost_of([sys.executable, "-c", source, *options], environment)
    if cost.code not in (0, 1):
        sys.exit(f"collect ended with {cost.code}: {cost.told[-2000:]}")
    return cost


def main(arguments: argparse.Namespace) -> None:
    """Collect some files and all of them by turns, and print what each way takes for a file more, and once."""
    files, few = arguments.files, arguments.files // 4
    versions = {"": _HERE} | ({", before": arguments.before.resolve()} if arguments.before else {})
    ways = {f"{way}{version}": (way, checkout) for version, checkout in versions.items() for way in _SOURCES}
    with TemporaryDirectory() as name:
        round_, inbox = make(Path(name), Wanted(files, arguments.seed, only_readable=True, long_texts=arguments.long))
        inboxes = {few: _first(few, inbox, Path(name) / "few"), files: inbox}
        costs: dict[tuple[str, int], list[float]] = {(way, size): [] for way in ways for size in inboxes}
        for _ in range(arguments.repeat):
            for way, size in costs:
                kind, checkout = ways[way]
                cost = collected(_SOURCES[kind], inboxes[size], round_.folder, checkout)
                costs[way, size].append(cost.processor)
    print("| | ms of the processor for a file more | once |\n|---|--:|--:|")
    rows = {way: _line(min(costs[way, few]), min(costs[way, files]), few, files) for way in ways}
    for version in versions:
        both = zip(rows[f"with claims{version}"], rows[f"without{version}"], strict=True)
        rows[f"difference{version}"] = tuple(one - other for one, other in both)
    for way, (more, once) in rows.items():
        print(f"| {way} | {more:.2f} | {once:.0f} |")


def _first(count: int, inbox: Path, folder: Path) -> Path:
    folder.mkdir()
    for file in sorted(inbox.iterdir())[:count]:
        shutil.copy2(file, folder)
    return folder


def _line(few_cost: float, all_cost: float, few: int, files: int) -> tuple[float, ...]:
    """Milliseconds for each file more, and for what there is to do but once."""
    more = (all_cost - few_cost) / (files - few)
    return more * 1000, (all_cost - files * more) * 1000


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="What the comparison of texts with tables costs collect.")
    parser.add_argument("--files", type=int, default=600)
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--long", action="store_true", help="each file has long texts of its own")
    parser.add_argument("--before", type=Path, help="the checkout of an earlier version")
    parser.add_argument("--seed", type=int, default=1)
    main(parser.parse_args())
