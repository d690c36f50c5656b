"""Values as programs hand them over: numbers of other libraries, values for what is missing, years and periods."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from numbers import Integral
from typing import TypeVar

from xlsreport.definition.reporting_period.period_calendar import PeriodCalendar
from xlsreport.definition.yaml_source.yaml_scalars import MAX_DIGITS
from xlsreport.errors import EntriesError
from xlsreport.messages import Messages
from xlsreport.submission.typed_values.entry_parsing import YEARS

T = TypeVar("T")

_MIN_EXPONENT = -307
"""Decimal exponent of the smallest accepted number; Excel's smallest is 2.2251E-308 (its specification)."""


def plain_value(value: T) -> T | int:
    """A value as Python's own type: the whole numbers of other libraries, such as NumPy's, are no ``int``."""
    return int(value) if isinstance(value, Integral) and not isinstance(value, int) else value


def is_no_value(value: object) -> bool:
    """Whether a number or date is none, which other libraries put where something is missing: NaN and NaT."""
    if isinstance(value, Decimal):
        return value.is_nan()
    return isinstance(value, float | date) and value != value


def is_endless(number: object) -> bool:
    """Whether a number has more digits than can be quoted, or is so small that a cell would hold 0 in its place."""
    if isinstance(number, int):
        return number.bit_length() > 4 * MAX_DIGITS
    if isinstance(number, float):
        return number in (float("inf"), float("-inf"))
    if not isinstance(number, Decimal):
        return False
    if not number.is_finite():
        return not number.is_nan()
    if number and number.adjusted() < _MIN_EXPONENT:
        return True
    return max(len(number.as_tuple().digits), abs(number.adjusted())) > MAX_DIGITS


def expect_period(year: int | None, part: int | None, calendar: PeriodCalendar, messages: Messages) -> None:
    """Refuse a year and part that no workbook could state, so that the one who gives them is told and not the reader.

    Raises:
        EntriesError: the year is none, or is given without its part or the other way round, or there is no such part.
    """
    if year is not None and not (_is_whole(year) and year in YEARS):
        raise EntriesError([messages("entries.year", found=year, least=YEARS[0], most=YEARS[-1])])
    if part is not None and not calendar.has_parts:
        raise EntriesError([messages("entries.whole_year", found=part)])
    is_part = part is not None and _is_whole(part) and 1 <= part <= calendar.parts
    if calendar.has_parts and (year, part) != (None, None) and not (is_part and year is not None):
        raise EntriesError([messages("entries.part", most=calendar.parts)])


def _is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)
