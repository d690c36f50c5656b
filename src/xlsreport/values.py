"""Values of cells as they are everywhere in the project: exact numbers, and how they are written out."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import MAX_EMAX, MIN_EMIN, Context, Decimal
from typing import TypeGuard

SIGNIFICANT_DIGITS = 15
"""The digits of a number that every spreadsheet keeps: those of a binary double ([IEEE 754])."""

NUMBER_LIMIT: int = 10**SIGNIFICANT_DIGITS
"""No figure reaches it, since beyond it whole numbers lose their last digits."""

MAX_DECIMALS = 6
"""Decimals of an amount, and the precision to which rules compare: 万元 to the 分. Beyond, the noise of a spreadsheet's
binary sums would reach the decimals that count."""

MAX_CELL_TEXT = 32_767
"""Characters that a cell holds; Excel's specification."""

EARLIEST_DATE, LATEST_DATE = date(1900, 3, 1), date(9999, 12, 31)
"""The dates that every spreadsheet counts alike. Excel and WPS count a 29 February 1900, which did not exist."""
_DAY_ZERO = date(1899, 12, 30)
_MINUTES_OF_DAY = 24 * 60
_OF_A_TIME = 4
"""Decimals from which on a number may be a time: 7:30 is 0.3125."""

NOT_ASKED_MARK = "–"
"""What stands for a figure that is not asked, where totals, documents and consolidations show it."""

Number = int | Decimal
Typed = int | Decimal | str | bool
"""What a cell held: numbers are exact from the moment they are read."""

EXACTLY = Context(prec=4000, Emax=MAX_EMAX, Emin=MIN_EMIN)
"""Digits enough for sums and products of all that a spreadsheet can hold, whose numbers reach 10 to the 308."""


def plain_number(value: Decimal) -> Number:
    """An int where the value is whole, else the Decimal without zeros at its end."""
    return int(value) if value == value.to_integral_value() else value.normalize(EXACTLY)


def exact(value: object) -> Typed:
    """A cell's value as a library hands it over: floats made exact, dates and times as ISO text.

    A spreadsheet keeps 15 significant digits: what a float has beyond them is the noise of a calculation.
    """
    if isinstance(value, float):
        if value.is_integer() and -NUMBER_LIMIT < value < NUMBER_LIMIT:
            return int(value)
        if value - value != 0:
            return str(value)
        written = kept_digits(value)
        # With a point and without an exponent it is no whole number, and has no zeros at its end.
        return Decimal(written) if "." in written and "e" not in written else plain_number(Decimal(written))
    if isinstance(value, Typed):
        return value
    if isinstance(value, datetime) and (value.hour, value.minute, value.second) == (0, 0, 0):
        return value.strftime("%Y-%m-%d")
    if isinstance(value, timedelta):
        return _clock(value)
    return value.isoformat() if isinstance(value, date | time) else str(value)


def _clock(duration: timedelta) -> str:
    """Hours, minutes and seconds, of which there may be more than a day's."""
    seconds = round(duration.total_seconds())
    minutes, rest = divmod(abs(seconds), 60)
    return f"{'-' if seconds < 0 else ''}{minutes // 60:02}:{minutes % 60:02}:{rest:02}"


def clock_time(number: Decimal) -> str | None:
    """Hours and minutes, where a number is that part of a day as a spreadsheet keeps it; None for others.

    Few decimals are no sign: a quarter may be meant as one.
    """
    minutes = number * _MINUTES_OF_DAY
    whole = round(minutes)
    if number <= 0 or decimals_of(number) < _OF_A_TIME or abs(minutes - whole) > Decimal("1e-6"):
        return None
    return f"{whole // 60}:{whole % 60:02}"


def kept_digits(number: float | str) -> str:
    """The digits of a float that a spreadsheet keeps; of one as a file has it, which may be written with more."""
    if isinstance(number, str) and len(number) <= SIGNIFICANT_DIGITS:
        return number
    return f"{float(number):.{SIGNIFICANT_DIGITS}g}"


def serial_of(day: date) -> int:
    """The number by which a spreadsheet holds a date."""
    return (day - _DAY_ZERO).days


def date_of(serial: Number) -> date | None:
    """The date that a spreadsheet holds by a number; None where there is none that all count alike."""
    if not isinstance(serial, int) or not serial_of(EARLIEST_DATE) <= serial <= serial_of(LATEST_DATE):
        return None
    return _DAY_ZERO + timedelta(days=serial)


def is_too_great(number: Number) -> bool:
    """Whether a number is beyond the digits that a spreadsheet keeps."""
    return not -NUMBER_LIMIT < number < NUMBER_LIMIT


def number_text(number: Number) -> str:
    """A number with all its decimals and no exponent."""
    return format(number, "f") if isinstance(number, Decimal) else str(number)


def is_number(typed: Typed | None) -> TypeGuard[Number]:
    """Whether a cell held a number; a truth value, which Python counts among them, is none."""
    return isinstance(typed, int | Decimal) and not isinstance(typed, bool)


def decimals_of(number: Number) -> int:
    """How many decimals a number has."""
    if isinstance(number, int):
        return 0
    exponent = number.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def typed_text(typed: Typed | None) -> str:
    """What a cell held, as the reporter saw it."""
    if typed is None:
        return ""
    if isinstance(typed, bool):
        return str(typed).upper()
    return typed if isinstance(typed, str) else number_text(typed)
