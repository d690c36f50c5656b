"""Makes a round and the inbox into which all its agencies have sent their workbooks.

Usage: ``python bench/generate.py FOLDER [--files 1000] [--seed 1] [--faults 0.05]``. The workbooks are written by
xlsreport itself, each with figures, texts and a signed identity of its own: rules hold but for the share of faults.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # where the package of this folder is found
sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from bench.made_up.inbox import Wanted, make


def main() -> int:
    """Make them, and say how long that took."""
    parser = argparse.ArgumentParser(description="Makes a round and an inbox full of filled workbooks.")
    parser.add_argument("folder", type=Path, help="does not exist yet")
    parser.add_argument("--files", type=int, default=1000, help="(%(default)s)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--faults", type=float, default=0.05, help="share of faulty files (%(default)s)")
    chosen = parser.parse_args()
    began = time.monotonic()
    chosen.folder.mkdir(parents=True)
    _, inbox = make(chosen.folder, Wanted(chosen.files, chosen.seed, chosen.faults))
    seconds = time.monotonic() - began
    size = sum(file.stat().st_size for file in inbox.iterdir()) / 1e6
    print(f"{chosen.files} files of {size / chosen.files * 1000:.0f} kB in {inbox}, made in {seconds:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
