"""Compares what this package takes for "shown as it is" with what LibreOffice shows, for formats made up at random.

Run it by ``python bench/number_formats.py --count 20000 --seed 1``, in an environment with the test extras. It ends
with 1 where LibreOffice shows another figure than the cell holds, and nothing would have been told.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from support.made_up_formats import made_up_format, made_up_number, reads_as, shown_by_libreoffice  # by the line above
from xlsreport.xlsx.number_format.displayed_numbers import shows_exactly

_AT_ONCE = 5000
"""Cells of one workbook."""


def main() -> int:
    """Compare as many formats as are asked for, and print where the two differ."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--told", action="store_true", help="also print what is told although LibreOffice shows the figure"
    )
    options = parser.parse_args()
    draw, silent, plain, needless = Random(options.seed), 0, 0, 0
    for begin in range(0, options.count, _AT_ONCE):
        pairs = [(made_up_format(draw), made_up_number(draw)) for _ in range(min(_AT_ONCE, options.count - begin))]
        with tempfile.TemporaryDirectory() as folder:
            texts = shown_by_libreoffice(pairs, Path(folder))
        for (code, number), text in zip(pairs, texts, strict=True):
            ours, theirs = shows_exactly(code, number), reads_as(text, number)
            silent, plain, needless = silent + (ours and not theirs), plain + ours, needless + (theirs and not ours)
            if (ours and not theirs) or (options.told and theirs and not ours):
                print(f"{'told' if theirs else 'SILENT'}: {number} by {code!r} is {text!r}")
    print(f"{options.count} cells, {plain} shown as they are, {needless} told although readable, {silent} silent")
    return 1 if silent else 0


if __name__ == "__main__":
    sys.exit(main())
