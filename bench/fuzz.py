"""The long run of the fuzzing tests: ``python bench/fuzz.py --count 50000 [--seed N] [--jobs 2] [--keep FOLDER]``.

Every mutant is made of a seed and its number, so that ``--seed N --first K --count 1`` makes the same one again. The
processes that read them end by a signal where a mutant takes longer than ``--limit`` seconds of the processor, or
thirty times as long altogether, and cannot take more memory than ``--memory``; the next process goes on after that
mutant, which is counted as a failure. So it does not matter how much else the machine has to do.
"""

from __future__ import annotations

import argparse
import resource
import secrets
import signal
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from fuzz.bases import bases
from fuzz.mutations import FAMILIES, FIRST, Mutant, mutant
from fuzz.trial import Outcome, tried

_PROCESSES = get_context("spawn")
_BETWEEN_TABLES = 5000
"""Mutants after which the table is printed as far as it has come about."""
_CHUNK = 500
"""Mutants of one process, so that memory that is never given back would not go unseen."""
_STANDING_STILL = 30
"""Times the limit of processor time, after which a mutant that waits for something is a failure as well."""


class Result(NamedTuple):
    """What became of a mutant."""

    number: int
    base: str
    family: str
    changes: tuple[str, ...]
    outcome: Outcome
    seconds: float


@dataclass
class Summary:
    """All results so far."""

    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    failures: list[Result] = field(default_factory=list)
    slowest: list[Result] = field(default_factory=list)
    started: float = field(default_factory=time.monotonic)

    def add(self, result: Result) -> None:
        """Count a result, and print a failure at once."""
        self.counts[result.family, result.outcome.result] += 1
        self.slowest = sorted([*self.slowest, result], key=lambda r: -r.seconds)[:5]
        if result.outcome.result == "failed":
            self.failures.append(result)
            _say(f"FAILED {_named(result)}: {result.outcome.why}")
        if (done := sum(self.counts.values())) % 1000 == 0:
            _say(f"{done} mutants, {len(self.failures)} failures, {self.minutes:.1f} min")
        if done % _BETWEEN_TABLES == 0:
            _say(f"\n{self.markdown()}\n")

    @property
    def minutes(self) -> float:
        """Since the start."""
        return (time.monotonic() - self.started) / 60

    def markdown(self) -> str:
        """The summary as a table."""
        kinds = ("rejected", "findings", "identical", "failed")
        families = sorted({family for family, _ in self.counts})
        rows = {family: [self.counts[family, kind] for kind in kinds] for family in families}
        rows["all"] = [sum(column) for column in zip(*rows.values(), strict=True)]
        titles = ("mutants of", "number", "rejected", "read, with findings of their own", "read as before", "failures")
        lines = ["| " + " | ".join(titles) + " |", "|---|--:|--:|--:|--:|--:|"]
        for family, counts in rows.items():
            lines.append(f"| {family} | {sum(counts)} | {' | '.join(map(str, counts))} |")
        lines += ["", f"{self.minutes:.0f} minutes. Slowest:"]
        lines += [f"- {result.seconds:.2f} s: {_named(result)}" for result in self.slowest]
        return "\n".join(lines)


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _named(result: Result) -> str:
    return f"number {result.number}, {result.base}, {' + '.join(result.changes)}"


@dataclass(frozen=True)
class Task:
    """What a process is to do: the mutants from ``first`` to before ``end``."""

    seed: int
    first: int
    end: int
    folder: Path
    limit: int
    memory: int
    forensic: int
    first_families: bool

    def mutant(self, number: int) -> Mutant:
        """The mutant of a number."""
        return mutant(bases(), self.seed, number, FIRST if self.first_families else FAMILIES)


def work(task: Task, results: Connection) -> None:
    """Try mutants one by one, and tell of each before the next is begun."""
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    bases()
    resource.setrlimit(resource.RLIMIT_AS, (task.memory * 2**20, task.memory * 2**20))
    for number in range(task.first, task.end):
        made = task.mutant(number)
        signal.setitimer(signal.ITIMER_PROF, task.limit)
        signal.alarm(task.limit * _STANDING_STILL)
        started = time.process_time()
        outcome = tried(made.base, made.data, task.folder / f"{task.first}.xlsx", forensic=number % task.forensic == 0)
        seconds = time.process_time() - started
        signal.alarm(0)
        signal.setitimer(signal.ITIMER_PROF, 0)
        results.send(Result(number, made.base.name, made.family, made.changes, outcome, seconds))
    results.close()


