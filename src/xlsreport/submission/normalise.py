"""What people type into a figure's cell, and the number that they mean."""

from __future__ import annotations

import re
import unicodedata
from decimal import MAX_EMAX, MIN_EMIN, Context, Decimal

from xlsreport.definition.kinds import Amount, AnyKind, is_numeric
from xlsreport.submission.submission import Entry, Number, Typed

_NOTHING = {"/", "-", "--", "—", "——", "–", "无"}
"""Marks for "none", seen in published reports (the official form's own list); full-width forms are folded first."""

_UNITS = {"元": Decimal(1), "万元": Decimal(10_000), "亿元": Decimal(100_000_000)}
_COUNTERS = "件个项条次宗人份起"
_LONGEST = 300
"""Characters of a number; the largest of a spreadsheet has 309 digits."""
_NUMBER = re.compile(
    r"(?P<number>[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)"
    rf"(?P<unit>{'|'.join(sorted(_UNITS, key=len, reverse=True))}|[{_COUNTERS}])?"
    r"(?P<remark>\(.*\))?"
)


EXACTLY = Context(prec=4000, Emax=MAX_EMAX, Emin=MIN_EMIN)
"""Digits enough for sums and products of all that a spreadsheet can hold, whose numbers reach 10 to the 308."""


def plain_number(value: Decimal) -> Number:
    """An int where the value is whole, else the Decimal without zeros at its end."""
    return int(value) if value == value.to_integral_value() else value.normalize(EXACTLY)


def exact(value: object) -> Typed:
    """A cell's value as a library hands it over, with its floats made exact.

    A spreadsheet keeps 15 significant digits: what a float has beyond them is the noise of a calculation.
    """
    if isinstance(value, float):
        return plain_number(Decimal(f"{value:.15g}")) if value - value == 0 else str(value)
    if isinstance(value, Typed):
        return value
    return str(value)


def read_entry(typed: Typed, kind: AnyKind) -> Entry | None:
    """The entry for what was typed at a place of this kind, or None where nothing was."""
    if isinstance(typed, str) and not typed.strip():
        return None
    if not is_numeric(kind):
        return Entry(typed if isinstance(typed, str) else str(typed))
    if isinstance(typed, bool):
        return Entry(typed)
    if isinstance(typed, int | Decimal):
        return Entry(typed, typed)
    number = _number_in(typed, kind)
    return Entry(typed, number, mended=number is not None)


def _number_in(text: str, kind: AnyKind) -> Number | None:
    folded = "".join(unicodedata.normalize("NFKC", text).split()).replace("−", "-")
    if folded in _NOTHING:
        return 0
    match = _NUMBER.fullmatch(folded)
    if match is None or len(match["number"]) > _LONGEST:
        return None
    number = Decimal(match["number"].replace(",", ""))
    return plain_number(number * _factor(match["unit"], kind))


def _factor(unit: str | None, kind: AnyKind) -> Decimal:
    """What a typed unit of money is worth in the unit that the place asks for."""
    if unit in _UNITS and isinstance(kind, Amount) and kind.unit in _UNITS:
        return _UNITS[unit] / _UNITS[kind.unit]
    return Decimal(1)
