"""Numbers as sentences write them: how much, how exactly, and whether exactly at all."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from xlsreport.submission.chinese_numerals import chinese_number
from xlsreport.submission.submission import Number

_MULTIPLES = {"千": 1000, "万": 10**4, "亿": 10**8}
_ABOUT_BEFORE = re.compile(
    "(?:近|约|大约|大概|将近|接近|超|超过|超出|逾|突破|不足|不到|至少|最多|几|每|任|任一|任何|第|逐|同|某|另|这|那|各|均|"
    r"人均|平均|[0-9][-—~～至到]|about|some|nearly|over|almost|than|least|most|around|approximately|each|every)\s?$",
    re.IGNORECASE,
)
"""What goes before a number that is not exact, or that is no count at all."""
_ABOUT_NUMERAL = re.compile("[数上成好][十百千万亿]")
"""Numerals of no certain number, from the character before them on: 数十, 上百."""
_ABOUT_AFTER = re.compile(r"余|多|几|左右|以上|以下|以内|上下|不等|[-—~～][0-9]|\+")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number in a text: its value, and the worth of its last digit, within which it is right."""

    value: Decimal
    step: Decimal

    def agrees_with(self, figure: Number) -> bool:
        """Whether a figure is what is written, however it was rounded."""
        return abs(Decimal(figure) - self.value) < self.step


def quantity_of(written: str, worth: Decimal = Decimal(1)) -> Quantity | None:
    """What digits or a numeral stand for, each unit being worth so much; None for what is no number."""
    multiple = Decimal(_MULTIPLES.get(written[-1:], 1)) if written[:1].isascii() else Decimal(1)
    digits = written if multiple == 1 else written[:-1]
    if not digits.isascii():
        number = chinese_number(digits)
        return None if number is None else Quantity(number * worth, worth)
    decimals = len(digits.partition(".")[2])
    return Quantity(Decimal(digits) * multiple * worth, Decimal(1).scaleb(-decimals) * multiple * worth)


def is_exact(before: str, number: str, after: str) -> bool:
    """Whether a number between two stretches of text is a count, and exact: not 近100件, 3件以上, 每1件."""
    return not (
        _ABOUT_BEFORE.search(before[-12:]) or _ABOUT_NUMERAL.match(before[-1:] + number) or _ABOUT_AFTER.match(after)
    )
