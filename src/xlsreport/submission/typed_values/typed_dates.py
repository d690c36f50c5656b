"""Parses dates as people type them: 2026-03-01, 2026/3/1, 2026年3月1日, 1 March 2026, March 1, 2026, 20260301.

A date counts only where it can be no other: 03/04/2026 is in March for one reader and in April for another. In a
language in which the day always goes first, or in a column whose other dates say so, it can be no other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import assert_never

from xlsreport.messages.locales import DateOrder
from xlsreport.messages.written_dates import MONTHS
from xlsreport.submission.typed_values.chinese_numerals import NUMERALS, parse_chinese_number
from xlsreport.values import EARLIEST_DATE

_MONTH_NUMBERS = {
    **{name.lower(): number for number, name in enumerate(MONTHS, start=1)},
    **{name[:3].lower(): number for number, name in enumerate(MONTHS, start=1)},
    "sept": 9,
}
_MONTH = rf"(?P<month>{'|'.join(sorted(_MONTH_NUMBERS, key=len, reverse=True))})\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>\d{4})"
_TIME = r"(?:[T ]\d{1,2}:\d\d(?::\d\d(?:\.\d+)?)?)?"
"""The time of day, which programs put behind a date."""
_IN_FIGURES = re.compile(
    rf"{_YEAR}(?:\s*(?P<sign>[-/.])\s*(?P<month>\d{{1,2}})\s*(?P=sign)\s*(?P<day>\d{{1,2}})\.?{_TIME}"
    r"|(?P<month2>\d\d)(?P<day2>\d\d)"
    r"|\s*年\s*(?P<month3>\d{1,2})\s*月\s*(?P<day3>\d{1,2})\s*[日号]?)"
)
_IN_NUMERALS = re.compile(
    rf"(?P<year>[{NUMERALS}]{{4}})年(?P<month>[{NUMERALS}]{{1,2}})月(?P<day>[{NUMERALS}]{{1,3}})[日号]?"
)
_IN_WORDS = (
    re.compile(rf"{_DAY}(?:\s+of\s+|[\s-]*){_MONTH}[\s,-]*{_YEAR}", re.IGNORECASE),
    re.compile(rf"{_MONTH}[\s-]*{_DAY}[\s,-]+{_YEAR}", re.IGNORECASE),
)
_MONTHS = 12
_YEAR_LAST = re.compile(r"(\d{1,2})\s*([-/.])\s*(\d{1,2})\s*\2\s*(\d{4})\.?")
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun"), "一二三四五六日"
_WEEKDAY = re.compile(
    r"(?P<english>mon|tue|wed|thu|fri|sat|sun)(?:[a-z]{0,3}day|s|rs|r)?\.?[\s,]+(?P<behind>.+)"
    r"|(?P<before>.+?)\s*\(?(?:星期|周|礼拜)(?P<chinese>[一二三四五六日天])\)?",
    re.IGNORECASE,
)
"""A date with its day of the week, which must be the right one."""


def readings(folded: str, order: DateOrder | None = None) -> frozenset[date]:
    """Every date that a text may stand for: none where it is no date, two where day and month may be exchanged.

    Args:
        folded: the text, its characters in their usual width.
        order: which of day and month goes first before a year, where that is known.
    """
    found = _WEEKDAY.fullmatch(folded)
    if found is None:
        return frozenset(_readings(folded, order))
    english, chinese = _WEEKDAYS
    weekday = (
        english.index(found["english"].lower())
        if found["english"]
        else chinese.index(found["chinese"].replace("天", "日"))
    )
    days = _readings(found["behind"] or found["before"], order)
    return frozenset(day for day in days if day.weekday() == weekday)


def order_of(dates: Iterable[str]) -> DateOrder | None:
    """Which of day and month goes first in dates of one hand, by those that can be only one; None where none is
    such, or they contradict each other.

    Args:
        dates: what was typed, or something else, which is passed over.
    """
    orders: set[DateOrder] = set()
    for text in dates:
        found = _YEAR_LAST.fullmatch(text.strip())
        if found is not None and (len(readings(text.strip())) == 1) and found[1] != found[3]:
            orders.add("day_first" if int(found[1]) > _MONTHS else "month_first")
    return orders.pop() if len(orders) == 1 else None


def _readings(text: str, order: DateOrder | None) -> Iterator[date]:
    if (found := _IN_FIGURES.fullmatch(text)) is not None:
        parts = [found["month"] or found["month2"] or found["month3"], found["day"] or found["day2"] or found["day3"]]
        yield from _dates(int(found["year"]), *map(int, parts))
    elif (found := _IN_NUMERALS.fullmatch(text)) is not None:
        numbers = [parse_chinese_number(found[name]) for name in ("year", "month", "day")]
        if all(isinstance(number, int) for number in numbers):
            yield from _dates(*(number or 0 for number in numbers))
    elif (found := _YEAR_LAST.fullmatch(text)) is not None:
        first, second, year = int(found[1]), int(found[3]), int(found[4])
        by_day, by_month = list(_dates(year, second, first)), list(_dates(year, first, second))
        match order:
            case "day_first":
                yield from by_day or by_month
            case "month_first":
                yield from by_month or by_day
            case None:
                yield from (*by_day, *by_month)
            case other:
                assert_never(other)
    else:
        for pattern in _IN_WORDS:
            if (found := pattern.fullmatch(text)) is not None:
                yield from _dates(int(found["year"]), _MONTH_NUMBERS[found["month"].lower()], int(found["day"]))


def _dates(year: int, month: int, day: int) -> Iterator[date]:
    """The date of these numbers, where the calendar has it and spreadsheets count it."""
    try:
        found = date(year, month, day)
    except ValueError:
        return
    if found >= EARLIEST_DATE:
        yield found
