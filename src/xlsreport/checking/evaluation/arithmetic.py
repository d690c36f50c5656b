"""Operations and functions of numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from operator import add, mul, sub, truediv

from xlsreport.definition.rule_language.expression import Function, Operator

DIGITS = 50
"""Of a number while it is calculated."""

OPERATIONS: Mapping[Operator, Callable[[Decimal, Decimal], Decimal]] = {"+": add, "-": sub, "*": mul, "/": truediv}


def applied(function: Function, numbers: Sequence[Decimal]) -> Decimal:
    """A function of some numbers.

    Raises:
        ValueError: the least or the greatest of none is asked for.
    """
    match function:
        case "sum":
            return sum(numbers, Decimal(0))
        case "min":
            return min(numbers)
        case "max":
            return max(numbers)
        case "abs":
            return abs(numbers[0])
        case "count":
            return Decimal(len(numbers))
