"""Rounds and compares numbers as spreadsheets do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from operator import eq, ge, gt, le, lt, ne

from xlsreport.definition.rule_language.expression import Comparator
from xlsreport.values import EXACTLY, MAX_DECIMALS, Number, plain_number

PRECISION = MAX_DECIMALS
"""Decimals to which two sides of a rule are compared; spreadsheets add in binary, so that the last bits of a sum
are rounding errors."""

_COMPARISONS: Mapping[Comparator, Callable[[Number, Number], bool]] = {
    "==": eq,
    "!=": ne,
    "<=": le,
    ">=": ge,
    "<": lt,
    ">": gt,
}

_CERTAIN: Mapping[Comparator, Callable[[Number, Number], bool]] = {"==": eq, "<=": le, ">=": ge}
"""Relations that hold of rounded numbers wherever they hold of the numbers themselves."""


def rounded(number: Decimal, decimals: int) -> Decimal:
    """A number rounded to some decimals, half away from zero as spreadsheets round."""
    return number.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP, EXACTLY)


def difference(left: Number, right: Number) -> Number:
    """``left - right``, rounded to PRECISION decimals, half away from zero as spreadsheets round."""
    if isinstance(left, int) and isinstance(right, int):
        return left - right
    return plain_number(rounded(EXACTLY.subtract(Decimal(left), Decimal(right)), PRECISION))


def holds(comparator: Comparator, left: Number, right: Number) -> bool:
    """Whether two values stand in a relation, up to PRECISION decimals."""
    certain = _CERTAIN.get(comparator)
    if certain is not None and certain(left, right):
        return True
    return bool(_COMPARISONS[comparator](difference(left, right), 0))
