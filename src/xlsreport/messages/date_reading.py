"""Reads dates as a language writes them, by the Unicode CLDR: 6 novembre 2025, Mittwoch, 10. Juli 2024, 2024. 7. 10."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from xlsreport.letter_case import caseless
from xlsreport.messages import LANGUAGES
from xlsreport.messages.era_dates import era_date
from xlsreport.messages.locales import DATES, NUMBERED_MONTH, PATTERN_FIELD, locale_of

_WIDTHS = ("long", "medium", "full", "short")
"""Those of the CLDR's patterns; a short one is taken where it has the whole year, as in 2024. 07. 10. in Hungarian."""
_IN_ORDER = r"(?:er|re|\.|º|°|ª)?"
"""What stands behind the number of a day."""
_DAY_BEFORE: Mapping[str, str] = {"vi": r"(?:ngày\s+)?", "th": r"(?:วันที่\s*)?"}
"""A pattern for the word for “day” before a date, where a language writes it."""
_YEAR_WORD: Mapping[str, str] = {
    "pl": r"r\.?|roku",
    **dict.fromkeys(("bs", "hr", "sr"), r"(?:g|г)\.?|god\.?|год\.?|godine|године"),
    "mk": r"г\.?|год\.?|година",
}
"""A pattern for the word for “year” that a language writes behind a date, and the CLDR has not: 12 stycznia 2026 r."""
_IN_FULL: Mapping[str, str] = {"г": "г(?:ода)?", "р": "р(?:оку)?", ",": ",?"}
"""Patterns for words behind the year that the CLDR shortens, in Russian and its relatives, and for what may lack."""
_DAY = rf"[«“\"]?(?P<day>\d{{1,2}})[»”\"]?{_IN_ORDER}"


@dataclass(frozen=True, slots=True)
class _DateReading:
    """How dates of a language are read: the patterns, and the numbers of months and days of the week by their names."""

    patterns: tuple[re.Pattern[str], ...]
    months: Mapping[str, int]
    weekdays: Mapping[str, int]

    def date_of(self, text: str) -> date | None:
        """The date that a text is, in small letters; None where it is none, or is no day of that name."""
        found = next(filter(None, (one.fullmatch(text) for one in self.patterns)), None)
        if found is None:
            return None
        month = _name(found["month"])
        try:
            day = date(int(found["year"]), int(month) if month.isdecimal() else self.months[month], int(found["day"]))
        except ValueError:
            return None
        weekday = found.groupdict().get("weekday")
        return day if weekday is None or self.weekdays[_name(weekday)] == day.weekday() else None


def parsed_date(text: str, tag: str) -> date | None:
    """The date that a text is as a language writes it; None where it is none.

    Capitals, abbreviated months, blanks, commas and what marks the day as a number in order (1er, 6.) make no
    difference. A day of the week must be that of the date. So is a date of an :mod:`era <xlsreport.messages.era_dates>`
    where the language counts years in eras.
    """
    plain = caseless(text).strip()
    reading = None if tag in LANGUAGES else _date_reading(tag)
    day = None if reading is None else reading.date_of(plain)
    return era_date(plain, tag) if day is None else day


@cache
def _date_reading(tag: str) -> _DateReading | None:
    locale = locale_of(tag)
    if locale is None:
        return None
    months = _numbers_of(locale.months)
    weekdays = _numbers_of(locale.days)
    language = tag.partition("-")[0]
    formats = (str(locale.date_formats[width].pattern) for width in _WIDTHS)
    forms = [form for form in (DATES.get(language), *formats) if form and re.search("(?<!y)yy(?!y)", form) is None]
    groups = {
        "d": _DAY,
        "y": r"(?P<year>\d{4})" + (rf"(?:[\s.]*(?:{year_word}))?" if (year_word := _YEAR_WORD.get(language)) else ""),
        "M": rf"(?P<month>{_any_of(months)}\.?)",
        "E": rf"(?P<weekday>{_any_of(weekdays)}\.?)",
        "G": rf"(?:{_any_of({_name(str(name)): 0 for name in locale.eras['abbreviated'].values()})})?",
    }
    before = _DAY_BEFORE.get(language, "")
    patterns = dict.fromkeys(before + "".join(_pieces(form, groups)) for form in forms)
    return _DateReading(tuple(map(re.compile, patterns)), months, weekdays)


def _numbers_of(names: Mapping[str, Any]) -> Mapping[str, int]:
    """The numbers of months or days of the week by all their names, whatever ends an abbreviation."""
    return {
        _name(str(name)): number
        for usage in ("format", "stand-alone")
        for width in ("wide", "abbreviated")
        for number, name in names[usage][width].items()
    }


def _name(written: str) -> str:
    return " ".join(caseless(written).rstrip(".").split())


def _any_of(names: Mapping[str, int]) -> str:
    """A pattern for any of some names, with any blanks within them."""
    patterns = (r"\s+".join(map(re.escape, name.split())) for name in sorted(names, key=len, reverse=True))
    return f"(?:{'|'.join(patterns)})"


def _pieces(form: str, groups: Mapping[str, str]) -> Iterator[str]:
    """The pattern of a form of the CLDR, piece by piece."""
    for found in PATTERN_FIELD.finditer(form):
        letter = {"L": "M", "c": "E"}.get(found[2] or "", found[2])
        if letter is None:
            yield _between((found[1] or "'") if found[0].startswith("'") else found[0])
        elif letter == "M" and len(found[0]) <= NUMBERED_MONTH:
            yield r"(?P<month>\d{1,2})"
        else:
            yield groups.get(letter, "")
    yield r"[\s.]*"


def _between(literal: str) -> str:
    """A pattern for what stands between the parts of a date, with any blanks; a point or comma may be left out."""
    words = re.findall(r",|[^\s.,]+", caseless(literal))
    return r"[\s.]*" + "".join(rf"{_IN_FULL.get(word, re.escape(word))}[\s.]*" for word in words)
