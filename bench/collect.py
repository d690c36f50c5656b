"""Times ``xlsreport collect`` over an inbox, side by side with programs that do less, and over larger and larger ones.

Usage: ``python bench/collect.py [--files 1000] [--repeat 3] [--scale 1000,10000,50000] [--few]`` on Linux, after
``pip install -e '.[test,bench]'``. All ways read the same files, by turns, as often as asked, and the least of each
counts; ``--few`` leaves out those that take a minute, for which the extra ``bench`` is needed. The inboxes are made by
``bench/generate.py``; five in a hundred files are faulty, but among those that are compared there is none at which the
others would end. ``--saved-by LibreOffice`` lets LibreOffice open and save the files before, as agencies do.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # where the package of this folder is found
sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from bench.made_up.inbox import Wanted, make
from bench.measuring import Cost, cost_of
from bench.peers import datamap, table_three
from support.office import converted
from xlsreport.round.folder import Round

_BATCH = 40
"""Workbooks that LibreOffice saves in one start."""
_READ_ALL = """
import sys, pathlib
from python_calamine import CalamineWorkbook
for path in sorted(pathlib.Path(sys.argv[1]).iterdir()):
    book = CalamineWorkbook.from_path(path)
    for name in book.sheet_names:
        book.get_sheet_by_name(name).to_python()
"""
_LOAD_ALL = """
import sys, pathlib, openpyxl
for path in sorted(pathlib.Path(sys.argv[1]).iterdir()):
    openpyxl.load_workbook(path)
