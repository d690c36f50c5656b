"""Sheets of lists: what is written is read back, wherever its lines stand, and every engine comes to the same."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from support.agreement import differences
from support.engines import CALCULATING, ENGINES, calculates
from support.grants import GRANTS, at_random, grants, reported
from xlsreport import check, read_workbook, write_workbook
from xlsreport.definition.loading.definition_loading import parse_definition
from xlsreport.document.content.model import TableNote
from xlsreport.document.content.report_builder import build_document
from xlsreport.submission.submission import Submission

SEEDS = range(12)


def held(submission: Submission) -> dict[str, list[tuple[int, dict[str, object]]]]:
    """What the lines of a submission hold, with their numbers."""
    return {
        name: [(line.number, {place.column: entry.held for place, entry in line.entries.items()}) for line in lines]
        for name, lines in submission.lines.items()
        if lines
    }


@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_written_is_read_back(seed: int, tmp_path: Path) -> None:
    given = at_random(seed)
    write_workbook(given, tmp_path / "grants.xlsx")
    assert held(read_workbook(tmp_path / "grants.xlsx", grants())) == held(given)


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


@pytest.mark.slow
@pytest.mark.parametrize("seed", [3, 8])
def test_sorted_and_parted_lines_are_judged_alike(seed: int, tmp_path: Path) -> None:
    """As after sorting by any column, or leaving gaps: but for the numbers of lines nothing changes."""
    given = at_random(seed, most=25)
    lines = [line.entries for line in given.lines["grants"]]
    random.Random(seed).shuffle(lines)
    typed = [{place.column: entry.typed for place, entry in entries.items()} for entries in lines]
    moved = reported([one for line in typed for one in (line, {})][:40], 250.5)
    still = reported(typed, 250.5)

    def judged(submission: Submission) -> list[tuple[str, str, int]]:
        write_workbook(submission, tmp_path / "grants.xlsx")
        findings = check(read_workbook(tmp_path / "grants.xlsx", grants()))
        return sorted((one.rule, one.severity, sum(area.size for area in one.also)) for one in findings)

    assert len(typed) <= 20
    assert [rule for rule, *_ in judged(moved)] == [rule for rule, *_ in judged(still)]


def test_a_line_is_unlocked_where_something_is_entered_and_nowhere_else(tmp_path: Path) -> None:
    from openpyxl import load_workbook

    write_workbook(reported(), tmp_path / "grants.xlsx")
    sheet = load_workbook(tmp_path / "grants.xlsx")["Grants"]
    unlocked = {cell.coordinate[0] for cell in sheet[10] if not cell.protection.locked}
    assert unlocked == set("BCDEFGH")
    assert sheet.auto_filter.ref == "B6:H46"
    assert sheet.protection.sheet
    assert not sheet.protection.sort
    assert not sheet.protection.autoFilter


def test_the_remark_of_a_list_stands_above_its_headings(tmp_path: Path) -> None:
    remark = "        remark: [Count each grant once., Loans are grants.]\n        nil_return: No grants were received"
    form = parse_definition(GRANTS.read_text("utf-8").replace("        nil_return: No grants were received", remark))
    given = replace(reported(), definition=form)
    file = tmp_path / "grants.xlsx"
    write_workbook(given, file)
    column = [cell.value for cell in openpyxl.load_workbook(file)["Grants"]["A"][:8]]
    assert column[2:4] == ["Count each grant once.", "Loans are grants."]
    read = read_workbook(file, form)
    assert held(read) == held(given)
    assert check(read) == ()
    document = build_document(read)
    assert [part.text for part in document.parts if isinstance(part, TableNote)][-2:] == column[2:4]
