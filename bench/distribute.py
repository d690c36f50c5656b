"""Times what a round gives out: the workbooks of many agencies, as a series, each alone, and by a program by hand.

Usage: ``python bench/distribute.py [--agencies 200] [--seed 1] [--definitions cn-gov-info-disclosure/2021]``. All are
timed in one run over a made-up roster with last year's figures, agency by agency. From scratch means that not even
what the definition fixes is kept from one workbook to the next. The program by hand is what is left of ours where
nothing is laid out, calculated or checked: the calls of XlsxWriter that one workbook takes, one after the other, as
Python source with every text, number and format written out. The summary is a Markdown table; the exit code is 1
where the bytes differ.
"""

from __future__ import annotations

import argparse
import datetime
import gc
import io
import sys
import time
import tracemalloc
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from statistics import median
from typing import Any

import xlsxwriter

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # where the package of this folder is found

from bench.measuring import deflating
from xlsreport import Definition, Submission, load_definition, new_submission, workbook_bytes
from xlsreport.object_cache import forget
from xlsreport.submission.identity.stamp import Identity
from xlsreport.submission.stamping import signed
from xlsreport.workbook.composition import compose_workbook
from xlsreport.workbook.workbook_series import WorkbookSeries
from xlsreport.workbook.xlsxwriter_backend.backend import execute_calls
from xlsreport.workbook.xlsxwriter_backend.xlsxwriter_internals import workbook_options

_DIGITS = 5
"""Of the greatest of last year's figures."""


def main() -> int:
    """Run, print the summary, and say by the exit code whether all bytes agreed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--agencies", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--definitions", default="cn-gov-info-disclosure/2021")
    chosen = parser.parse_args()
    agree = True
    print("| definition | written | ms per workbook, median | fastest | times deflating |")
    print("|---|---|---|---|---|")
    for name in chosen.definitions.split(","):
        definition = load_definition(name)
        agree &= compare(definition, list(roster(definition, chosen.agencies, chosen.seed)))
        print(f"{definition.name}: a series keeps {kept(definition):.1f} MB", file=sys.stderr)
    return 0 if agree else 1


def roster(definition: Definition, agencies: int, seed: int) -> Iterator[Submission]:
    """What a round gives out to so many agencies."""
    draw = Random(seed)
    for number in range(agencies):
        figures = {place: draw.randrange(10 ** draw.randint(1, _DIGITS)) for place in definition.previous_places}
        submission = new_submission(definition, agency=f"第{number}镇人民政府", year=2025, previous=figures)
        yield signed(submission, Identity("2025", f"{number:06}"), b"a key that nobody has to keep")


@dataclass
class Way:
    """One way to write a workbook, and the processor's seconds that each took, whoever else was using the machine."""

    name: str
    write: Callable[[Submission], bytes]
    seconds: list[float] = field(default_factory=list)

    def timed(self, submission: Submission) -> bytes:
        """The workbook of a submission."""
        begin = time.process_time()
        data = self.write(submission)
        self.seconds.append(time.process_time() - begin)
        return data

    def row(self, definition: str, alone: Way) -> str:
        """A row of the summary."""
        usual, best, ratio = median(self.seconds), min(self.seconds), median(self.seconds) / median(alone.seconds)
        return f"| {definition} | {self.name} | {usual * 1000:.1f} | {best * 1000:.1f} | {ratio:.1f} × |"


def compare(definition: Definition, submissions: list[Submission]) -> bool:
    """Write all workbooks in all ways, print a row for each, and say whether the bytes agreed."""
    program = program_of(submissions[0])
    series = Way("as a series", WorkbookSeries().workbook_bytes)
    alone = Way("each alone", workbook_bytes)
    scratch = Way("each from scratch", _from_scratch)
    by_hand = Way("by hand", lambda _: program())
    least = Way("deflating the finished parts and nothing else", workbook_bytes)
    agree = True
    for submission in submissions:
        data = series.timed(submission)
        least.seconds.append(deflating(data))
        agree &= data == alone.timed(submission)
    for submission in submissions:  # apart, since a series cannot go on where the plan is made anew
        by_hand.timed(submission)
        scratch.timed(submission)
    for way in (least, series, alone, scratch, by_hand):
        print(way.row(definition.name, least), flush=True)
    return agree


def _from_scratch(submission: Submission) -> bytes:
    forget(submission.definition)
    return workbook_bytes(submission)


def kept(definition: Definition) -> float:
    """How much memory a series keeps between two workbooks, with the plan of its definition, in megabytes."""
    submissions = list(roster(definition, 20, 1))
    forget(definition)
    gc.collect()
    tracemalloc.start()
    series = WorkbookSeries()
    for submission in submissions:
        series.workbook_bytes(submission)
    gc.collect()
    size, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()  # which would slow down what is timed next
    return size / 1e6


class _Named:
    """A thing of the program, which goes by its name in the source."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __repr__(self) -> str:
        return self._name


class _Recorder(_Named):
    """Writes down every call that is made on it as a line of source."""

    def __init__(self, name: str, lines: list[str]) -> None:
        super().__init__(name)
        self._lines = lines

    def __getattr__(self, method: str) -> Callable[..., None]:
        return lambda *arguments: self._lines.append(f"{self!r}.{method}({', '.join(map(repr, arguments))})")

    def fill_down(self, *_: int) -> None:
        """XlsxWriter as it is shipped has no such call; it is left out, in favour of the program."""


class _WorkbookRecorder(_Recorder):
    """Writes down the calls of a workbook, of its sheets and of what makes its formats."""

    def __init__(self) -> None:
        super().__init__("workbook", [])
        self._count = 0

    def _new(self, kind: str, argument: object) -> str:
        self._count += 1
        name = f"{kind}_{self._count}"
        self._lines.append(f"{name} = workbook.add_{kind}({argument!r})")
        return name

    def add_format(self, properties: object) -> _Named:
        return _Named(self._new("format", properties))

    def add_worksheet(self, name: str, _: type) -> _Recorder:
        return _Recorder(self._new("worksheet", name), self._lines)

    def source(self) -> str:
        """All calls, as the body of a function."""
        return "def fill(workbook):\n" + "".join(f"    {line}\n" for line in self._lines)


def program_of(submission: Submission) -> Callable[[], bytes]:
    """The program that makes the calls of a submission's workbook on XlsxWriter as it is shipped."""
    recorder = _WorkbookRecorder()
    execute_calls(compose_workbook(submission, None), recorder)
    names: dict[str, Any] = {"datetime": datetime}
    exec(recorder.source(), names)

    def program() -> bytes:
        stream = io.BytesIO()
        with xlsxwriter.Workbook(stream, workbook_options()) as workbook:
            names["fill"](workbook)
        return stream.getvalue()

    return program


if __name__ == "__main__":
    sys.exit(main())
