"""Numbers in sentences: their value, their precision, and whether they are exact."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from xlsreport.definition.phrase_language.number_words import Inexact
from xlsreport.definition.phrase_language.phrase_parser import NUMERALS
from xlsreport.submission.typed_values.chinese_numerals import parse_chinese_number
from xlsreport.values import Number

_MULTIPLES = {"千": 1000, "万": 10**4, "亿": 10**8}
_ONE = "1一"
"""另一件 is another one, but 另5件 are five."""
_UNCERTAIN = {first + unit for first in "数上成好" for unit in "十百千万亿"}
"""Numerals of no certain number, with the character before them: 数十, 上百."""
_LISTED = re.compile("[^，。；：()0-9]*$")
_MORE = "+"
_MAX_KINDS = 20
"""Kinds that a text counts; a greater number is one of things."""
_DASHES = "[-—–~～]"
"""Between the two ends of a range, in every language."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number in a text: its value, and that of one unit of its last digit, within which a figure agrees with it."""

    value: Decimal
    step: Decimal

    def agrees_with(self, figure: Number) -> bool:
        """Whether a figure is what is written, however it was rounded."""
        return abs(Decimal(figure) - self.value) < self.step


NONE = Quantity(Decimal(0), Decimal(1))
"""What a text states that says there was none."""
_FREQUENT = 3
"""The greatest count that many figures have: 1, 2 or 3 reviews."""
_MAX_DIGITS = 30
"""Digits and signs of a number that is compared; no figure comes near it."""


def quantity_of(written: str, worth: Decimal = Decimal(1)) -> Quantity | None:
    """The quantity of digits or of a numeral, in units of ``worth``; None for what is no number."""
    if len(written) > _MAX_DIGITS:
        return None
    multiple = Decimal(_MULTIPLES.get(written[-1:], 1)) if written[:1].isascii() else Decimal(1)
    digits = written if multiple == 1 else written[:-1]
    if not digits.isascii():
        number = parse_chinese_number(digits)
        return None if number is None else Quantity(number * worth, worth)
    decimals = len(digits.partition(".")[2])
    return Quantity(Decimal(digits) * multiple * worth, Decimal(1).scaleb(-decimals) * multiple * worth)


def beginning_of_numbers(units: Iterable[str]) -> re.Pattern[str]:
    """What a number begins with: a digit, or numerals before a unit or the end of a clause, and not just 统一."""
    behind = _any_of(units)
    return re.compile(f"[0-9]|百分之|[{NUMERALS}](?=[，。；、)：]|{f'(?: ?(?:{behind}))|' if behind else ''}$)")


def counting_numbers(units: Iterable[str]) -> re.Pattern[str]:
    """Numbers that count something, in digits or in words with a unit; no dates."""
    behind = _any_of(units)
    in_words = f"|[{NUMERALS}]+(?={behind})" if behind else ""
    return re.compile(f"(?<![0-9.{NUMERALS}])(?:[0-9]+(?:[.][0-9]+)?{in_words})(?![0-9年月日])")


def _any_of(units: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(units)))


_GROUPS = ("number", "percent", "percent_words")
"""The groups of a phrase of which one holds the number."""


def number_and_unit(match: re.Match[str]) -> tuple[str, str]:
    """The group that holds the number of a matched phrase, and its unit; empty where it has none."""
    groups = match.groupdict()
    return next(name for name in _GROUPS if groups.get(name) is not None), groups.get("unit") or ""


def counts_of_unit(text: str, number: tuple[int, int], within: tuple[int, int]) -> dict[int, Quantity]:
    """The numbers of one stretch of a text, of the unit that a number has elsewhere in it, by their positions."""
    unit = text[slice(*number)].lstrip(f"0123456789.{NUMERALS}")
    if not unit or unit == "%":
        return {}
    counted = re.compile(
        rf"(?<![0-9.])[0-9]+(?={re.escape(unit)})|(?<![0-9.{NUMERALS}])[{NUMERALS}]+(?={re.escape(unit)})"
    ).finditer(text, *within)
    return {each.start(): quantity for each in counted if (quantity := quantity_of(each[0])) is not None}


def between_ends(words: Iterable[str]) -> str:
    """What stands between the two ends of a range: a dash, or one of some words."""
    return f" ?(?:{'|'.join([f'{_DASHES}+', *map(re.escape, words)])}) ?"


@dataclass(frozen=True)
class Exactness:
    """Whether numbers are counts, and exact, by the words of a language.

    Attributes:
        words: those right before a number and right behind it by which it is not.
        joint: finds what stands between the labels of a list.
        named_above: finds what stands before the number of things that were named.
    """

    words: Inexact
    joint: re.Pattern[str]
    named_above: re.Pattern[str] | None

    def is_exact(self, before: str, number: str, after: str) -> bool:
        """Whether a number with its unit, between two stretches of text, is a count, and exact.

        Not 近100件, 3件以上, 每1件, 3-5件, and not 公开和部分公开两项.
        """
        before = before.rstrip().lower()
        if before.endswith(self.words.before) or after.lstrip().startswith(self.words.behind):
            return False
        if before[-1:] + number[:1] in _UNCERTAIN or after.startswith(_MORE):
            return False
        if before.endswith(self.words.another) and number[:1] in _ONE and not number[1:2].isdigit():
            return False
        if self._counts_kinds(before, number):
            return False
        return not (self._ends_range.search(before) or self._begins_range.match(after))

    @cached_property
    def _ends_range(self) -> re.Pattern[str]:
        return re.compile(f"[0-9]{between_ends(self.words.ranges)}$")

    @cached_property
    def _begins_range(self) -> re.Pattern[str]:
        return re.compile(f"{between_ends(self.words.ranges)}[0-9]")

    @cached_property
    def _kinds(self) -> re.Pattern[str]:
        """A number of kinds, whole: 两项."""
        return re.compile(f"([0-9{NUMERALS}]{{1,2}})(?:{_any_of(self.words.kinds) or '(?!)'})")

    def _counts_kinds(self, before: str, number: str) -> bool:
        """Whether a number says how many kinds were named just before it: 公开和部分公开两项占60%, 上述四项合计20件."""
        kinds = self._kinds.fullmatch(number)
        quantity = quantity_of(kinds[1]) if kinds else None
        if quantity is None or quantity.value > _MAX_KINDS:
            return False
        listed = _LISTED.search(before)
        named = len(self.joint.findall(listed[0])) if listed else 0
        return self._follows_what_is_named(before) or (named > 0 and quantity.value == named + 1)

    def _follows_what_is_named(self, before: str) -> bool:
        found = self.named_above.finditer(before) if self.named_above else ()
        return any(each.end() == len(before) for each in found)


def digits_of(quantity: Quantity) -> int:
    """How many digits a number has before its decimals: that so many are right by chance is so rare."""
    return len(str(int(quantity.value)))


def weight_of(quantity: Quantity) -> float:
    """What a right number weighs as evidence: as much as it has digits, the smallest counts half as much as others."""
    return digits_of(quantity) if quantity.value > _FREQUENT else 1 / 2
