"""Percentages: what a cell holds as a fraction, and the sign behind a number or, as in Turkish, in front of it."""

from __future__ import annotations

import re
from decimal import Decimal

from xlsreport.submission.submission import Entry
from xlsreport.values import EXACTLY, exact, plain_number

_IN_FRONT = re.compile(r"^([+-]?)%[ \xa0\u2009\u202f]?([+-]?)(?=[0-9])")


def without_percent(text: str) -> str:
    """A number without the sign of a percentage: 40.5%, 40,5 %, %40,5, -%40,5 and % -40,5."""
    return text[:-1].rstrip() if text.endswith("%") else _IN_FRONT.sub(r"\1\2", text)


def entry_of_percent(value: float) -> Entry | None:
    """The entry for a float that its cell shows as a percentage: 40.5 for 0.405; None for what has no other figure."""
    number = exact(value)
    if isinstance(number, str) or number == 0:
        return None
    return Entry(number, plain_number(EXACTLY.multiply(Decimal(number), Decimal(100))), mended=True)
