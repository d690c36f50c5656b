"""Times the reading and checking of filled workbooks: the first of its kind, and further ones with a cache.

Usage: ``python bench/reading.py [--files 60] [--repeat 3] [--before CHECKOUT] [--scrolled]``, with the extra ``test``.
All rows are of one run, by turns: the parts unpacked; lxml's tree of every part; calamine, all sheets; then xlsreport
in a process of its own, and with ``--before`` an earlier version in another one, with the files that this one writes.
With ``--scrolled`` each sheet of each file was scrolled to another row, as people leave them.
"""

from __future__ import annotations

import argparse
import io
import json
import re
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # where the package of this folder is found
sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from lxml import etree
from python_calamine import CalamineWorkbook

from bench.made_up.inbox import Wanted, make

XLSREPORT = """
import json, sys, time
from xlsreport import check
from xlsreport.spreadsheet.reading_cache import ReadingCache
from xlsreport.submission.workbook_reader import read_workbook_bytes
datas = [open(file, "rb").read() for file in sys.argv[1:]]
cache = ReadingCache()
def taken(call, things):
    began = time.process_time()
    found = [call(thing) for thing in things]
    return (time.process_time() - began) * 1000 / len(things), found
def further(data):
    return read_workbook_bytes(data, "file", cache=cache)
found = {}
for turn in range(3):  # in the first, phrases are not all compiled, and no kind of sheet is known
    alone, _ = taken(lambda data: read_workbook_bytes(data, "file"), datas)
    reading, read_ones = taken(further, datas)
    checking, _ = taken(check, read_ones)
    for row, milliseconds in (("a file by itself", alone), ("a further file", reading), ("checking it", checking)):
        found[row] = min(milliseconds, found.get(row, milliseconds))
print(json.dumps(found))
"""
"""What this version is asked for, and an earlier one if not earlier than the cache."""


def unpacked(data: bytes) -> dict[str, bytes]:
    """All parts of a workbook."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {member.filename: archive.read(member) for member in archive.infolist()}


def trees(data: bytes) -> None:
    """All parts as lxml has them."""
    for part in unpacked(data).values():
        etree.fromstring(part)


def calamine(data: bytes) -> None:
    """All cells of all sheets."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    for name in book.sheet_names:
        book.get_sheet_by_name(name).to_python()


def scrolled(data: bytes, draw: Random) -> bytes:
    """A workbook in each sheet of which, below its fixed rows, another row is the first that is seen."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in unpacked(data).items():
            row = b"%d" % draw.randrange(6, 140)
            archive.writestr(name, re.sub(rb'(<pane [^>]*topLeftCell="[A-Z]+)[0-9]+', rb"\g<1>" + row, part))
    return made.getvalue()


def milliseconds(call: Callable[[bytes], object], datas: Sequence[bytes]) -> float:
    """Of the processor, for one file."""
    began = time.process_time()
    for data in datas:
        call(data)
    return (time.process_time() - began) * 1000 / len(datas)


WAYS: dict[str, Callable[[bytes], object]] = {
    "unzipping": unpacked,
    "unzipping, and lxml's tree of every part": trees,
    "calamine, all sheets": calamine,
}


def of_version(checkout: Path, files: Sequence[Path], called: str) -> dict[str, float]:
    """What the version of a checkout takes."""
    command = [sys.executable, "-c", XLSREPORT, *map(str, files)]
    run = subprocess.run(command, capture_output=True, check=True, env={"PYTHONPATH": str(checkout / "src")})
    found: dict[str, float] = json.loads(run.stdout)
    return {f"{called}: {name}": taken for name, taken in found.items()}


def main() -> int:
    """Time all ways by turns, and print the least of all turns."""
    parser = argparse.ArgumentParser(description="Times the reading of filled workbooks.")
    parser.add_argument("--files", type=int, default=60, help="(%(default)s)")
    parser.add_argument("--repeat", type=int, default=3, help="(%(default)s)")
    parser.add_argument("--before", type=Path, help="a checkout of an earlier version")
    parser.add_argument("--scrolled", action="store_true", help="the files as people leave them")
    chosen = parser.parse_args()
    with TemporaryDirectory() as name:
        _, inbox = make(Path(name), Wanted(chosen.files, only_readable=True))
        files, draw = sorted(inbox.iterdir()), Random(1)
        for file in files if chosen.scrolled else ():
            file.write_bytes(scrolled(file.read_bytes(), draw))
        datas = [file.read_bytes() for file in files]
        least: dict[str, float] = {}
        for _ in range(chosen.repeat):
            turn = {row: milliseconds(way, datas) for row, way in WAYS.items()}
            turn |= of_version(Path(__file__).resolve().parents[1], files, "xlsreport")
            turn |= of_version(chosen.before, files, "earlier") if chosen.before else {}
            least = {row: min(taken, least.get(row, taken)) for row, taken in turn.items()}
    print("| | ms of the processor | beside calamine |\n|---|--:|--:|")
    for row, taken in least.items():
        print(f"| {row} | {taken:.2f} | {taken / least['calamine, all sheets']:.2f} |")
    return 0


if __name__ == "__main__":
    sys.exit(main())
