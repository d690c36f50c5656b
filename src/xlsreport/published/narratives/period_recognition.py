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
        if year in _YEARS and _is_stated(letters, year, part, definition):
            yield FoundPeriod(year, part)


def _is_stated(letters: str, year: int, part: int | None, definition: Definition) -> bool:
    words = definition.calendar.words(year, part)
    names = () if part is None else (folded(words["label"]), folded(definition.calendar.code(year, part)))
    if any(re.search(rf"(?<!\d){re.escape(name)}(?!\d)", letters) for name in names):
        return True
    first, last = folded(words["start"]), folded(words["end"])
    ends = {last, last.replace(str(year), "", 1).removeprefix("年")}
    return any(
        re.search(rf"{re.escape(first)}.{{0,{_BETWEEN}}}?{re.escape(end)}(?!\d)", letters) for end in ends if end
    )
