"""The same fault in many cells of a table is one finding; in a few cells each has its own."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from abuse.package import Package
from support.engines import by_ironcalc
from support.files import official
from support.returning import received, returned
from xlsreport import Place, Submission, check, new_submission
from xlsreport.checking.figures.implied_rules import MAX_APART
from xlsreport.layout.cells import CellRef
from xlsreport.layout.workbook_layout import layout_of
from xlsreport.messages import messages_for
from xlsreport.submission.unclear_reasons import UnclearCell

ZH = messages_for("zh-CN")


def places(count: int) -> list[Place]:
    """So many entries of the table of requests, row by row."""
    found = official().entry_places("requests", numeric=True)
    return list(found)[:count]


def report(typed: dict[Place, Any]) -> Submission:
    """A report of zeros but for what was typed."""
    zeros: dict[Any, Any] = dict.fromkeys(official().entry_places("requests"), 0)
    return new_submission(official(), agency="示例县", year=2025, entries=zeros | typed)


def about_entries(submission: Submission) -> list[tuple[str, str, int]]:
    """The rule and cell of each finding about entries, and of how many cells it is."""
    found = [each for each in check(submission) if each.rule in ("number", "kind", "sign")]
    return [(f.rule, f.cell, f.cells.size + sum(area.size for area in f.also)) for f in found]


def test_a_word_for_none_in_many_cells_is_one_finding_that_names_them() -> None:
    few = report(dict.fromkeys(places(MAX_APART), "无"))
    assert [size for _, _, size in about_entries(few)] == [1] * MAX_APART
    many = report(dict.fromkeys(places(MAX_APART + 1), "无"))
    (finding,) = (each for each in check(many) if each.rule == "number")
    assert (finding.cell, finding.place, finding.found) == ("D7", str(places(1)[0]), "无")
    assert finding.message.endswith(ZH("finding.likewise", count=MAX_APART, cells="E7:I7"))
    assert [area.a1 for area in finding.also] == ["E7:I7"]


def test_faults_that_are_mended_otherwise_stay_apart() -> None:
    first, *others = (places(40)[start : start + 8] for start in range(0, 32, 8))
    typed = dict.fromkeys(first, "3件") | dict.fromkeys(others[0], 1.5) | dict.fromkeys(others[1], -2)
    found = about_entries(report({**typed, others[2][0]: "很多"}))
    assert sorted((rule, size) for rule, _, size in found) == [("kind", 1), ("kind", 8), ("number", 8), ("sign", 8)]


def test_a_suspected_figure_does_not_take_the_findings_about_others_with_it() -> None:
    found = about_entries(report(dict.fromkeys(places(12), -2)))
    assert [(rule, size) for rule, _, size in found if rule == "sign"] == [("sign", 12)]


@pytest.mark.slow
def test_a_remark_about_many_cells_is_open_until_the_last_of_them_is_mended(tmp_path: Path) -> None:
    wrong = places(MAX_APART + 3)
    remarks = returned(received(report(dict.fromkeys(wrong, "—")), tmp_path), tmp_path / "returned.xlsx")
    number = next(one.number for one in remarks.about_cells if one.finding.rule == "number")
    states = []
    for mended in (wrong[:0], wrong[1:], wrong):
        package = Package(tmp_path / "returned.xlsx")
        for place in mended:
            package.put(layout_of(official()).cell(place), 0)
        package.save(tmp_path / "mended.xlsx")
        (values,) = by_ironcalc([tmp_path / "mended.xlsx"])
        sheet = next(name for name, _ in values)
        listed = [value for (at, cell), value in values.items() if at == sheet and cell.startswith("F")]
        states.append(listed[number - 1])
    assert states == [ZH("returned.open_warning"), ZH("returned.open_warning"), ZH("returned.done")]


def test_cells_and_paragraphs_that_are_struck_out_are_one_finding_for_each_table_and_text() -> None:
    struck = [UnclearCell("struck", str(place), layout_of(official()).cell(place), "3") for place in places(9)]
    lines = [CellRef("一、总体情况", 5 + number, 1) for number in range(7)]
    struck += [UnclearCell("struck", "overview", line, "废话") for line in lines]
    struck += [UnclearCell("raised", "overview", lines[0], "1")]
    submission = replace(report({}), unclear=tuple(struck))
    found = [each for each in check(submission) if each.rule == "appearance"]
    assert [(each.place, each.cell, len(each.also)) for each in found] == [
        ("overview", "B6", 0),
        ("overview", "B6", 1),
        (str(places(1)[0]), "D7", 2),
    ]
    assert [each.found for each in found if each.also] == ["废话", "3"]
