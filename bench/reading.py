"""Times the reading and checking of filled workbooks: the first of its kind, and further ones with a cache.

Usage: ``python bench/reading.py [--files 60] [--repeat 3] [--before CHECKOUT]``, with the extra ``test``. All
rows are of one run, by turns: the parts unpacked; lxml's tree of every part; calamine, all sheets; then xlsreport. With
``--before``, the same of an earlier version in a process of its own, whose files are those that this one writes.
"""

from __future__ import annotations

import argparse
import io
import json
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # where the package of this folder is found
sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from lxml import etree
from python_calamine import CalamineWorkbook

from bench.made_up.inbox import Wanted, make

EARLIER = """
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
read = lambda data: read_workbook_bytes(data, "file", cache=cache)
found = {}
for turn in range(3):  # in the first, phrases are not all compiled, and no kind of sheet is known
    reading, read_ones = taken(read, datas)
    for row, milliseconds in (("a further file", reading), ("checking it", taken(check, read_ones)[0])):
        found[row] = min(milliseconds, found.get(row, milliseconds))
print(json.dumps(found))
"""
"""What an earlier version is asked for, if not earlier than the cache."""


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


def milliseconds(call: Callable[[bytes], object], datas: Sequence[bytes]) -> float:
    """Of the processor, for one file."""
    began = time.process_time()
    for data in datas:
        call(data)
    return (time.process_time() - began) * 1000 / len(datas)


def ways() -> dict[str, Callable[[Sequence[bytes]], float]]:
    """What is timed, by its row."""
    from xlsreport import check
    from xlsreport.spreadsheet.reading_cache import ReadingCache
    from xlsreport.submission.workbook_reader import read_workbook_bytes

    cache = ReadingCache()

    def checked(datas: Sequence[bytes]) -> float:
        submissions = {data: read_workbook_bytes(data, "file", cache=cache) for data in datas}
        return milliseconds(lambda data: check(submissions[data]), datas)

    return {
        "unzipping": lambda datas: milliseconds(unpacked, datas),
        "unzipping, and lxml's tree of every part": lambda datas: milliseconds(trees, datas),
        "calamine, all sheets": lambda datas: milliseconds(calamine, datas),
        "xlsreport, a file by itself": lambda datas: milliseconds(lambda d: read_workbook_bytes(d, "file"), datas),
        "xlsreport, a further file": lambda datas: milliseconds(
            lambda d: read_workbook_bytes(d, "file", cache=cache), datas
        ),
        "checking it": checked,
    }


def earlier(checkout: Path, files: Sequence[Path]) -> dict[str, float]:
    """The same of an earlier version."""
    command = [sys.executable, "-c", EARLIER, *map(str, files)]
    run = subprocess.run(command, capture_output=True, check=True, env={"PYTHONPATH": str(checkout / "src")})
    found: dict[str, float] = json.loads(run.stdout)
    return {f"earlier: {name}": taken for name, taken in found.items()}


def main() -> int:
    """Time all ways by turns, and print the least of all turns."""
    parser = argparse.ArgumentParser(description="Times the reading of filled workbooks.")
    parser.add_argument("--files", type=int, default=60, help="(%(default)s)")
    parser.add_argument("--repeat", type=int, default=3, help="(%(default)s)")
    parser.add_argument("--before", type=Path, help="a checkout of an earlier version")
    chosen = parser.parse_args()
    with TemporaryDirectory() as name:
        _, inbox = make(Path(name), Wanted(chosen.files, only_readable=True))
        files = sorted(inbox.iterdir())
        datas = [file.read_bytes() for file in files]
        least: dict[str, float] = {}
        tried = ways()  # once, so that a further file is one of a kind that is known from the second turn on
        for _ in range(chosen.repeat):
            turn = {row: way(datas) for row, way in tried.items()}
            turn |= earlier(chosen.before, files) if chosen.before else {}
            least = {row: min(taken, least.get(row, taken)) for row, taken in turn.items()}
    print("| | ms of the processor | beside calamine |\n|---|--:|--:|")
    for row, taken in least.items():
        print(f"| {row} | {taken:.2f} | {taken / least['calamine, all sheets']:.2f} |")
    return 0


if __name__ == "__main__":
    sys.exit(main())
