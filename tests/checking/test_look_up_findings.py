"""Answers that must stand in a list: what stands nowhere is told with its line and cell."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from support.returning import received, returned
from support.works import CONTRACTS, DIVISIONS, PAYMENTS, reported, works
from xlsreport import Finding, Submission, check, read_workbook, write_workbook
from xlsreport.checking.evaluation.submission_values import Values


def found(submission: Submission, tmp_path: Path) -> list[Finding]:
    """The findings about a report that went through its workbook."""
    write_workbook(submission, tmp_path / "works.xlsx")
    return list(check(read_workbook(tmp_path / "works.xlsx", works())))


def named(findings: list[Finding]) -> list[tuple[str, str, str, str]]:
    return [(one.severity, one.rule, one.place, str(one.cells)) for one in findings]


def test_a_report_in_order_has_no_findings(tmp_path: Path) -> None:
    assert found(reported(), tmp_path) == []


CHANGES: list[tuple[dict[str, Any], list[tuple[str, str, str, str]]]] = [
    (
        {"payments": [{**PAYMENTS[0], "contract": "C-3"}]},
        [
            ("error", "kind", "payments.1.contract", "'Paid'!B4"),
            ("warning", "under_contract", "payments.1.contract", "'Paid'!B4"),
            ("error", "within_contract", "payments.1.amount", "'Paid'!D4"),
        ],
    ),
    (
        {"divisions": [*DIVISIONS, {}, {"name": "Pumps", "parent": "Pipes"}]},
        [("error", "kind", "divisions.5.parent", "'Divisions'!C8")],
    ),
    (
        {"contracts": [{**CONTRACTS[0], "division": "Dam"}, CONTRACTS[1]]},
        [("error", "kind", "contracts.1.division", "'Contracts'!C4")],
    ),
    ({"offices.head.division": "Boats"}, [("error", "kind", "offices.head.division", "'Payments'!B9")]),
    ({"lead": "Boats"}, [("error", "kind", "lead", "'Cover'!B7")]),
]


@pytest.mark.parametrize(("change", "expected"), CHANGES)
def test_an_answer_that_stands_nowhere_is_told(
    change: dict[str, Any], expected: list[tuple[str, str, str, str]], tmp_path: Path
) -> None:
    findings = found(reported(**change), tmp_path)
    assert named(findings) == expected
    assert "does not stand in the column" in findings[0].message


def test_a_finding_names_the_column_and_the_sheet(tmp_path: Path) -> None:
    finding, *_ = found(reported(payments=[{**PAYMENTS[0], "contract": "C-3"}]), tmp_path)
    assert finding.message == (
        "Line 1: Contract: “C-3” does not stand in the column “Number” of the sheet “Contracts”. "
        "Enter it there first, or choose what stands there."
    )


def test_case_width_and_blanks_are_no_fault_and_are_written_as_in_the_list(tmp_path: Path) -> None:
    given = reported(payments=[{**PAYMENTS[0], "contract": "c-1"}, {**PAYMENTS[2], "contract": " Ｃ－2 "}])
    assert [line.entries[place].stated for line in given.lines["payments"] for place in line.entries][::3] == [
        "C-1",
        "C-2",
    ]
    assert found(given, tmp_path) == []


@pytest.mark.slow
def test_faults_go_back_with_formulas_that_settle_them(tmp_path: Path) -> None:
    faults: dict[str, Any] = {"lead": "Boats", "offices.yard.division": "Boats", "contracts": CONTRACTS[1:]}
    remarks = returned(received(reported(**faults), tmp_path), tmp_path / "returned.xlsx")
    assert sorted(remark.label for remark in remarks.errors) == [
        "Lead division",
        "Line 1 · Amount",
        "Line 1 · Contract",
        "Yard · Kept by",
    ]
    again = list(check(read_workbook(tmp_path / "returned.xlsx", works())))
    assert {one.place for one in again if one.rule == "kind"} == {
        "payments.1.contract",
        "lead",
        "offices.yard.division",
    }
    assert any(one.message.endswith(" The same in 1 more line: 2.") for one in again)


SUMS: list[tuple[dict[str, Any], list[tuple[str, str, str, str]], str]] = [
    (
        {"payments": [*PAYMENTS, {**PAYMENTS[0], "day": "2025-05-01", "amount": 500}]},
        [("error", "within_ceiling", "contracts.1.paid", "'Contracts'!E4")],
        "Line 1 (C-1 Dams): No more is paid than was agreed.",
    ),
    (
        {"payments": [{**PAYMENTS[2], "amount": 250.75}]},
        [
            ("error", "within_ceiling", "contracts.2.paid", "'Contracts'!E5"),
            ("error", "within_contract", "payments.1.amount", "'Paid'!D4"),
        ],
        "",
    ),
    (
        {"by_division.west.agreed": 250},
        [("error", "agreed_by_division", "by_division.west.agreed", "'Payments'!B4")],
        "Contracts · Ceiling in the lines with Division “Mains, west”) = 250.5",
    ),
    (
        {
            "contracts": [*CONTRACTS, {**CONTRACTS[0], "division": "Leak* patrol?", "ceiling": 2000}],
            "by_division.patrol.agreed": 1,
        },
        [("error", "agreed_by_division", "by_division.patrol.agreed", "'Payments'!B5")],
        "",
    ),
]


@pytest.mark.parametrize(("change", "expected", "said"), SUMS)
def test_sums_over_the_lines_of_a_key_are_compared(
    change: dict[str, Any], expected: list[tuple[str, str, str, str]], said: str, tmp_path: Path
) -> None:
    findings = [one for one in found(reported(**change), tmp_path) if one.severity == "error"]
    assert named(findings) == expected
    assert said in findings[0].message


def test_totals_of_tables_count_the_lines_of_their_row() -> None:
    values = Values(reported())
    shown = {str(place): values.shown(place) for place in works().places if place.table in ("by_division", "offices")}
    assert [shown[f"by_division.{row}.number"] for row in ("dams", "west", "patrol", "all")] == [1, 1, 0, 2]
    assert [shown[f"by_division.{row}.large"] for row in ("dams", "west", "patrol")] == [1, 1, 0]
    assert [shown[f"offices.{row}.kept"] for row in ("head", "yard")] == [1, 0]


def test_lines_out_of_order_are_told_once_with_all_their_numbers(tmp_path: Path) -> None:
    days = ["2025-03-01", "2025-02-01", None, "2025-02-02", "2025-02-02", "2025-01-31"]
    amounts = [10, 10, 10, 9, 10, 10]
    payments = [{"contract": "C-1", "day": day, "amount": amount} for day, amount in zip(days, amounts, strict=True)]
    payments.insert(1, {})
    (finding,) = [one for one in found(reported(payments=payments), tmp_path) if one.rule == "by_day"]
    assert named([finding]) == [("error", "by_day", "payments.3.day", "'Paid'!C6")]
    assert [str(area) for area in finding.also] == ["'Paid'!C9:C10"]
    assert finding.message == (
        "Payments stand in the order of their days, the greatest first. Lines 3, 6, 7 should stand further up."
    )


ALIKE = [
    ("St. Mary's", "St Marys", True),
    ("Café  Central", "cafe-central", True),
    ("Ｗｅｓｔ １", "West 1", True),
    ("North", "Norths", False),
    ("A", "a", False),  # distinct itself finds these
    ("か", "が", False),
    ("--", "...", False),
]


@pytest.mark.parametrize(("one", "other", "are_alike"), ALIKE)
def test_lines_that_are_probably_the_same_are_a_warning(one: str, other: str, are_alike: bool, tmp_path: Path) -> None:
    divisions = [*DIVISIONS, {"name": one}, {"name": other}]
    findings = [each for each in found(reported(divisions), tmp_path) if each.rule == "alike"]
    expected = [("warning", "alike", "divisions.4.name", "'Divisions'!B7:B8")] if are_alike else []
    assert named(findings) == expected
    assert all("Lines 4, 5 differ only in" in each.message for each in findings)


def test_lines_that_are_probably_the_same_go_back_as_a_remark(tmp_path: Path) -> None:
    divisions = [*DIVISIONS, {"name": "St. Mary's"}, {"name": "St Marys"}]
    remarks = returned(received(reported(divisions), tmp_path), tmp_path / "returned.xlsx")
    assert [remark.finding.rule for remark in remarks.warnings] == ["alike"]
