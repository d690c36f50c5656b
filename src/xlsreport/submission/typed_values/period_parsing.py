"""Reads the period of a report: a year, or a half year, quarter or month of one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import assert_never
from unicodedata import normalize

from xlsreport.definition.reporting_period.period_calendar import PeriodCalendar
from xlsreport.definition.reporting_period.period_declaration import Frequency
from xlsreport.messages import LANGUAGES, messages_for
from xlsreport.submission.typed_values.entry_parsing import YEARS, parse_year
from xlsreport.values import Typed, typed_text

_YEAR_NAME = r"(?:FY)?(?P<year>[0-9]{4})(?:[/-][0-9]{2}(?![0-9]))?(?:年度|财年|年)?"
"""A year as reports call it, without blanks: 2025, 2025/26, FY2025, 2025年度."""
_YEARS = re.compile("(?<![0-9])[0-9]{4}(?![0-9])")
_CHINESE_DIGITS = {"一": 1, "二": 2, "三": 3, "四": 4, "上": 1, "下": 2}


def parse_period(typed: Typed | None, calendar: PeriodCalendar) -> tuple[int, int | None] | None:
    """The year and part that a cell or an argument of a command names; None where it names none.

    Besides the code, such as ``2025-Q1``, the names of periods are understood: ``Q1 2025/26``, ``2025年第一季度``.
    """
    if not calendar.has_parts:
        year = parse_year(typed)
        return None if year is None else (year, None)
    written = _folded(typed_text(typed))
    for pattern in _patterns_of(calendar.declared.every):
        match = pattern.fullmatch(written)
        if match and int(match["year"]) in YEARS:
            return int(match["year"]), _part(match.groupdict())
    return _named(typed_text(typed), calendar)


def _named(typed: str, calendar: PeriodCalendar) -> tuple[int, int] | None:
    """The period that is called so in the language of the form."""
    for year in {int(found) for found in _YEARS.findall(typed)} & set(YEARS):
        for part in range(1, calendar.parts + 1):
            if _folded(calendar.label(year, part)) == _folded(typed):
                return year, part
    return None


def _folded(text: str) -> str:
    return "".join(normalize("NFKC", text).upper().split())


@cache
def _patterns_of(every: Frequency) -> tuple[re.Pattern[str], ...]:
    """Compiled where a form has such periods."""
    match every:
        case "year":
            return ()
        case "half_year":
            return _with_year("(?:H(?P<part>[12])|(?P<part_in_words>[上下])半年)")
        case "quarter":
            return _with_year("(?:Q(?P<part>[1-4])|第?(?P<part_in_words>[1-4一二三四])季度?)")
        case "month":
            named = "|".join(name for name in _months() if name.isalpha())
            # Excel takes 2025-04 for a date, which then stands for the month.
            in_digits = r"(?P<year>[0-9]{4})[-/.年](?P<part>0?[1-9]|1[0-2])(?:月(?:份)?|-01(?:T00:00(?::00)?)?)?"
            return re.compile(in_digits), re.compile(rf"(?P<part_in_words>{named})[-/.,]?(?P<year>[0-9]{{4}})")
        case _:
            assert_never(every)


def _with_year(part: str) -> tuple[re.Pattern[str], ...]:
    """The part after the year or before it."""
    return re.compile(f"{_YEAR_NAME}[-/.,]?{part}"), re.compile(f"{part}[-/.,]?(?:OF)?{_YEAR_NAME}")


@cache
def _months() -> Mapping[str, int]:
    """The numbers of months by their names in all languages."""
    return {
        name.upper(): number
        for language in LANGUAGES
        for number, name in enumerate(messages_for(language)("letter.months").split(), start=1)
    }


def _part(found: Mapping[str, str | None]) -> int:
    digits, word = found.get("part"), found.get("part_in_words")
    if digits:
        return int(digits)
    known = {**_CHINESE_DIGITS, **_months()}
    return known[word or ""]