"""
_UNZIP_ALL = """
import sys, pathlib, zipfile
for path in sorted(pathlib.Path(sys.argv[1]).iterdir()):
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            archive.read(name)
"""


@dataclass
class Way:
    """One way to go through an inbox; ``needs`` is the package that it is from."""

    name: str
    command: Callable[[Path, Path], Sequence[str]]
    needs: str = "xlsreport"
    environment: Callable[[Path], Mapping[str, str]] = lambda work: {}
    slow: bool = False
    costs: list[Cost] = field(default_factory=list)

    def run(self, inbox: Path, round_: Round) -> None:
        """Go through the inbox once."""
        with TemporaryDirectory() as name:
            work = Path(name)
            shutil.copytree(round_.folder, work / "round")
            (work / "requests.crease.yml").write_text(table_three(round_.definition), encoding="utf-8")
            (work / "datamap.csv").write_text(datamap(round_.definition), encoding="utf-8")
            cost = cost_of(self.command(inbox, work), os.environ | self.environment(work), work)
            if cost.code not in (0, 1):
                sys.exit(f"{self.name} ended with {cost.code}: {cost.told[-2000:]}")
            self.costs.append(cost)

    @property
    def seconds(self) -> float:
        """The least of all runs."""
        return min(cost.seconds for cost in self.costs)

    @property
    def processor(self) -> float:
        """The least of all runs."""
        return min(cost.processor for cost in self.costs)

    def row(self, files: int, calamine: Way) -> str:
        """Its line of the table."""
        cells = [f"{self.seconds / files * 1000:.2f}", f"{self.processor / files * 1000:.2f}"]
        cells += [f"{self.processor / self.seconds:.2f}", f"{max(cost.megabytes for cost in self.costs):.0f}"]
        cells += [f"{self.seconds / calamine.seconds:.2f}", f"{self.processor / calamine.processor:.2f}"]
        return f"| {self.name} | {' | '.join(cells)} |"


def _collect(*options: str) -> Callable[[Path, Path], Sequence[str]]:
    return lambda inbox, work: [
        *(sys.executable, "-m", "xlsreport", "collect", str(inbox), "--round", str(work / "round"), *options)
    ]


def _program(source: str) -> Callable[[Path, Path], Sequence[str]]:
    return lambda inbox, work: [sys.executable, "-c", source, str(inbox)]


def _crease(inbox: Path, work: Path) -> Sequence[str]:
    template, out = work / "requests.crease.yml", work / "out"
    return [sys.executable, "-m", "crease.cli", "batch", str(inbox), "--template", str(template), "--out", str(out)]


def _datamaps(inbox: Path, work: Path) -> Sequence[str]:
    told = ("import", "templates", "-m", "--datamap", str(work / "datamap.csv"), "--inputdir", str(inbox))
    return [sys.executable, "-c", "from datamaps.main import cli; cli()", *told]


def _at_home(work: Path) -> Mapping[str, str]:
    """Where datamaps keeps its settings and puts what it makes."""
    return {"HOME": str(work), "XDG_CONFIG_HOME": str(work / "config"), "XDG_DATA_HOME": str(work / "data")}


_CALAMINE = Way("python-calamine, all sheets, and nothing else", _program(_READ_ALL), "python_calamine")
"""What all are compared with."""


def ways(few: bool) -> list[Way]:
    """All of them, or those that are quick."""
    tried = [
        Way("`xlsreport collect --processes 1`", _collect("--processes", "1")),
        Way("`xlsreport collect --processes 2`", _collect("--processes", "2")),
        _CALAMINE,
        Way("unzipping and nothing else", _program(_UNZIP_ALL), "zipfile"),
        Way("`openpyxl.load_workbook` and nothing else", _program(_LOAD_ALL), "openpyxl", slow=True),
        Way("`crease batch`, table three only", _crease, "crease", slow=True),
        Way("`datamaps import templates -m`, all entries", _datamaps, "datamaps", _at_home, slow=True),
    ]
    return [way for way in tried if not (few and way.slow)]


def compare(wanted: Wanted, tried: Sequence[Way], repeat: int, saved_by: str) -> None:
    """Run all ways over the same files, by turns, and print their table."""
    missing = sorted({way.needs for way in tried if find_spec(way.needs) is None})
    if missing:
        sys.exit(f"Install what this is compared with ({', '.join(missing)}): pip install -e '.[bench]'")
    with TemporaryDirectory() as name:
        round_, inbox = make(Path(name), wanted)
        if saved_by != "xlsreport":
            inbox = saved(inbox, Path(name, "saved"))
        for turn in range(repeat):
            for way in tried:
                way.run(inbox, round_)
                print(f"turn {turn + 1} of {repeat}: {way.name}", file=sys.stderr, flush=True)
    print(f"\n{wanted.count} files as saved by {saved_by}, the least of {repeat} turns; calamine is 1:\n")
    print("| | ms per file | of the processor | cores busy | MB | times as long | times the processor |")
    print("|---|--:|--:|--:|--:|--:|--:|")
    for way in tried:
        print(way.row(wanted.count, _CALAMINE), flush=True)


def saved(inbox: Path, folder: Path) -> Path:
    """The files as LibreOffice saves them."""
    files = sorted(inbox.iterdir())
    for start in range(0, len(files), _BATCH):
        converted(files[start : start + _BATCH], folder, "xlsx:Calc MS Excel 2007 XML")
    return folder


def grow(sizes: Sequence[int], repeat: int, seed: int) -> None:
    """Collect from larger and larger inboxes in one process and in two, and print what each file takes."""
    print("\n| files | processes | s | ms per file | of the processor | cores busy | MB | times as fast |")
    print("|--:|--:|--:|--:|--:|--:|--:|--:|", flush=True)
    for size in sizes:
        with TemporaryDirectory() as name:
            round_, inbox = make(Path(name), Wanted(size, seed))
            tried = [Way(str(count), _collect("--processes", str(count))) for count in (1, 2)]
            for way in tried * repeat:
                way.run(inbox, round_)
        for way in tried:
            cells = [way.name, f"{way.seconds:.1f}", f"{way.seconds / size * 1000:.2f}"]
            cells += [f"{way.processor / size * 1000:.2f}", f"{way.processor / way.seconds:.2f}"]
            cells += [f"{max(cost.megabytes for cost in way.costs):.0f}", f"{tried[0].seconds / way.seconds:.2f}"]
            print(f"| {size:,} | {' | '.join(cells)} |", flush=True)


def main() -> int:
    """Compare, then grow."""
    parser = argparse.ArgumentParser(description="Times collect, beside others and over larger and larger inboxes.")
    parser.add_argument("--files", type=int, default=1000, help="that are compared; 0 for no comparison (%(default)s)")
    parser.add_argument("--repeat", type=int, default=3, help="(%(default)s)")
    parser.add_argument("--saved-by", choices=["xlsreport", "LibreOffice"], default="xlsreport")
    parser.add_argument("--scale", default="1000,10000,50000", help="sizes of inboxes, or nothing (%(default)s)")
    parser.add_argument("--few", action="store_true", help="leave out the ways that take a minute")
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    if chosen.files:
        wanted = Wanted(chosen.files, chosen.seed, only_readable=True)
        compare(wanted, ways(chosen.few), chosen.repeat, chosen.saved_by)
    if chosen.scale:
        grow([int(size) for size in chosen.scale.split(",")], chosen.repeat, chosen.seed)
    return 0


if __name__ == "__main__":
    sys.exit(main())
