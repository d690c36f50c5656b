"""A list without lines: somebody has to say that there is nothing to list, as the workbook and the check tell alike."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from support.agreement import differences
from support.engines import CALCULATING, ENGINES
from xlsreport import Finding, Submission, check, new_submission, read_workbook, write_workbook
from xlsreport.definition.definition import Definition
from xlsreport.definition.loading.definition_loading import parse_definition
from xlsreport.workbook.draft.evaluated_submission import evaluate_submission

FORM = """\
id: vehicles
edition: "1"
language: en
name: Vehicles
title: Vehicles of {agency}
period: {label: Year, text: "{year}"}
cover:
  - {id: owns, label: Owns vehicles, kind: {name: choice, options: ["Yes", "No"]}}
sections:
  - id: fleet
    heading: 1. Vehicles
    sheet: Vehicles
    tables:
      - id: cars
        nil_return: There is no car
        required: {when: cover.owns == "Yes"}
        list: {most: 20, sheet: Cars}
        columns:
          - {id: plate, label: Plate, kind: text}
          - {id: leased, label: Leased, kind: {name: choice, options: ["Y", "N"]}, required: {when: filled(plate)}}
        rules:
          - {id: once, distinct: [plate], statement: Each car stands in one line}
      - id: bikes
        nil_return: There is no bicycle
        list: {most: 20, sheet: Bicycles}
        columns:
          - {id: number, label: Number}
          - {id: colour, label: Colour, kind: text, required: false}
      - id: boats
        nil_return: There is no boat
        required: false
        list: {most: 20, sheet: Boats}
        columns: [{id: length, label: Length}]
"""

SHEETS = {"cars": "Cars", "bikes": "Bicycles"}
CASES: Mapping[str, tuple[Mapping[str, Any], tuple[str, ...]]] = {
    "nothing known": ({}, ("bikes",)),
    "asked": ({"owns": "Yes"}, ("cars", "bikes")),
    "not asked": ({"owns": "No"}, ("bikes",)),
    "said": ({"owns": "Yes", "cars.nil_return": True, "bikes.nil_return": True}, ()),
    "filled": ({"owns": "Yes", "cars": [{"plate": "A1", "leased": "Y"}], "bikes": [{"number": 3}]}, ()),
    "said although filled": ({"owns": "No", "bikes": [{"number": 3}], "bikes.nil_return": True}, ()),
}
"""What is entered, and the lists that are empty without a word."""


@pytest.fixture(scope="module")
def form() -> Definition:
    return parse_definition(FORM)


def reported(form: Definition, entries: Mapping[str, Any]) -> Submission:
    return new_submission(form, agency="Bay", year=2025, entries=entries)


def unanswered(findings: tuple[Finding, ...]) -> list[tuple[str, str, str]]:
    return [
        (one.severity, one.place, str(one.cells)) for one in findings if one.rule == "filled" and one.place != "owns"
    ]


@pytest.mark.parametrize("case", CASES)
def test_an_empty_list_without_a_word_is_an_error_where_it_is_asked(case: str, form: Definition) -> None:
    entries, silent = CASES[case]
    cells = {name: f"'{SHEETS[name]}'!C3" for name in silent}
    found = unanswered(check(reported(form, entries)))
    assert found == [("error", f"{name}.nil_return", cell) for name, cell in cells.items()]


def test_the_answer_that_there_is_something_is_told_apart(form: Definition) -> None:
    (finding,) = (
        one
        for one in check(replace(reported(form, {"owns": "No"}), declined=frozenset({"bikes"})))
        if one.rule == "filled"
    )
    assert finding.message.startswith("It is answered that there is something to list, and no line is filled in.")


def test_the_sheet_asks_and_marks_the_answer(form: Definition, tmp_path: Path) -> None:
    write_workbook(reported(form, {"owns": "Yes", "bikes.nil_return": True}), tmp_path / "vehicles.xlsx")
    book = openpyxl.load_workbook(tmp_path / "vehicles.xlsx", data_only=True)
    ask = "No line is filled in: fill in the lines, or answer yes above the headings."
    assert book["Cars"]["A2"].value == ask
    assert book["Bicycles"]["A2"].value.startswith("Lines filled in: 0")
    coloured = {str(area.sqref): area.rules[0].formula for area in book["Cars"].conditional_formatting}
    assert coloured["C3"] == [f'$A$2="{ask}"']
    assert [cell.value for cell in book["Cars"]["C"][:3]][2] is None


@pytest.mark.slow
@pytest.mark.parametrize("engine", CALCULATING)
def test_formulas_come_to_what_python_comes_to(engine: str, form: Definition, tmp_path: Path) -> None:
    files = [tmp_path / f"{number}.xlsx" for number in range(len(CASES))]
    for file, (entries, _) in zip(files, CASES.values(), strict=True):
        write_workbook(reported(form, entries), file)
    found = {
        file.name: differences(file, calculated) for file, calculated in zip(files, ENGINES[engine](files), strict=True)
    }
    assert {name: different for name, different in found.items() if different} == {}


def test_the_verdict_counts_it_until_it_is_answered(form: Definition, tmp_path: Path) -> None:
    before = reported(form, {"owns": "Yes"})
    assert evaluate_submission(before).verdict.unfilled == 2
    answered = reported(form, {"owns": "Yes", "cars.nil_return": True, "bikes.nil_return": True})
    write_workbook(answered, tmp_path / "vehicles.xlsx")
    read = read_workbook(tmp_path / "vehicles.xlsx", form)
    assert evaluate_submission(read).verdict.open == 0
    assert check(read) == ()
