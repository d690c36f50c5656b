"""Finds statistical periods in texts, and reads years."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from xlsreport.submission.typed_values.chinese_numerals import parse_chinese_number

_DAY = r"(?P<y{n}>20[0-9]{{2}})?[年./-]?(?P<m{n}>1[0-2]|0?[1-9])[月./-](?P<d{n}>3[01]|[12][0-9]|0?[1-9])(?![0-9])日?"
_BETWEEN = r"(?:起)?，?(?:至|到|[-—–~～])+"
_PERIOD = re.compile(
    "[^0-9。]{0,12}?" + _DAY.format(n=1).replace("20[0-9]{2})?", "20[0-9]{2})") + _BETWEEN + _DAY.format(n=2)
)
"""Two days, the first with its year; the second may leave its year out."""


@dataclass(frozen=True, slots=True)
class StatedPeriod:
    """The first and the last day, each as year, month and day."""

    first: tuple[int, int, int]
    last: tuple[int, int, int]


def period_after(text: str, position: int) -> tuple[StatedPeriod, str] | None:
    """The period that stands behind a position, and how it is written there."""
    match = _PERIOD.match(text, position)
    if match is None:
        return None
    year = int(match["y1"])
    first = (year, int(match["m1"]), int(match["d1"]))
    last = (int(match["y2"] or year), int(match["m2"]), int(match["d2"]))
    return StatedPeriod(first, last), text[match.start("y1") : match.end()]


def periods_in(text: str) -> Iterator[StatedPeriod]:
    """Every period that a text states, however it is introduced."""
    for match in re.finditer("20[0-9]{2}", text):
        found = period_after(text, match.start())
        if found is not None:
            yield found[0]


def year_of(written: str) -> int | None:
    """A year in digits or as a numeral."""
    return int(written) if written.isascii() else parse_chinese_number(written.replace("○", "〇"))
