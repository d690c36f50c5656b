"""Times ``xlsreport compare`` over a whole round, beside what one would take instead, and counts what each finds.

Usage: ``python bench/compare.py [--files 3000] [--repeat 3] [--sample 60]`` on Linux, after
``pip install -e '.[test,bench]'``. One agency in twenty copied another's text and one in twenty its own of last year,
with every tenth word and all numbers exchanged. The others are given the texts and need not read workbooks; those that
compare all pairs are timed on a sample, whose pairs are multiplied up to those of all.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # where the package of this folder is found
sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from bench.made_up.copies import copied_from, last_year, repeats_last_year, this_year
from bench.made_up.inbox import Wanted, make
from bench.measuring import Cost, cost_of
from xlsreport.round.folder import Round
from xlsreport.round.outgoing.previous_year import remember_texts
from xlsreport.submission.submission import PreviousTexts

_DATASKETCH = """
import json, sys
from datasketch import MinHash, MinHashLSH
texts = json.load(open(sys.argv[1], encoding="utf-8"))
sketches = []
for text in texts:
    sketch = MinHash(num_perm=128)
    sketch.update_batch({text[i : i + 5].encode() for i in range(len(text) - 4)})
    sketches.append(sketch)
index = MinHashLSH(threshold=0.25, num_perm=128)
for number, sketch in enumerate(sketches):
    index.insert(number, sketch)
found = [[number, other] for number, sketch in enumerate(sketches) for other in index.query(sketch) if other != number]
json.dump([pair for pair in found if sketches[pair[0]].jaccard(sketches[pair[1]]) >= 0.25], open(sys.argv[2], "w"))
"""
_ALL_PAIRS = """
import json, sys
from {module} import {name}
texts = json.load(open(sys.argv[1], encoding="utf-8"))
found = []
for number, text in enumerate(texts):
    for other in range(number):
        if {ratio} >= 0.6:
            found.append([number, other])
json.dump(found, open(sys.argv[2], "w"))
"""
_RAPIDFUZZ = _ALL_PAIRS.format(
    module="rapidfuzz.distance", name="Indel", ratio="Indel.normalized_similarity(text, texts[other])"
)
_DIFFLIB = _ALL_PAIRS.format(
    module="difflib", name="SequenceMatcher", ratio="SequenceMatcher(None, text, texts[other], autojunk=False).ratio()"
)

Pairs = set[frozenset[int]]


@dataclass(frozen=True)
class Way:
    """One way to find copies: how many times its time is to be counted, and the pairs that it named, where all were."""

    name: str
    costs: Sequence[Cost]
    times: float = 1.0
    named: Pairs | None = None

    @property
    def seconds(self) -> float:
        """The least of all runs."""
        return self.times * min(cost.seconds for cost in self.costs)

    @property
    def processor(self) -> float:
        """The least of all runs."""
        return min(cost.processor for cost in self.costs) * self.times

    def row(self, ours: Way, copies: Pairs) -> str:
        """Its line of the table."""
        found = ["", ""]
        if self.named is not None:
            found = [f"{len(copies & self.named)} of {len(copies)}", str(len(self.named - copies))]
        megabytes = max(cost.megabytes for cost in self.costs)
        cells = [
            f"{self.seconds:,.1f}",
            f"{self.processor:,.1f}",
            f"{megabytes:.0f}",
            f"{self.seconds / ours.seconds:,.1f}",
            f"{self.processor / ours.processor:,.1f}",
        ]
        return f"| {' | '.join([self.name, *cells, *found])} |"


def copies_of(count: int) -> Pairs:
    """The pairs of agencies of whom one copied, and those who copied from the same."""
    sources: dict[int, list[int]] = {}
    for number in range(count):
        source = copied_from(number)
        if source is not None:
            sources.setdefault(source, [source]).append(number)
    return {frozenset((one, other)) for group in sources.values() for one in group for other in group if one < other}


def ours(round_: Round, repeat: int) -> tuple[Way, set[int]]:
    """What the command takes, the pairs of its groups, and who is said to repeat last year's."""
    command = [sys.executable, "-m", "xlsreport", "compare", "--round", str(round_.folder)]
    costs = [_checked(command) for _ in range(repeat)]
    told = json.loads(subprocess.check_output([*command, "--format", "json"], encoding="utf-8"))
    groups = [[int(code) for code in group["agencies"]] for group in told["groups"]]
    named = {frozenset((one, other)) for group in groups for one in group for other in group if one < other}
    return Way("`xlsreport compare`, files read and passages told", costs, 1.0, named), {
        int(one["code"]) for one in told["last_year"]
    }


