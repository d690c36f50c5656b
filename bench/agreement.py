"""Calculates random fillings of every definition by three engines and compares every formula with Python's value.

Usage: ``python bench/agreement.py [--fillings 1000] [--seed 1] [--engines IronCalc,formualizer]``. The summary is a
Markdown table; the exit code is 1 where anything differs. Needs the project's test requirements and LibreOffice.
"""

from __future__ import annotations

import argparse
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from support.agreement import differences
from support.engines import ENGINES
from support.fillings import DEFINITIONS, fillings
from support.parts import formulas
from xlsreport import Submission, load_definition, write_workbook

_BATCH = 40
"""Workbooks that LibreOffice converts in one start."""


@dataclass
class Tally:
    """What came of one definition in one engine."""

    definition: str
    engine: str
    files: int = 0
    formulas: int = 0
    different: int = 0
    seconds: float = 0.0

    def row(self) -> str:
        """A row of the summary."""
        cells = (self.definition, self.engine, self.files, self.formulas, self.different, f"{self.seconds / 60:.1f}")
        return "| " + " | ".join(map(str, cells)) + " |"


def main() -> int:
    """Run, print the summary, and say by the exit code whether all agreed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--fillings", type=int, default=1000, help="of each definition")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--engines", default=",".join(ENGINES))
    parser.add_argument("--definitions", default=",".join(DEFINITIONS))
    chosen = parser.parse_args()
    tallies = []
    for name in chosen.definitions.split(","):
        submissions = list(fillings(load_definition(name), chosen.fillings, chosen.seed))
        mine = [
            Tally(Path(name).stem if name.endswith(".yaml") else name, engine) for engine in chosen.engines.split(",")
        ]
        for start in range(0, len(submissions), _BATCH):
            compare(submissions[start : start + _BATCH], mine, f"seed {chosen.seed}, from filling {start}")
            print(f"{name}: {min(start + _BATCH, len(submissions))} of {len(submissions)}", file=sys.stderr, flush=True)
        tallies += mine
    print("| definition | engine | workbooks | formulas | different | minutes |\n|---|---|---|---|---|---|")
    print("\n".join(tally.row() for tally in tallies))
    return 1 if any(tally.different for tally in tallies) else 0


def compare(submissions: list[Submission], tallies: list[Tally], where: str) -> None:
    """Write some workbooks, let each engine calculate them, and add what it finds to its tally."""
    with TemporaryDirectory() as folder:
        files = [Path(folder, f"{number:03}.xlsx") for number in range(len(submissions))]
        for submission, file in zip(submissions, files, strict=True):
            write_workbook(submission, file)
        for tally in tallies:
            begin = time.monotonic()
            calculated = ENGINES[tally.engine](files)
            tally.seconds += time.monotonic() - begin
            for file, values in zip(files, calculated, strict=True):
                tally.files += 1
                tally.formulas += len(formulas(file))
                for cell, (said, found, text) in differences(file, values).items():
                    tally.different += 1
                    told = f"{cell} said {said!r}, found {found!r}: ={text[:300]}"
                    print(f"{where}, {file.name}, {tally.engine}: {told}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
