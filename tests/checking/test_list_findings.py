"""Findings about the lines of lists: each names line and cell, and the same fault in many lines is one finding."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from support.acts import ACTS
from support.grants import GOOD, grants, reported
from xlsreport import Finding, check, load_definition, new_submission, read_workbook, write_workbook
from xlsreport.definition.loading.definition_loading import parse_definition
from xlsreport.layout.checklines import LinesLine
from xlsreport.workbook.draft.evaluated_submission import evaluate_submission


def found(lines: Sequence[Mapping[str, Any]], tmp_path: Path, ledger: float = 500, **further: Any) -> list[Finding]:
    """The findings about a report that went through its workbook."""
    file = tmp_path / "grants.xlsx"
    write_workbook(reported(lines, ledger, **further), file)
    return list(check(read_workbook(file, grants())))


def named(findings: Sequence[Finding]) -> list[tuple[str, str, str, str]]:
    return [(one.severity, one.rule, one.place, str(one.cells)) for one in findings]


def test_a_report_in_order_has_no_findings(tmp_path: Path) -> None:
    assert found(GOOD, tmp_path) == []


CHANGES = [
    ({"code": "a1"}, ("error", "kind", "grants.2.code", "'Grants'!B8"), "not written as asked for"),
    ({"fund": "None"}, ("error", "kind", "grants.2.fund", "'Grants'!D8"), "is not one of"),
    ({"amount": "plenty"}, ("error", "kind", "grants.2.amount", "'Grants'!E8"), "is not a number"),
    ({"purpose": ""}, ("error", "filled", "grants.2.purpose", "'Grants'!C8"), "Purpose is blank in line 2."),
    ({"owed": None}, ("error", "filled", "grants.2.owed", "'Grants'!G8"), "Still owed is blank in line 2."),
    ({"loan": "N"}, ("error", "not_asked", "grants.2.owed", "'Grants'!G8"), "Loan is “N” (F8)"),
    ({"owed": 200}, ("error", "owed_within", "grants.2.owed", "'Grants'!G8"), "at most Amount (199.5)"),
    (
        {"amount": 99, "owed": 0},
        ("warning", "large_loans", "grants.2.amount", "'Grants'!E8"),
        "Loans are of 100 or more",
    ),
    ({"amount": 501}, ("error", "within_all", "grants.2.amount", "'Grants'!E8"), "By the ledger · Amount (500)"),
    ({"purpose": " shelves"}, ("error", "once", "grants.1.code", "'Grants'!B7:B8"), "Lines 1, 2 have the same"),
]


@pytest.mark.parametrize(("change", "expected", "words"), CHANGES, ids=lambda value: None)
def test_a_fault_in_a_line_is_told_with_its_line_and_cell(
    change: Mapping[str, Any], expected: tuple[str, str, str, str], words: str, tmp_path: Path
) -> None:
    lines = [GOOD[0], {**GOOD[1], **change}, GOOD[2]]
    findings = [one for one in found(lines, tmp_path) if one.rule != "ledger_agrees"]
    assert named([one for one in findings if one.rule == expected[1]]) == [expected]
    assert {one.rule for one in findings} <= {expected[1], "number"}
    assert words in findings[0].message


def test_a_line_is_called_by_the_pattern_of_the_definition(tmp_path: Path) -> None:
    (finding,) = found([GOOD[0], {**GOOD[1], "owed": 200}, GOOD[2]], tmp_path)
    assert finding.message.startswith("Line 2 (A100 Maps): No more is owed than was lent. Here Still owed (200)")


def test_the_same_fault_in_many_lines_is_one_finding_with_their_numbers(tmp_path: Path) -> None:
    lines = [{**GOOD[2], "purpose": f"Chair {number}", "amount": 10} for number in range(1, 31)]
    for number in (2, 3, 4, 7):
        lines[number - 1] = {**lines[number - 1], "fund": "Sheds"}
    (finding,) = found(lines, tmp_path, 300)
    assert named([finding]) == [("error", "kind", "grants.2.fund", "'Grants'!D8")]
    assert finding.message.endswith(" The same in 3 more lines: 3, 4, 7.")
    assert [str(area) for area in finding.also] == ["'Grants'!D8:D10", "'Grants'!D13"]


def test_two_faults_in_one_column_are_two_findings(tmp_path: Path) -> None:
    lines = [{**GOOD[0], "amount": "plenty"}, {**GOOD[1], "amount": 1.2345}, {**GOOD[2], "amount": "a lot"}]
    faults = [one for one in found(lines, tmp_path) if one.place.endswith(".amount") and one.rule == "kind"]
    assert [(one.rule, str(one.cells), list(map(str, one.also))) for one in faults] == [
        ("kind", "'Grants'!E7", ["'Grants'!E9"]),
        ("kind", "'Grants'!E8", []),
    ]


def test_dates_that_are_none_and_dates_that_are_too_early_are_told_apart(tmp_path: Path) -> None:
    definition = load_definition(ACTS)
    dates = ["9/5/2025", "2019-05-09", "5/9/2025", "2019-01-01"]
    entries = {"acts": [{"name": f"Act {number}", "day": day, "cost": 1} for number, day in enumerate(dates)]}
    file = tmp_path / "acts.xlsx"
    write_workbook(new_submission(definition, agency="Office", year=2025, entries=entries), file)
    first, second = check(read_workbook(file, definition))
    assert (str(first.cells), "may be two dates" in first.message) == ("'Acts'!C4", True)
    assert first.message.endswith("The same in 1 more line: 3.")
    assert (str(second.cells), "is before 1 January 2020" in second.message) == ("'Acts'!C5", True)
    assert second.message.endswith("The same in 1 more line: 4.")


def test_gaps_and_the_end_are_free(tmp_path: Path) -> None:
    assert found([{}, GOOD[0], {}, {}, GOOD[1], GOOD[2], {}], tmp_path) == []


def test_totals_are_those_of_the_lines(tmp_path: Path) -> None:
    (finding,) = found(GOOD, tmp_path, 499)
    assert named([finding])[0][:2] == ("error", "ledger_agrees")
    assert "All grants (500)" in finding.message


def test_lines_although_there_are_none(tmp_path: Path) -> None:
    (finding,) = found(GOOD, tmp_path, **{"grants.nil_return": True})
    assert named([finding]) == [("error", "nil_return", "grants.nil_return", "'Grants'!J4")]
    assert "3 lines are filled in" in finding.message


@pytest.mark.slow
def test_what_stands_below_the_room_is_told_and_not_read(tmp_path: Path) -> None:
    from openpyxl import load_workbook

    file = tmp_path / "grants.xlsx"
    write_workbook(reported(), file)
    book = load_workbook(file)
    book["Grants"]["E47"] = 1000  # the list has room down to row 46
    book.save(file)
    submission = read_workbook(file, grants())
    assert len(submission.lines["grants"]) == 3
    (finding,) = [one for one in check(submission) if one.rule == "room"]
    assert named([finding]) == [("error", "room", "grants", "'Grants'!B47")]
    assert finding.message.startswith("There is room for 40 lines only.")


def test_a_rule_about_the_number_of_lines_leads_to_the_list(tmp_path: Path) -> None:
    rules = "rules: [{id: some, require: count(acts) >= 1, statement: An act is listed}]\n"
    definition = parse_definition(ACTS.read_text("utf-8") + rules)
    file = tmp_path / "acts.xlsx"
    write_workbook(new_submission(definition, agency="Office", year=2025), file)
    (finding,) = check(read_workbook(file, definition))
    assert named([finding]) == [("error", "some", "some", "'Acts'!B4")]


def test_rules_of_a_list_are_open_while_something_of_it_is_blank_or_no_number() -> None:
    def states(change: Mapping[str, Any]) -> set[str]:
        results = evaluate_submission(reported([{**GOOD[0], **change}, GOOD[2]], 500)).results
        return {
            result.state for line, result in results.items() if isinstance(line, LinesLine) and line.list == "grants"
        }

    assert states({}) == {"holds"}
    assert states({"amount": "plenty"}) == states({"purpose": ""}) == {"open"}
    assert states({"purpose": "", "owed": 900, "loan": "Y"}) == {"open", "broken"}
