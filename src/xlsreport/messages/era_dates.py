"""Dates whose years are counted within an era, as in Japan and in Taiwan: 令和6年5月1日, R6.5.1, 民國113年5月1日.

In Thailand years are those of the Buddhist era, and a spreadsheet that counts by the common calendar alone holds them
as they were typed: 1/3/2568 is 1 March 2025. Two digits may be of either calendar. In Cambodia and Laos the Buddhist
year begins in spring, so that the year alone does not tell.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class _Era:
    """An era, its first day, and the last day of the year in which it ended."""

    first: date
    last: date = date.max


_JAPANESE = {
    ("明治", "m"): _Era(date(1868, 1, 25), date(1912, 12, 31)),
    ("大正", "t"): _Era(date(1912, 7, 30), date(1926, 12, 31)),
    ("昭和", "s"): _Era(date(1926, 12, 25), date(1989, 12, 31)),
    ("平成", "h"): _Era(date(1989, 1, 8), date(2019, 12, 31)),
    ("令和", "r"): _Era(date(2019, 5, 1)),
}
"""By their names and letters; the days are those of the eras in the Unicode CLDR's Japanese calendar. Forms that were
printed before an era ended name its year to the end."""
_REPUBLIC = {("中華民國", "中华民国", "民國", "民国", ""): _Era(date(1912, 1, 1))}
"""Taiwan's calendar; a year of three digits needs no name."""
_ERAS: Mapping[str, Mapping[str, _Era]] = {
    tag: {name: era for names, era in eras.items() for name in names}
    for tag, eras in (("ja", _JAPANESE), ("zh-TW", _REPUBLIC), ("zh-Hant-TW", _REPUBLIC))
}
_FIRST_YEAR = "元"
_NAMELESS_YEAR = 100
_DATE = re.compile(
    r"(?P<era>[^\W\d]*?)\s*(?P<year>\d{1,3}|元)"
    r"(?:\s*年\s*(?P<month>\d{1,2})\s*月\s*(?P<day>\d{1,2})\s*[日號号]?|(?P<sign>[./-])(?P<month2>\d{1,2})(?P=sign)(?P<day2>\d{1,2}))"
)

_BUDDHIST_LANGUAGES = frozenset({"km", "lo", "th"})
_BUDDHIST_YEAR = 2400
"""Years from here on are those of the Buddhist calendar."""
_THAI_YEARS = range(2484, 2700)
"""Those that begin on 1 January, as Thailand's have since 1941, and that may be the year of a form."""
_YEARS_AHEAD = 543
_THAI_YEAR = re.compile(r"(?:(?:พ\.?\s*ศ\.?|พุทธศักราช)\s*)?(?<!\d)(\d{4})(?!\d)")
_COMMON_ERA = re.compile(r"ค\.?\s*ศ|คริสต์ศักราช")
_THAI_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")


def in_common_years(text: str, tag: str) -> str:
    """What was typed for a date, with the year of Thailand's calendar as that of the common one, where it has such."""
    if tag.partition("-")[0] != "th":
        return text
    plain = text.translate(_THAI_DIGITS)
    return plain if _COMMON_ERA.search(plain) else _THAI_YEAR.sub(_common_year, plain)


def _common_year(found: re.Match[str]) -> str:
    year = int(found[1])
    return str(year - _YEARS_AHEAD) if year in _THAI_YEARS else found[0]


def is_of_another_calendar(day: date, tag: str) -> bool:
    """Whether the year of a date, where it was typed in the language, can only be meant in another calendar."""
    return day.year >= _BUDDHIST_YEAR and tag.partition("-")[0] in _BUDDHIST_LANGUAGES


def era_date(text: str, tag: str) -> date | None:
    """The date that a text is by the eras of a language; None where it is none, or the era had no such day.

    Args:
        text: what was typed, in small letters, its characters in their usual width.
        tag: the language, such as ``ja``.
    """
    eras = _ERAS.get(tag.removesuffix("-JP"))
    found = None if eras is None else _DATE.fullmatch(text)
    if eras is None or found is None or (era := eras.get(found["era"])) is None:
        return None
    year = 1 if found["year"] == _FIRST_YEAR else int(found["year"])
    if not found["era"] and year < _NAMELESS_YEAR:
        return None
    month, of_month = found["month"] or found["month2"], found["day"] or found["day2"]
    try:
        day = date(era.first.year + year - 1, int(month), int(of_month))
    except ValueError:
        return None
    return day if year and era.first <= day <= era.last else None
