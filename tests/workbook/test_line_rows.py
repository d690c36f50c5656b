"""Tables with a row for each line of a list: what is written is read back, and every engine comes to the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.agreement import differences
from support.engines import CALCULATING, ENGINES
from support.offices import at_random, offices
from xlsreport import Submission, check, read_workbook, write_workbook

SEEDS = range(14)


def errors(submission: Submission) -> list[tuple[str, str, str]]:
    """The errors that a check finds."""
    return [(one.rule, one.place, one.message) for one in check(submission) if one.severity == "error"]


@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_written_is_read_back(seed: int, tmp_path: Path) -> None:
    given = at_random(seed)
    write_workbook(given, tmp_path / "offices.xlsx")
    found = read_workbook(tmp_path / "offices.xlsx", offices())
    assert {p: e.held for p, e in found.entries.items()} == {p: e.held for p, e in given.entries.items()}
    assert errors(found) == errors(given)


@pytest.mark.parametrize("engine", CALCULATING)
def test_formulas_come_to_what_python_comes_to(engine: str, tmp_path: Path) -> None:
    files = [tmp_path / f"{seed}.xlsx" for seed in SEEDS]
    for seed, file in zip(SEEDS, files, strict=True):
        write_workbook(at_random(seed), file)
    found = {
        file.name: differences(file, calculated) for file, calculated in zip(files, ENGINES[engine](files), strict=True)
    }
    assert {name: different for name, different in found.items() if different} == {}
