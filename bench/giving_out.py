"""Times ``xlsreport distribute`` and ``xlsreport return`` as whole commands, beside deflating what they write.

Usage: ``python bench/giving_out.py [--agencies 600] [--returned 150] [--repeat 3] [--before FOLDER]`` on Linux, after
``pip install -e '.[test]'``. ``--before`` is a checkout of an older version (``git worktree add``), whose commands are
run by turns with ours. On one core means that the system gives the command no other. The least of each counts.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # where the package of this folder is found
sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from bench.measuring import Cost, cost_of, deflating
from support.rounds import make_round, send
from xlsreport.round.folder import Round
from xlsreport.round.incoming.collection import collect

_ALL_FINE = 0


@dataclass
class Way:
    """One way to run a command; ``source`` is where the program is, and ``cores`` how many it may use."""

    name: str
    source: Path
    cores: int
    costs: list[Cost] = field(default_factory=list)

    def run(self, command: str, round_: Path) -> None:
        """Run it once, on a copy of a round."""
        with TemporaryDirectory() as name:
            copy = Path(name, "round")
            shutil.copytree(round_, copy)
            here = os.sched_getaffinity(0)
            os.sched_setaffinity(0, sorted(here)[: self.cores])  # which the command inherits
            try:
                cost = cost_of(
                    [sys.executable, "-m", "xlsreport", command, "--round", str(copy)],
                    os.environ | {"PYTHONPATH": str(self.source)},
                )
            finally:
                os.sched_setaffinity(0, here)
            if cost.code != _ALL_FINE:
                sys.exit(f"{self.name}: {command} ended with {cost.code}: {cost.told[-2000:]}")
            self.costs.append(cost)

    def row(self, workbooks: int, alone: float) -> str:
        """Its line of the table."""
        seconds, processor = min(one.seconds for one in self.costs), min(one.processor for one in self.costs)
        cells = [f"{seconds / workbooks * 1000:.1f}", f"{processor / workbooks * 1000:.1f}"]
        cells += [f"{max(one.megabytes for one in self.costs):.0f}", f"{seconds / workbooks / alone:.2f}"]
        return f"| {self.name} | {' | '.join(cells)} | {processor / workbooks / alone:.2f} |"


def ways(before: Path | None) -> list[Way]:
    """Ours and, where there is one, the older version's."""
    ours = Path(__file__).resolve().parent.parent / "src"
    cores = len(os.sched_getaffinity(0))
    found = [Way("on all cores", ours, cores), Way("on one core", ours, 1)]
    return found if before is None else [*found, Way("before, on all cores", before.resolve() / "src", cores)]


def compare(command: str, round_: Round, workbooks: int, before: Path | None, repeat: int) -> None:
    """Run a command in all ways by turns, and print their table."""
    tried, alone = ways(before), []
    examples = _examples(command, round_.folder)
    for turn in range(repeat):
        alone.append(median(map(deflating, examples)))
        for way in tried:
            way.run(command, round_.folder)
            print(f"turn {turn + 1} of {repeat}: {command} {way.name}", file=sys.stderr, flush=True)
    least = min(alone)
    print(f"\n`{command}`, {workbooks} workbooks, the least of {repeat} turns:\n")
    print("| | ms per workbook | of the processor | MB | times deflating | the processor |\n|---|--:|--:|--:|--:|--:|")
    print(
        f"| deflating the finished parts and nothing else | {least * 1000:.1f} | {least * 1000:.1f} | | 1.00 | 1.00 |"
    )
    for way in tried:
        print(way.row(workbooks, least), flush=True)


def _examples(command: str, round_: Path) -> Sequence[bytes]:
    """Some of the workbooks that the command writes."""
    with TemporaryDirectory() as name:
        copy = Path(name, "round")
        shutil.copytree(round_, copy)
        done = cost_of([sys.executable, "-m", "xlsreport", command, "--round", str(copy)])
        assert done.code == _ALL_FINE, done.told
        newest = sorted(copy.rglob("*-*.xlsx"), key=lambda path: path.stat().st_mtime_ns)[-20:]
        return [path.read_bytes() for path in newest]


def main() -> int:
    """Measure both commands."""
    parser = argparse.ArgumentParser(description="Times distribute and return as whole commands.")
    parser.add_argument("--agencies", type=int, default=600, help="(%(default)s)")
    parser.add_argument("--returned", type=int, default=150, help="faulty workbooks (%(default)s)")
    parser.add_argument("--repeat", type=int, default=3, help="(%(default)s)")
    parser.add_argument("--before", type=Path, help="a checkout of an older version")
    chosen = parser.parse_args()
    with TemporaryDirectory() as name:
        round_ = make_round(Path(name, "distributed"), chosen.agencies)
        compare("distribute", round_, chosen.agencies, chosen.before, chosen.repeat)
        faulty = make_round(Path(name, "returned"), chosen.returned, office="An office")
        paths = send(faulty, Path(name, "in"), [one.code for one in faulty.roster], requests__received__natural=4)
        assert {one.outcome for one in collect(faulty, paths)} == {"recorded"}
        compare("return", faulty, chosen.returned, chosen.before, chosen.repeat)
    return 0


if __name__ == "__main__":
    sys.exit(main())
