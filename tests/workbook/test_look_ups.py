"""Answers that must stand in a list: all engines and Python agree, and the sheet offers what stands there."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.agreement import differences
from support.engines import CALCULATING, ENGINES
from support.works import at_random, reported
from xlsreport import write_workbook

SEEDS = range(12)


@pytest.mark.parametrize("engine", CALCULATING)
def test_formulas_come_to_what_python_comes_to(engine: str, tmp_path: Path) -> None:
    files = [tmp_path / f"{seed}.xlsx" for seed in SEEDS]
    for seed, file in zip(SEEDS, files, strict=True):
        write_workbook(at_random(seed), file)
    found = {
        file.name: differences(file, calculated) for file, calculated in zip(files, ENGINES[engine](files), strict=True)
    }
    assert {name: different for name, different in found.items() if different} == {}


def test_a_drop_down_shows_the_lines_of_the_list(tmp_path: Path) -> None:
    from openpyxl import load_workbook

    write_workbook(reported(), tmp_path / "works.xlsx")
    rules = load_workbook(tmp_path / "works.xlsx")["Paid"].data_validations.dataValidation
    (formula,) = (rule.formula1 for rule in rules if rule.type == "list")
    assert formula.startswith("OFFSET('Contracts'!$B$4,0,0,")
