"""Times the checking of further submissions of one definition: with the quick way for sums, and without.

Usage: ``python bench/checking_speed.py [--files 200] [--repeat 3]``, after ``pip install -e '.[test,bench]'``. Each
file is of another agency and has other figures; the first forty make ready what all have in common, and do not count.
Of the others the median counts: a few made-up files are faulty, and looked into at length.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from unittest.mock import patch

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # where the package of this folder is found
sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from bench.made_up.inbox import Wanted, make
from xlsreport import Submission, check, read_workbook
from xlsreport.checking.evaluation import figure_values
from xlsreport.checking.evaluation.additions import additions_of

_FIRST = 40
WAYS = {"as it is": additions_of, "every sum in decimals": lambda definition: {}}


def milliseconds(submissions: Sequence[Submission]) -> float:
    """Of the processor, for one of the submissions after the first."""
    taken = []
    for submission in submissions:
        began = time.process_time()
        check(submission)
        taken.append(time.process_time() - began)
    return median(taken[_FIRST:]) * 1000


def main() -> int:
    """Check all files in each way, by turns, and print the least of all turns."""
    parser = argparse.ArgumentParser(description="Times the checking of further submissions.")
    parser.add_argument("--files", type=int, default=200, help="(%(default)s)")
    parser.add_argument("--repeat", type=int, default=3, help="(%(default)s)")
    chosen = parser.parse_args()
    least = dict.fromkeys(WAYS, float("inf"))
    with TemporaryDirectory() as name:
        round_, inbox = make(Path(name), Wanted(chosen.files, only_readable=True))
        for _ in range(chosen.repeat):
            for way, additions in WAYS.items():
                submissions = [read_workbook(file, round_.definition) for file in sorted(inbox.iterdir())]
                with patch.object(figure_values, "additions_of", additions):
                    least[way] = min(least[way], milliseconds(submissions))
    print("| | ms of the processor |\n|---|--:|")
    for way, taken in least.items():
        print(f"| {way} | {taken:.2f} |")
    return 0


if __name__ == "__main__":
    sys.exit(main())
