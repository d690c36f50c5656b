"""Finds out which period a publication reports about: by its title, and by the statistical period that it states."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import product
from typing import NamedTuple

from xlsreport.definition.definition import Definition
from xlsreport.submission.narrative.section_headings import folded

_YEARS = range(1990, 2101)
"""Years that a report may be about."""
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
_CHINESE = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_CHINESE_YEAR = re.compile("[〇○零一二三四五六七八九]{4}(?=年)")
_ZEROS = re.compile(r"(?<!\d)0+(?=\d)")
_WORD = re.compile(r"[^\W\d_]+")
_MIN_MONTH = 3
"""Letters of the shortest names of months; where months are numbers, they have fewer."""
_BETWEEN = 8
"""Letters between the first and the last day, such as the words for from and to."""


class FoundPeriod(NamedTuple):
    """A year, and the number of the half year, quarter or month in it."""

    year: int
    part: int | None


def year_of(written: str) -> int | None:
    """The year that four digits or Chinese numerals are."""
    digits = written.translate(_CHINESE)
    return int(digits) if digits.isdecimal() and int(digits) in _YEARS else None


def periods_stated(texts: Iterable[str], definition: Definition) -> list[FoundPeriod]:
    """The periods whose first and last day, name or code the texts state, in the order of the texts, each once."""
    found = (period for text in texts for period in _periods_in(text, definition))
    return list(dict.fromkeys(found))


def _periods_in(text: str, definition: Definition) -> Iterator[FoundPeriod]:
    written = _CHINESE_YEAR.sub(lambda year: year[0].translate(_CHINESE), unicodedata.normalize("NFKC", text))
    written = _ZEROS.sub("", written)
    calendar = definition.calendar
    years = sorted({year for found in _YEAR.findall(written) for year in (int(found) - 1, int(found), int(found) + 1)})
    parts = range(1, calendar.parts + 1) if calendar.has_parts else (None,)
    letters = folded(written)
    for year, part in product(years, parts):
        is_named = part is None and _is_named(written, year, definition.calendar.declared.label)
        if year in _YEARS and (is_named or _is_stated(letters, year, part, definition)):
            yield FoundPeriod(year, part)


def _is_stated(letters: str, year: int, part: int | None, definition: Definition) -> bool:
    words = definition.calendar.words(year, part)
    names = () if part is None else (folded(words["label"]), folded(definition.calendar.code(year, part)))
    if any(re.search(rf"(?<!\d){re.escape(name)}(?!\d)", letters) for name in names):
        return True
    if _is_stated_by_months(letters, year, part, definition):
        return True
    first, last = folded(words["start"]), folded(words["end"])
    ends = {last, last.replace(str(year), "", 1).removeprefix("年")}
    return any(
        re.search(rf"{re.escape(first)}.{{0,{_BETWEEN}}}?{re.escape(end)}(?!\d)", letters) for end in ends if end
    )


def _is_named(written: str, year: int, label: str) -> bool:
    """Whether a text has what the form calls its period, or the first letters of these words, and a year: FY 2016."""
    words = label.split()
    if not label.isascii() or len(words) < 2:
        return False
    names = r"\s+".join(map(re.escape, words)), "".join(word[0] for word in words)
    return re.search(rf"\b(?:{'|'.join(names)})\s*{year}(?!\d)", written, re.IGNORECASE) is not None


def _is_stated_by_months(letters: str, year: int, part: int | None, definition: Definition) -> bool:
    """Whether a text has the first and the last month of a period by name, as in April to June 2025."""
    calendar = definition.calendar
    first, last = calendar.first_day(year, part), calendar.last_day(year, part)
    words = calendar.words(year, part)
    months = [max(_WORD.findall(words[key]), key=len, default="") for key in ("start", "end")]
    if first.day > 1 or min(map(len, months)) < _MIN_MONTH or months[0] == months[1]:
        return False
    begin, end = (re.escape(folded(month)) for month in months)
    return re.search(rf"{begin}(?:{first.year})?\D{{0,{_BETWEEN}}}?{end}{last.year}(?!\d)", letters) is not None
