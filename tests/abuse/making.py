"""Makes the abused workbooks of one edition, those of LibreOffice in one start, and sees that each was abused."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl

from abuse.catalogue import ABUSES
from abuse.deed import Deed, InCalc, InOpenpyxl, InParts
from abuse.form import form
from abuse.package import Package
from support.made_once import made_once
from support.office import UNTIL_CLOSED, python_of_the_bridge
from support.patience import HANG_SECONDS
from xlsreport import Submission, write_workbook

_SCRIPT = Path(__file__).with_name("in_calc.py")
_STARTS = 3


def made(edition: str, names: Sequence[str], folder: Path) -> Path:
    """A folder with workbooks of an edition to which these abuses were done, by the first test process that asks."""

    def make_all(target: Path) -> None:
        filled = form(edition)
        make(filled.submission, {name: ABUSES[name](filled) for name in names}, target)

    return made_once(folder / edition, make_all)


def make(submission: Submission, deeds: Mapping[str, Deed], folder: Path) -> None:
    """Write ``base.xlsx`` and a file named after each abuse."""
    base = folder / "base.xlsx"
    write_workbook(submission, base)
    if by_calc := {
        (base, folder / f"{name}.xlsx"): deed.how for name, deed in deeds.items() if isinstance(deed.how, InCalc)
    }:
        in_calc(by_calc)
    for name, deed in deeds.items():
        _elsewhere(base, folder / f"{name}.xlsx", deed)
        assert deed.shows(Package(folder / f"{name}.xlsx")), f"{name} was not done to {submission.definition.name}"


def _elsewhere(base: Path, target: Path, deed: Deed) -> None:
    match deed.how:
        case InParts(change):
            package = Package(base)
            change(package)
            package.save(target)
        case InOpenpyxl(change_book):
            book = openpyxl.load_workbook(base)
            change_book(book)
            book.save(target)


def in_calc(deeds: Mapping[tuple[Path, Path], InCalc]) -> None:
    """Let LibreOffice do something to files, each saved as another; where it dies, it is started again for the rest."""
    run_in_calc(
        [{"source": str(base), "target": str(target), "steps": how.steps} for (base, target), how in deeds.items()]
    )


def in_calc_command() -> list[str]:
    """What starts :mod:`abuse.in_calc`, whose LibreOffice ends when it does, also where it is killed."""
    return [python_of_the_bridge(), str(_SCRIPT), *UNTIL_CLOSED]


def run_in_calc(jobs: list[dict[str, Any]]) -> None:
    """Hand jobs to :mod:`abuse.in_calc`, which says of what they consist."""
    sources = {Path(job["source"]) for job in jobs}
    for _ in range(_STARTS):
        for base in sources:
            base.with_name(f".~lock.{base.name}#").unlink(missing_ok=True)  # left by a LibreOffice that died
        command, given = in_calc_command(), json.dumps(jobs)
        done = subprocess.run(command, input=given, capture_output=True, text=True, timeout=HANG_SECONDS, check=False)
        finished = done.stdout.splitlines()
        jobs = [job for job in jobs if job["target"] not in finished]
        if not jobs:
            return
    raise AssertionError(f"LibreOffice with python3-uno is needed, and failed {_STARTS} times: {done.stderr}")
