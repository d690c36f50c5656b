"""Deadlines that a definition declares, counted from the end of a period."""

from __future__ import annotations

from datetime import date

import pytest

from support.quarterly import UK_QUARTERS, US_YEARS, form_text
from xlsreport.definition.definition import Definition
from xlsreport.definition.loading.definition_loading import parse_definition
from xlsreport.definition.problems import DefinitionError
from xlsreport.messages import messages_for


def form(period: str, deadline: str) -> Definition:
    return parse_definition(f"{form_text(period)}deadline: {deadline}\n", messages=messages_for("en"))


@pytest.mark.parametrize(
    ("period", "deadline", "reported", "expected"),
    [
        ("", "{days_after: 31}", (2025, None), date(2026, 1, 31)),
        ("", "{months_after: 1}", (2025, None), date(2026, 1, 31)),
        (UK_QUARTERS, "{days_after: 20}", (2025, 1), date(2025, 7, 20)),
        (UK_QUARTERS, "{months_after: 1}", (2025, 1), date(2025, 7, 31)),
        (UK_QUARTERS, "{months_after: 1}", (2025, 4), date(2026, 4, 30)),
        (UK_QUARTERS, "{months_after: 1, day: 15}", (2025, 3), date(2026, 1, 15)),
        ("every: month", "{months_after: 1, day: 31}", (2025, 1), date(2025, 2, 28)),
        ("every: month", "{days_after: 0}", (2024, 2), date(2024, 2, 29)),
        ("every: month", "{months_after: 12}", (2024, 2), date(2025, 2, 28)),
        ("every: half_year", "{months_after: 2}", (2025, 2), date(2026, 2, 28)),
        (US_YEARS, "{months_after: 5, day: 1}", (2016, None), date(2017, 2, 1)),
        ('starts: "04-06"', "{months_after: 1}", (2025, None), date(2026, 5, 5)),
        ('starts: "04-06"', "{months_after: 1, day: 19}", (2025, None), date(2026, 5, 19)),
    ],
)
def test_the_last_day_of_a_period(period: str, deadline: str, reported: tuple[int, int | None], expected: date) -> None:
    assert form(period, deadline).deadline(*reported) == expected


def test_without_one_there_is_none_and_it_changes_no_fingerprint() -> None:
    plain = parse_definition(form_text(""))
    assert plain.deadline(2025, None) is None
    assert form("", "{days_after: 20}").fingerprint == plain.fingerprint


@pytest.mark.parametrize(
    ("deadline", "problem"),
    [
        ("{}", "deadline: Say either days_after or months_after, such as {days_after: 20}, and not both."),
        ("{days_after: 1, months_after: 1}", "deadline: Say either days_after or months_after"),
        ("{day: 3}", "deadline: Say either days_after or months_after"),
        ("{days_after: 20, day: 3}", "deadline.day: A day of a month goes with months_after"),
        ("{days: 20}", "deadline.days: There is no key “days”. Did you mean day?"),
        ("{days_after: -1}", "deadline.days_after: "),
        ("{months_after: 1, day: 32}", "deadline.day: "),
        ("20", "deadline: "),
    ],
)
def test_a_mistake_is_told_where_it_stands(deadline: str, problem: str) -> None:
    with pytest.raises(DefinitionError) as caught:
        form("", deadline)
    line = form_text("").count("\n") + 1
    assert any(f":{line}:" in said and problem in said for said in str(caught.value).splitlines()), str(caught.value)
