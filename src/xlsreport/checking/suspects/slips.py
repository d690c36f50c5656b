"""How a number is mistyped: digits exchanged, dropped or doubled, a decimal point in the wrong place."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from xlsreport.checking.suspects.cause import Reason
from xlsreport.values import Number, decimals_of, number_text, plain_number

_MAX_SHIFT = 4
"""Places by which a decimal point goes astray; four are what parts 元 from 万元."""


def slip_between(found: Number, meant: Number, *, is_count: bool) -> Reason | None:
    """How a number may have been mistyped as another one, if it is a slip; counts have no decimal point."""
    if found == meant or found <= 0 or meant <= 0:
        return None
    wrong, right = _digits(found, meant)
    if _is_exchanged(wrong, right):
        return "digits_exchanged"
    if _is_doubled(wrong, right):
        return "digit_doubled"
    if any(meant in (_scaled(found, shift), _scaled(found, -shift)) for shift in _shifts(is_count=is_count)):
        return "decimal_shifted"
    return "digit_dropped" if _is_without_one(right, wrong) else None


def meant_instead(found: Number, *, is_count: bool) -> Iterator[Number]:
    """Numbers that one may have been mistyped of, where anything within a range will do.

    That a digit was dropped, or a zero of a count, leads into nearly every range, so that it says nothing.
    """
    if found <= 0:
        return
    decimals = decimals_of(found)
    digits = number_text(found).replace(".", "")
    for position in range(len(digits) - 1):
        first, second = digits[position], digits[position + 1]
        rest = digits[position + 2 :]
        if position or second != "0":  # 30 for 3 has a zero too many
            yield _number(digits[:position] + second + first + rest, decimals)
        if first == second:
            yield _number(digits[: position + 1] + rest, decimals)
    for shift in () if is_count else _shifts(is_count=False):
        yield _scaled(found, shift)
        yield _scaled(found, -shift)


def _shifts(*, is_count: bool) -> range:
    """Places by which a number is shifted; a count by a zero that is missing or too many."""
    return range(1, 2 if is_count else 1 + _MAX_SHIFT)


def _number(digits: str, decimals: int) -> Number:
    return plain_number(Decimal(digits).scaleb(-decimals))


def _scaled(number: Number, places: int) -> Number:
    return plain_number(Decimal(number).scaleb(places))


def _digits(*numbers: Number) -> list[str]:
    """The digits of numbers, to as many decimals for each."""
    decimals = max(map(decimals_of, numbers))
    return [str(int(Decimal(number).scaleb(decimals))) for number in numbers]


def _is_exchanged(wrong: str, right: str) -> bool:
    """Whether two digits side by side changed places."""
    if len(wrong) != len(right):
        return False
    differing = [position for position in range(len(wrong)) if wrong[position] != right[position]]
    if len(differing) != 2 or differing[1] != differing[0] + 1:
        return False
    first, second = differing
    return wrong[first] == right[second] and wrong[second] == right[first]


def _is_without_one(longer: str, shorter: str) -> bool:
    """Whether a number is another one without one of its digits."""
    return any(longer[:position] + longer[position + 1 :] == shorter for position in range(len(longer)))


def _is_doubled(wrong: str, right: str) -> bool:
    """Whether a number is another one with one of its digits typed twice."""
    return any(
        wrong[position] == wrong[position + 1] and wrong[:position] + wrong[position + 1 :] == right
        for position in range(len(wrong) - 1)
    )
