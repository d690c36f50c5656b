"""Numbers that their formats show as dates and times, and whether a format shows the date that a cell holds.

That is: its year, month and day, in digits or names, and no other.

As with numbers, a list says what is understood; everything else is told: formats that show the day of another calendar
(but for Japanese years with their era, and Thai ones in a Thai report), only the year or the time, other words than
those around dates, and conditions. Excel leaves the year out of what was typed
without one, and such a date may be one of the wrong year.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from functools import cache, lru_cache

BUILT_IN_DATES: Mapping[int, str] = {
    14: "m/d/yyyy",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: "m/d/yyyy h:mm",
    **dict.fromkeys((27, 36, 50, 52, 57), 'yyyy"年"m"月"'),
    **dict.fromkeys((28, 29, 51, 53, 54, 58), 'm"月"d"日"'),
    30: "m-d-yy",
    31: 'yyyy"年"m"月"d"日"',
    **dict.fromkeys((32, 33), "h:mm:ss"),
    **dict.fromkeys((34, 35, 55, 56), "h:mm AM/PM"),
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mm:ss.0",
    71: "d/m/bbbb",
    72: "d-mmm-bb",
    73: "d-mmm",
    74: "mmm-bb",
    75: "h:mm",
    76: "h:mm:ss",
    77: "d/m/bbbb h:mm",
    78: "mm:ss",
    79: "[h]:mm:ss",
    80: "mm:ss.0",
    81: "d/m/bb",
}
"""Built-in formats that show dates or times ([ECMA-376] part 1, 18.8.30), those of languages as in Chinese editions,
and from 71 on in Thai ones."""
_MAX_SERIAL = 2_958_466
"""31 December 9999; larger numbers are no dates."""
_FICTITIOUS_LEAP_DAY = 60
"""29 February 1900, which did not exist and which spreadsheets count; days before it are shifted by one."""
_EPOCH = datetime(1899, 12, 30)
_DAYS_TO_1904 = 1462
"""Days between the two epochs that a workbook may count from."""

Moment = date | datetime | time | timedelta

_GREGORIAN = r"\$-(?:(?:0?[0-2])?0?(?:0|1|2|9|[aAbBcC]))?(?!0?(?:41[eE]|429|401)\])[0-9a-fA-F]{3,4}"
"""A language by its number, maybe with the digits (0 to 2) and the calendar to use ([MS-OE376] 2.1.767); without those
whose own calendar is another one."""
_NAMED = r"\$-(?!th|fa|ar)[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*"
_BEFORE = rf"(?:\[(?:{_GREGORIAN}|{_NAMED}|DBNum[1-3]|Black|Blue|Green|Magenta|Red)\])*"
_BETWEEN = r'(?:[-/., 年月日号]|\\[-/., 年月日号]|"[-/., 年月日号]*"|" ?(?:de|of) ?")*'
_YEAR, _MONTH, _DAY = "y{1,4}", "m{1,4}", "d{1,2}"
_WEEKDAY = rf"(?:(?:d|a){{3,4}}{_BETWEEN})?"
_TIME = r"(?: *(?:h{1,2}:mm(?::ss)?)(?: *AM/PM)?)?"
_ORDERS = ((_YEAR, _MONTH, _DAY), (_DAY, _MONTH, _YEAR), (_MONTH, _DAY, _YEAR))
_BODY = "|".join(_BETWEEN.join(order) for order in _ORDERS)
_DATE = rf"{_BEFORE}{_WEEKDAY}(?:{_BODY}){_BETWEEN}{_WEEKDAY}{_TIME}(?:;@)?"
_JAPANESE = r"\[\$-(?:(?:(?:0?[0-2])?0?[03])?0?411|ja-JP(?:-x-gannen)?)\]"
_IN_ERA = rf"{_JAPANESE}{_WEEKDAY}g{{1,3}}e{{1,2}}{_BETWEEN}{_MONTH}{_BETWEEN}{_DAY}{_BETWEEN}{_WEEKDAY}(?:;@)?"
"""A year of Japan's calendar with its era is that year and no other: 令和7年. Without the era it could be any."""
_THAI = r"\[\$-(?:(?:(?:0?[0-9AD])?0?[07])?0?41E|(?:0?[0-9AD])?070000|th(?:-TH)?(?:,[0-9AD]?0[07])?)\]"
_THAI_WORDS = r"[-/., ]|วัน|ที่|พ\.ศ\."
_BETWEEN_THAI = rf'(?:{_THAI_WORDS}|\\[-/., ]|"(?:{_THAI_WORDS})*")*'
_IN_THAI = (
    rf"(?:{_THAI})?{_BETWEEN_THAI}(?:d{{3,4}}{_BETWEEN_THAI})?{_DAY}{_BETWEEN_THAI}{_MONTH}{_BETWEEN_THAI}"
    rf"(?:y{{1,4}}|bb|bbbb){_BETWEEN_THAI}{_TIME}(?:;@)?"
)
"""A year of Thailand's calendar, which readers of a Thai report take for no other; elsewhere 2568 is another year."""
_MAX_LENGTH = 255
_NO_LETTERS = re.compile(r'[\\_*!].?|"[^"]*"?|\[[^\]]*\]?', re.DOTALL)
"""What a format shows as it is, and what stands in brackets."""


@lru_cache(maxsize=256)
def shows_day(code: str, language: str = "") -> bool:
    """Whether a format shows a date with its year, month and day, and no other figure, to readers of a language."""
    is_thai = language.partition("-")[0] == "th"
    return len(code) <= _MAX_LENGTH and _any_day(is_thai=is_thai).fullmatch(code) is not None


@cache
def _any_day(*, is_thai: bool) -> re.Pattern[str]:
    """Compiled where a cell holds a date, since few forms ask for one and it takes 6 ms."""
    return re.compile(f"{_DATE}|{_IN_ERA}" + f"|{_IN_THAI}" * is_thai, re.IGNORECASE)


def is_date(number: int, code: str | None) -> bool:
    """Whether a format shows dates or times; ``code`` is None where it is known by its number only."""
    if code is None:
        return number in BUILT_IN_DATES
    return _is_elapsed(code) or any(letter in "ymdhs" for letter in _letters(code))


def moment_of(number: float, code: str, *, from_1904: bool) -> Moment | float:
    """The moment that a number with such a format stands for; the number itself where it is too great for one."""
    if _is_elapsed(code):
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
    text = _NO_LETTERS.sub("", code.partition(";")[0]).lower()
    return text.replace("general", "").replace("e+", "").replace("e-", "")


def _is_elapsed(code: str) -> bool:
    """Whether the format shows elapsed hours, minutes or seconds, which may exceed a day."""
    lower = code.lower()
    return any(f"[{unit * times}]" in lower for unit in "hms" for times in (1, 2))
