"""Periods of a definition: their words, their order, and how they are written."""

from __future__ import annotations

from datetime import date

import pytest

from support.quarterly import UK_QUARTERS, US_YEARS, form, form_text
from xlsreport.definition.loading.definition_loading import parse_definition
from xlsreport.definition.problems import DefinitionError
from xlsreport.submission.typed_values.period_parsing import parse_period

WORDS = [
    ("", "en", 2025, None, ("2025", "1 January 2025", "31 December 2025")),
    ("", "zh-CN", 2025, None, ("2025年", "2025年1月1日", "2025年12月31日")),
    ('starts: "04-01"', "en", 2025, None, ("2025/26", "1 April 2025", "31 March 2026")),
    ('starts: "04-01"', "zh-CN", 2099, None, ("2099/00年度", "2099年4月1日", "2100年3月31日")),
    (US_YEARS, "en", 2016, None, ("FY 2016", "1 October 2015", "30 September 2016")),
    ('starts: "03-01"', "en", 2023, None, ("2023/24", "1 March 2023", "29 February 2024")),
    ('starts: "03-01"', "en", 2024, None, ("2024/25", "1 March 2024", "28 February 2025")),
    ('starts: "04-06"', "en", 2025, None, ("2025/26", "6 April 2025", "5 April 2026")),
    (UK_QUARTERS, "en", 2025, 1, ("Q1 2025/26", "1 April 2025", "30 June 2025")),
    (UK_QUARTERS, "en", 2025, 4, ("Q4 2025/26", "1 January 2026", "31 March 2026")),
    ("every: quarter", "zh-CN", 2025, 1, ("2025年第一季度", "2025年1月1日", "2025年3月31日")),
    (f"every: quarter, {US_YEARS}", "en", 2016, 1, ("Q1 FY 2016", "1 October 2015", "31 December 2015")),
    (f"every: half_year, {US_YEARS}", "zh-CN", 2016, 2, ("2016财年下半年", "2016年4月1日", "2016年9月30日")),
    ('every: quarter, starts: "12-01"', "en", 2023, 1, ("Q1 2023/24", "1 December 2023", "29 February 2024")),
    ("every: month", "en", 2024, 2, ("February 2024", "1 February 2024", "29 February 2024")),
    ("every: month", "zh-CN", 2025, 12, ("2025年12月", "2025年12月1日", "2025年12月31日")),
]


@pytest.mark.parametrize(("period", "language", "year", "part", "expected"), WORDS)
def test_a_period_has_a_label_a_first_and_a_last_day(
    period: str, language: str, year: int, part: int | None, expected: tuple[str, str, str]
) -> None:
    words = form(period, language).calendar.words(year, part)
    assert (words["label"], words["start"], words["end"]) == expected
    assert words["year"] == str(year)


@pytest.mark.parametrize(
    ("period", "today", "expected"),
    [
        ("", date(2026, 1, 1), (2025, None)),
        ("", date(2025, 12, 31), (2024, None)),
        (US_YEARS, date(2016, 10, 1), (2016, None)),
        (US_YEARS, date(2016, 9, 30), (2015, None)),
        (UK_QUARTERS, date(2025, 6, 30), (2024, 4)),
        (UK_QUARTERS, date(2025, 7, 1), (2025, 1)),
        ("every: month", date(2025, 1, 15), (2024, 12)),
        (f"every: half_year, {US_YEARS}", date(2016, 10, 1), (2016, 2)),
    ],
)
def test_the_last_period_that_is_over(period: str, today: date, expected: tuple[int, int | None]) -> None:
    assert form(period).calendar.last_over(today) == expected


@pytest.mark.parametrize(
    ("period", "now", "before"),
    [
        ("", (2025, None), (2024, None)),
        (UK_QUARTERS, (2025, 2), (2025, 1)),
        (UK_QUARTERS, (2025, 1), (2024, 4)),
        (f"{UK_QUARTERS}, compare: year_before", (2025, 1), (2024, 1)),
        ("every: month", (2025, 1), (2024, 12)),
        ("every: half_year", (2025, 1), (2024, 2)),
    ],
)
def test_previous_is_the_period_before_or_that_of_the_year_before(
    period: str, now: tuple[int, int | None], before: tuple[int, int | None]
) -> None:
    assert form(period).calendar.before(*now) == before


@pytest.mark.parametrize(
    ("period", "typed", "expected"),
    [
        ("", 2025, (2025, None)),
        ("", "2025年度", (2025, None)),
        ("", "2025-Q1", None),
        (UK_QUARTERS, "2025-Q1", (2025, 1)),
        (UK_QUARTERS, "q1 2025/26", (2025, 1)),
        (UK_QUARTERS, "2025年第三季度", (2025, 3)),
        (UK_QUARTERS, "2025/26年度第一季度", (2025, 1)),
        (UK_QUARTERS, "Q4 FY 2016", (2016, 4)),
        (UK_QUARTERS, "2025-Q5", None),
        (UK_QUARTERS, 2025, None),
        ("every: half_year", "2025-H2", (2025, 2)),
        ("every: half_year", "2025年上半年", (2025, 1)),
        ("every: month", "2025-04", (2025, 4)),
        ("every: month", "2025-04-01", (2025, 4)),
        ("every: month", "2025年12月", (2025, 12)),
        ("every: month", "April 2025", (2025, 4)),
        ("every: month", "2025-13", None),
    ],
)
def test_a_period_is_read_as_people_write_it(
    period: str, typed: str | int, expected: tuple[int, int | None] | None
) -> None:
    assert parse_period(typed, form(period).calendar) == expected


@pytest.mark.parametrize("period", ["", US_YEARS, UK_QUARTERS, "every: half_year", "every: month"])
@pytest.mark.parametrize("language", ["en", "zh-CN"])
def test_code_and_label_of_every_period_are_read_as_that_period(period: str, language: str) -> None:
    calendar = form(period, language).calendar
    for part in range(1, calendar.parts + 1) if calendar.has_parts else (None,):
        assert parse_period(calendar.code(2025, part), calendar) == (2025, part)
        if calendar.has_parts:
            assert parse_period(calendar.label(2025, part), calendar) == (2025, part)


def test_whole_calendar_years_leave_the_fingerprint_as_it_was() -> None:
    plain = form("").fingerprint
    assert form('every: year, starts: "01-01", named_after: start, compare: previous').fingerprint == plain
    others = [UK_QUARTERS, US_YEARS, "every: quarter", "every: quarter, compare: year_before", "every: month"]
    assert len({plain, *(form(period).fingerprint for period in others)}) == 1 + len(others)


@pytest.mark.parametrize(
    ("period", "sentence"),
    [
        ('every: month, starts: "04-01"', "Months are those of the calendar; leave out starts."),
        ('starts: "02-30"', "starts"),
        ("every: week", "every"),
    ],
)
def test_an_impossible_period_is_a_mistake(period: str, sentence: str) -> None:
    with pytest.raises(DefinitionError) as caught:
        parse_definition(form_text(period))
    assert sentence in str(caught.value)