def run(arguments: argparse.Namespace, folder: Path) -> Iterator[Result]:
    """Let processes work side by side until every mutant has a result."""
    last = arguments.first + arguments.count
    tasks = [
        Task(
            arguments.seed,
            n,
            min(n + _CHUNK, last),
            folder,
            arguments.limit,
            arguments.memory,
            arguments.forensic,
            arguments.first_families,
        )
        for n in range(arguments.first, last, _CHUNK)
    ]
    running: dict[Connection, _Running] = {}
    while tasks or running:
        while tasks and len(running) < arguments.jobs:
            started = _Running(tasks.pop(0))
            running[started.results] = started
        for ready in wait(list(running)):
            assert isinstance(ready, Connection)
            one = running[ready]
            try:
                result = ready.recv()
            except EOFError:
                del running[ready]
                yield from _ended(one, tasks)
            else:
                one.next = result.number + 1
                yield result


class _Running:
    """A process at work; ``next`` is the number of the mutant that it is busy with."""

    def __init__(self, task: Task) -> None:
        self.task, self.next = task, task.first
        self.results, theirs = _PROCESSES.Pipe(duplex=False)
        self.process = _PROCESSES.Process(target=work, args=(task, theirs))
        self.process.start()
        theirs.close()


def _ended(one: _Running, tasks: list[Task]) -> Iterator[Result]:
    """A process is at its end; where that came too early, its mutant has failed and the rest is still to do."""
    one.process.join()
    task = one.task
    if one.next >= task.end:
        return
    code = one.process.exitcode
    if code is None or code >= 0:
        raise RuntimeError(f"a process ended by itself, with {code}, at mutant {one.next}")
    too_long = code in (-signal.SIGALRM, -signal.SIGPROF)
    why = f"took longer than {task.limit} seconds" if too_long else f"the process ended with {code}"
    made = task.mutant(one.next)
    outcome = Outcome("failed", why)
    yield Result(one.next, made.base.name, made.family, made.changes, outcome, float(task.limit))
    if one.next + 1 < task.end:
        tasks.insert(0, replace(task, first=one.next + 1))


def kept(seed: int, result: Result, folder: Path, *, first_families: bool) -> None:
    """Save a mutant that failed, with what can make it again in its name."""
    made = mutant(bases(), seed, result.number, FIRST if first_families else FAMILIES)
    folder.mkdir(parents=True, exist_ok=True)
    Path(folder, f"{seed}-{result.number}-{made.base.name}.xlsx").write_bytes(made.data)


def main() -> int:
    """Run, print, and exit with 1 where a mutant failed."""
    parser = argparse.ArgumentParser(description="Reads and checks mutated workbooks.")
    parser.add_argument("--count", type=int, default=50_000, help="mutants (%(default)s)")
    parser.add_argument("--seed", type=int, default=secrets.randbelow(10**9), help="by default another for each run")
    parser.add_argument("--first", type=int, default=0, help="number of the first mutant")
    parser.add_argument("--jobs", type=int, default=2, help="processes (%(default)s)")
    parser.add_argument(
        "--limit", type=int, default=10, help="seconds of the processor that a mutant may take (%(default)s)"
    )
    parser.add_argument(
        "--memory", type=int, default=2000, help="megabytes of address space of a process (%(default)s)"
    )
    parser.add_argument("--forensic", type=int, default=4, help="look thoroughly at one of so many (%(default)s)")
    parser.add_argument("--first-families", action="store_true", help="only what earlier seeds drew from")
    parser.add_argument("--keep", type=Path, help="folder into which failing mutants are saved")
    arguments = parser.parse_args()
    _say(f"seed {arguments.seed}")
    summary = Summary()
    with TemporaryDirectory() as folder:
        for result in run(arguments, Path(folder)):
            summary.add(result)
            if result.outcome.result == "failed" and arguments.keep is not None:
                kept(arguments.seed, result, arguments.keep, first_families=arguments.first_families)
    _say(f"\nSeed {arguments.seed}\n\n{summary.markdown()}")
    return 1 if summary.failures else 0


if __name__ == "__main__":
    sys.exit(main())
