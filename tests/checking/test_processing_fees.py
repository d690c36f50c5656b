"""The Chinese form with the list of processing fees: all else is the standard form, and texts agree with the list."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from support.definitions import loaded
from xlsreport import Definition, Place, check, load_entries, new_submission, read_workbook
from xlsreport.cli import main

ENTRIES = Path(__file__).parents[2] / "samples" / "county-2025-fees" / "entries.yaml"
STANDARD = "cn-gov-info-disclosure/2021"


@cache
def with_fees() -> Definition:
    return loaded(f"{STANDARD}-fees")


def told(**changes: Any) -> list[tuple[str, str, str]]:
    """Severity, rule and place of each finding about the sample, with some entries changed."""
    entries: Mapping[str, Any] = {**load_entries(ENTRIES), **changes}
    submission = new_submission(with_fees(), agency="某县人民政府", year=2025, entries=entries)
    return [(one.severity, one.rule, one.place) for one in check(submission)]


def fees(*lines: tuple[str, object, object]) -> list[dict[str, object]]:
    return [dict(zip(("unit", "cases", "amount"), line, strict=True)) for line in lines]


def test_all_else_is_the_standard_form() -> None:
    standard = loaded(STANDARD)
    assert with_fees().places == standard.places
    assert with_fees().sections[: len(standard.sections)] == standard.sections
    assert [section.id for section in with_fees().sections[len(standard.sections) :]] == ["fee_section"]
    assert with_fees().predecessors == (with_fees().name, STANDARD, "cn-gov-info-disclosure/2019")


@pytest.mark.slow
def test_a_workbook_of_the_standard_form_serves_as_that_of_last_year(tmp_path: Path) -> None:
    standard, file = ENTRIES.parents[1] / "shuyang-2025" / "workbook.xlsx", tmp_path / "workbook.xlsx"
    asked = ("new", with_fees().name, "--year", "2026", "--previous", str(standard), "-o", str(file))
    assert CliRunner().invoke(main, asked).exit_code == 0
    assert read_workbook(file).previous[Place.parse("requests.carried_out.natural")] == 31


TEXT = "信息处理费：{said}。没有其他需要报告的事项。"


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("全县共对4件申请收取信息处理费，实收1290元", []),
        ("全县收取信息处理费1290元，涉及申请4件", []),
        ("全县收取信息处理费0.129万元", []),
        ("全县收取信息处理费1380元", [("warning", "processing_fees_in_text", "other_matters")]),
        ("本年度没有收取信息处理费", [("warning", "processing_fees_in_text", "other_matters")]),
        ("减免信息处理费200元，实收1290元", []),
    ],
)
def test_what_the_text_says_is_compared_with_the_list(said: str, expected: list[tuple[str, str, str]]) -> None:
    found = told(other_matters=[TEXT.format(said=said)])
    assert [(severity, rule, place.split(".")[0]) for severity, rule, place in found] == expected


NONE = {"other_matters": ["本年度没有收取信息处理费，没有其他需要报告的事项。"]}


@pytest.mark.parametrize(
    ("lines", "further", "expected"),
    [
        ([], NONE, []),
        (fees(("甲局", 4, 1290), ("甲局 ", 0, 0)), {}, [("warning", "fee_unit_once", "processing_fees.1.unit")]),
        (fees(("甲局", 3, 1290), ("乙局", 1, 0)), {}, [("error", "fee_has_amount", "processing_fees.2.amount")]),
        (fees(("甲局", 4, 1280), ("乙局", 0, 10)), {}, [("error", "fee_has_cases", "processing_fees.2.cases")]),
        (fees(("甲局", 4, 1290), ("", 0, 0)), {}, [("error", "filled", "processing_fees.2.unit")]),
    ],
)
def test_what_is_wrong_in_the_list_is_told(
    lines: list[dict[str, object]], further: dict[str, Any], expected: list[tuple[str, str, str]]
) -> None:
    assert told(processing_fees=lines, **further) == expected


def test_no_more_requests_were_charged_than_there_were() -> None:
    lines = fees(("甲局", 96, 1290))
    found = {(severity, rule) for severity, rule, _ in told(processing_fees=lines, **NONE)}
    assert ("warning", "fees_of_requests") in found
