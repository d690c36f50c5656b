"""Answers that must stand in a list: all engines and Python agree, and the sheet offers what stands there."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.agreement import differences
from support.engines import CALCULATING, ENGINES, calculates
from support.works import WORKS, at_random, reported
from xlsreport import check, new_submission, read_workbook, variant_of, write_workbook
from xlsreport.definition.loading.definition_loading import parse_definition

SEEDS = range(12)


@pytest.mark.slow
@pytest.mark.parametrize("engine", CALCULATING)
def test_formulas_come_to_what_python_comes_to(engine: str, tmp_path: Path) -> None:
    seeds = calculates(engine, SEEDS)
    files = [tmp_path / f"{seed}.xlsx" for seed in seeds]
    for seed, file in zip(seeds, files, strict=True):
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


def test_bodies_that_are_not_asked_for_the_list_may_answer_anything(tmp_path: Path) -> None:
    form = WORKS.read_text(encoding="utf-8")
    form = form.replace(
        "cover:", "bodies: [{id: big, label: Big, names: [Big]}, {id: small, label: Small, names: [Bay]}]\ncover:", 1
    )
    form = form.replace("- id: divisions\n        list:", "- id: divisions\n        bodies: [big]\n        list:", 1)
    small = variant_of(parse_definition(form), ("small",))
    given = new_submission(small, agency="Bay", year=2025, entries={"lead": "Anything"})
    write_workbook(given, tmp_path / "works.xlsx")
    findings = check(read_workbook(tmp_path / "works.xlsx", small))
    assert [one for one in findings if one.place == "lead"] == []
