"""Numbers that their formats show as dates and times."""

from __future__ import annotations

import math
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

_BUILT_IN = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59), *range(71, 82)))
"""Built-in formats that show dates or times in some language ([ECMA-376] part 1, 18.8.30)."""
_ELAPSED = 46
_MAX_SERIAL = 2_958_466
"""31 December 9999; larger numbers are no dates."""
_FICTITIOUS_LEAP_DAY = 60
"""29 February 1900, which did not exist and which spreadsheets count; days before it are shifted by one."""
_EPOCH = datetime(1899, 12, 30)
_DAYS_TO_1904 = 1462
"""Days between the two epochs that a workbook may count from."""

Moment = date | datetime | time | timedelta


def is_date(number: int, code: str | None) -> bool:
    """Whether a format shows dates or times; ``code`` is None where it is known by its number only."""
    if code is None:
        return number in _BUILT_IN
    return _is_elapsed(code) or any(letter in "ymdhs" for letter in _letters(code))


def moment_of(number: float, format_number: int, code: str | None, *, from_1904: bool) -> Moment | float:
    """The moment that a number stands for; the number itself where it is too great for one."""
    if (code is None and format_number == _ELAPSED) or (code is not None and _is_elapsed(code)):
        return timedelta(days=number) if abs(number) < _MAX_SERIAL else number
    days = number + _DAYS_TO_1904 * from_1904
    if not 0 <= days < _MAX_SERIAL:
        return number
    if days < 1:
        return (_EPOCH + timedelta(seconds=min(round(days * 86_400), 86_399))).time()
    # What is short of a day by less than a second is shown as that day, whatever it was meant for.
    moment = _EPOCH + timedelta(days=math.floor(days), seconds=min(round((days % 1) * 86_400), 86_399))
    if days < _FICTITIOUS_LEAP_DAY:
        moment += timedelta(days=1)
    return moment if moment.time() != time() else moment.date()


def _letters(code: str) -> str:
    """The letters of a format outside quoted and bracketed texts, in lower case."""
    kept, rest = [], iter(code.partition(";")[0])
    for letter in rest:
        if letter in "\\_*!":
            next(rest, None)
        elif letter == '"':
            _skip(rest, '"')
        elif letter == "[":
            _skip(rest, "]")
        else:
            kept.append(letter.lower())
    text = "".join(kept)
    return text.replace("general", "").replace("e+", "").replace("e-", "")


def _skip(letters: Iterator[str], end: str) -> None:
    for letter in letters:
        if letter == end:
            return


def _is_elapsed(code: str) -> bool:
    """Whether the format shows elapsed hours, minutes or seconds, which may exceed a day."""
    lower = code.lower()
    return any(f"[{unit * times}]" in lower for unit in "hms" for times in (1, 2))
