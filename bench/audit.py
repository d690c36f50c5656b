"""Times ``xlsreport audit`` over many published pages, and counts which faults of them it tells.

Usage: ``python bench/audit.py [--pages 1000] [--processes 1 2]`` on Linux, with the extra ``test``. The pages are
made-up reports as they are rendered; half of them are given a fault of a kind that published reports have. It prints a
Markdown table of the cost and one of the faults, and ends with 1 where a page without a fault was said to have an
error, or a fault was not told.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # where the package of this folder is found
sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from bench.made_up.figures import figures
from bench.made_up.inbox import agencies
from bench.made_up.texts import texts
from bench.measuring import cost_of
from xlsreport import Definition, build_document, load_definition, new_submission, render

_FORM = "cn-gov-info-disclosure/2021"
_YEAR = 2025


@dataclass(frozen=True)
class PlantedFault:
    """A fault that a page is given: how it is called, what changes the page, and the kind of finding that tells it."""

    name: str
    change: Callable[[str, Random], str]
    kind: str


def _printed(place: str, text: str) -> Callable[[str, Random], str]:
    """Prints something else at a place."""
    pattern = re.compile(rf'(data-place="{re.escape(place)}">)[^<]*')
    return lambda page, _: pattern.sub(rf"\g<1>{text}", page)


def _added(place: str) -> Callable[[str, Random], str]:
    """Adds something to a figure."""
    pattern = re.compile(rf'(data-place="{re.escape(place)}">)([0-9]+)')
    return lambda page, draw: pattern.sub(lambda found: f"{found[1]}{int(found[2]) + draw.randint(1, 9)}", page)


def _without_column(column: str) -> Callable[[str, Random], str]:
    """Leaves a column blank."""
    pattern = re.compile(rf'(data-place="requests\.[a-z_]+\.{column}">)[^<]*')
    return lambda page, _: pattern.sub(r"\g<1>", page)


def _of_the_year_before(page: str, _: Random) -> str:
    """Makes the statistical period in the preamble that of the year before."""
    before = str(_YEAR - 1)
    return re.sub(rf"{_YEAR}(年1月1日至){_YEAR}(年12月31日)", rf"{before}\g<1>{before}\g<2>", page)


FAULTS: tuple[PlantedFault, ...] = (
    PlantedFault("a wrong total", _printed("remedies.cases.review_all", "999"), "total"),
    PlantedFault("a figure that breaks the balance", _added("requests.received.natural"), "rule"),
    PlantedFault("a blank column", _without_column("welfare"), "missing"),
    PlantedFault("a blank figure", _printed("proactive.penalties.decisions", ""), "missing"),
    PlantedFault("“/” for none", _printed("requests.state_secret.research", "/"), "entry"),
    PlantedFault("a unit in the cell", _printed("proactive.fees.charged", "12.5万元"), "entry"),
    PlantedFault("another statistical period", _of_the_year_before, "period"),
    PlantedFault("a total without its parts", _added("requests.disposed.all"), "total"),
)


def main() -> int:
    """Make the pages, audit them, and print the tables."""
    parser = argparse.ArgumentParser(description="Audits made-up pages.")
    parser.add_argument("--pages", type=int, default=1000, help="how many (%(default)s)")
    parser.add_argument("--processes", type=int, nargs="*", default=[1, 2], help="cores (1 and 2)")
    chosen = parser.parse_args()
    with TemporaryDirectory() as folder:
        planted = _pages(Path(folder, "pages"), chosen.pages)
        print("| processes | s | ms per page | of the processor | cores busy | MB |")
        print("|---|--:|--:|--:|--:|--:|")
        for processes in chosen.processes:
            _timed(Path(folder), processes, chosen.pages)
        cost_of(_command(Path(folder), "audit.json"))
        told = json.loads(Path(folder, "audit.json").read_text(encoding="utf-8"))
    return _faults_told(told, planted)


def _pages(folder: Path, count: int) -> Mapping[str, PlantedFault | None]:
    """Write the pages: by file the fault that each was given."""
    folder.mkdir()
    definition, planted = load_definition(_FORM), dict[str, PlantedFault | None]()
    for number, agency in enumerate(agencies(count)):
        draw = Random(number)
        fault = FAULTS[number // 2 % len(FAULTS)] if number % 2 else None
        page = _page(definition, agency.name, draw)
        name = f"{number:05}.html"
        (folder / name).write_text(fault.change(page, draw) if fault else page, encoding="utf-8")
        planted[name] = fault
    return planted


def _page(definition: Definition, agency: str, draw: Random) -> str:
    known = figures(definition, draw)
    entries = {str(place): number for place, number in known.entries.items()}
    told = {**entries, **texts(draw, agency, _YEAR, known)}
    submission = new_submission(definition, agency=agency, year=_YEAR, entries=told)
    return render(build_document(submission, draft=True), "html").decode()


def _timed(folder: Path, processes: int, pages: int) -> None:
    cost = cost_of([*_command(folder, "audit.xlsx"), "--processes", str(processes)])
    of_processor = cost.processor / pages * 1000
    print(
        f"| {processes} | {cost.seconds:.0f} | {cost.seconds / pages * 1000:.0f} | {of_processor:.0f} "
        f"| {cost.cores:.2f} | {cost.megabytes:.0f} |"
    )


def _command(folder: Path, output: str) -> list[str]:
    written = ["-o", str(folder / output), "--force", "--definition", _FORM]
    return [sys.executable, "-m", "xlsreport", "audit", str(folder / "pages"), *written]


def _faults_told(told: Mapping[str, object], planted: Mapping[str, PlantedFault | None]) -> int:
    """Print how many faults of each kind were told; 1 where one was not, or an error was told that there is not."""
    reports = list(_kinds(told))
    made, found, false = Counter[str](), Counter[str](), 0
    for file, kinds, errors in reports:
        fault = planted[file]
        if fault is None:
            false += bool(errors)
        else:
            made[fault.name] += 1
            found[fault.name] += fault.kind in kinds
    print("\n| fault | pages | told |\n|---|--:|--:|")
    for fault in FAULTS:
        print(f"| {fault.name} | {made[fault.name]} | {found[fault.name]} |")
    print(
        f"\n{len(planted) - len(reports)} pages not read; {false} of {len(planted) - sum(made.values())} sound pages "
        "have an error."
    )
    return int(made != found or false > 0 or len(reports) < len(planted))


def _kinds(told: Mapping[str, object]) -> Iterator[tuple[str, Sequence[str], int]]:
    reports = told["reports"]
    assert isinstance(reports, list)
    for report in reports:
        kinds = [finding["kind"] for finding in report["findings"]]
        yield report["file"], kinds, sum(finding["severity"] == "error" for finding in report["findings"])


if __name__ == "__main__":
    sys.exit(main())
