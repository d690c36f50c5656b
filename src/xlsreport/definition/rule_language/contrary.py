"""The contrary of a condition, stated of its parts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import assert_never

from xlsreport.definition.rule_language.expression import (
    Answered,
    Begun,
    Comparator,
    Comparison,
    Condition,
    Every,
    Filled,
    Not,
    Some,
)

_CONTRARY: Mapping[Comparator, Comparator] = {"==": "!=", "!=": "==", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}


def contrary(bound: Condition) -> Condition:
    """The contrary of a bound condition.

    Of a figure that is not asked neither a comparison nor its contrary holds, so that no ``not`` may stand before one.
    """
    match bound:
        case Comparison(comparator, left, right):
            return Comparison(_CONTRARY[comparator], left, right)
        case Answered(negated=negated):
            return replace(bound, negated=not negated)
        case Filled() | Begun():
            return Not(bound)
        case Not(operand):
            return operand
        case Every(operands):
            return Some(tuple(map(contrary, operands)))
        case Some(operands):
            return Every(tuple(map(contrary, operands)))
        case _:
            assert_never(bound)
