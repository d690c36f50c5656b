"""Totals and sides of rules that only add figures up and take them off: most are, and whole numbers need no more."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from xlsreport.definition.definition import Definition
from xlsreport.definition.expression import Arithmetic, Call, Expression, Figure, Figures, Negative
from xlsreport.definition.place import Place

Addition = tuple[tuple[int, Place, bool], ...]
"""What is added (1) or taken off (-1): places, and whether last year's figure is meant."""


@cache
def additions_of(definition: Definition) -> Mapping[int, Addition]:
    """The additions among the totals and rules of a definition, by the ``id()`` of their expressions.

    An id stands for one expression only, since the definition keeps its expressions, and this keeps the definition.
    """
    totals = [facts.total for facts in definition.places.values() if facts.total is not None]
    sides = [side for case in definition.cases for side in (case.comparison.left, case.comparison.right)]
    found = {
        id(tree): _addition(tree) for tree in (*totals, *(total.expression for total in definition.totals), *sides)
    }
    return {key: addition for key, addition in found.items() if addition is not None}


def _addition(tree: Expression, sign: int = 1) -> Addition | None:
    """An expression as an addition; None where it does more than add."""
    match tree:
        case Figure(place, previous):
            return ((sign, place, previous),)
        case Figures(members):
            return tuple((sign, figure.place, figure.previous) for figure in members)
        case Negative(operand):
            return _addition(operand, -sign)
        case Call("sum", arguments):
            return _joined([_addition(argument, sign) for argument in arguments])
        case Arithmetic("+" | "-" as operator, left, right):
            return _joined([_addition(left, sign), _addition(right, sign if operator == "+" else -sign)])
        case _:
            return None


def _joined(parts: list[Addition | None]) -> Addition | None:
    known = [part for part in parts if part is not None]
    return tuple(term for part in known for term in part) if len(known) == len(parts) else None