def others(texts: Sequence[str], sample: int, repeat: int, folder: Path) -> Iterable[Way]:
    """What the others take."""
    pairs = len(texts) * (len(texts) - 1) / (sample * (sample - 1))
    yield _by_hand("datasketch by hand: pairs only, whole reports", _DATASKETCH, texts, repeat, folder)
    for name, source in (("rapidfuzz, all pairs", _RAPIDFUZZ), ("difflib, all pairs", _DIFFLIB)):
        few = sample if source is _RAPIDFUZZ else max(3, sample // 15)
        times = pairs * sample * (sample - 1) / (few * (few - 1))
        yield _by_hand(f"{name} (from {few} agencies)", source, texts[:few], 1, folder, times)


def _by_hand(name: str, source: str, texts: Sequence[str], repeat: int, folder: Path, times: float = 1.0) -> Way:
    given, found = folder / "texts.json", folder / "found.json"
    given.write_text(json.dumps(texts, ensure_ascii=False), encoding="utf-8")
    costs = [_checked([sys.executable, "-c", source, str(given), str(found)]) for _ in range(repeat)]
    named = {frozenset(pair) for pair in json.loads(found.read_text(encoding="utf-8"))}
    return Way(name, costs, times, named if times == 1.0 else None)


def _checked(command: Sequence[str]) -> Cost:
    cost = cost_of(command)
    if cost.code not in (0, 1):
        sys.exit(f"{command[:5]} ended with {cost.code}: {cost.told[-2000:]}")
    return cost


def _collected(round_: Round, inbox: Path) -> Cost:
    return _checked([sys.executable, "-m", "xlsreport", "collect", str(inbox), "--round", str(round_.folder)])


def main() -> int:
    """Make the round, then compare."""
    parser = argparse.ArgumentParser(description="Times compare, beside others, and counts what each finds.")
    parser.add_argument("--files", type=int, default=3000, help="(%(default)s)")
    parser.add_argument("--repeat", type=int, default=3, help="(%(default)s)")
    parser.add_argument("--sample", type=int, default=60, help="agencies of which all pairs are compared (%(default)s)")
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    if missing := [name for name in ("datasketch", "rapidfuzz") if find_spec(name) is None]:
        sys.exit(f"Install what this is compared with ({', '.join(missing)}): pip install -e '.[bench]'")
    count, seed = chosen.files, chosen.seed
    with TemporaryDirectory() as name:
        folder = Path(name)
        round_, inbox = make(folder, Wanted(count, seed, 0.0, long_texts=True))
        agencies = list(round_.roster)
        remember_texts(
            round_,
            {
                agency.code: PreviousTexts(agency.name, {k: tuple(v) for k, v in last_year(seed, number).items()})
                for number, agency in enumerate(agencies)
            },
        )
        collected = _collected(round_, inbox)
        way, repeating = ours(round_, chosen.repeat)
        reports = ["".join(line for lines in this_year(seed, n).values() for line in lines) for n in range(count)]
        print(
            f"{count} reports of {sum(map(len, reports)) / count:.0f} characters; ledger of "
            f"{round_.ledger_path.stat().st_size / 1e6:.0f} MB; collected in {collected.seconds:.1f} s\n"
        )
        print("| | s | of the processor | MB | times as long | times the processor | copies found | others named |")
        print("|---|--:|--:|--:|--:|--:|--:|--:|")
        copies = copies_of(count)
        print(way.row(way, copies), flush=True)
        for other in others(reports, chosen.sample, chosen.repeat, folder):
            print(other.row(way, copies), flush=True)
        expected = {number for number in range(count) if repeats_last_year(number)}
        found = f"{len(expected & repeating)} of {len(expected)} found, {len(repeating - expected)} others named"
        print(f"\nLast year's own: {found}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
