"""Totals and sides of rules that only add figures up and take them off: most are, and whole numbers need no more."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from xlsreport.definition.definition import Definition
from xlsreport.definition.expression import Arithmetic, Call, Expression, Figure, Figures, Negative
from xlsreport.definition.place import Place


@dataclass(frozen=True, slots=True)
class Addition:
    """The places whose figures are added and those whose figures are taken off; of this year, and of last year."""

    added: tuple[Place, ...] = ()
    taken_off: tuple[Place, ...] = ()
    added_before: tuple[Place, ...] = ()
    taken_off_before: tuple[Place, ...] = ()

    def __add__(self, other: Addition) -> Addition:
        return Addition(
            self.added + other.added,
            self.taken_off + other.taken_off,
            self.added_before + other.added_before,
            self.taken_off_before + other.taken_off_before,
        )

    def __neg__(self) -> Addition:
        return Addition(self.taken_off, self.added, self.taken_off_before, self.added_before)


@cache
def additions_of(definition: Definition) -> Mapping[int, Addition]:
    """The additions among the totals and rules of a definition, by the ``id()`` of their expressions.

    An id stands for one expression only, since the definition keeps its expressions, and this keeps the definition.
    """
    trees = [facts.total for facts in definition.places.values() if facts.total is not None]
    trees += [total.expression for total in definition.totals]
    trees += [side for case in definition.cases for side in (case.comparison.left, case.comparison.right)]
    return {id(tree): addition for tree in trees if (addition := _addition(tree)) is not None}


def _addition(tree: Expression) -> Addition | None:
    """An expression as an addition; None where it does more than add."""
    match tree:
        case Figure(place, previous):
            return Addition(added_before=(place,)) if previous else Addition(added=(place,))
        case Figures(members):
            return _joined(map(_addition, members))
        case Negative(operand):
            return None if (found := _addition(operand)) is None else -found
        case Call("sum", arguments):
            return _joined(map(_addition, arguments))
        case Arithmetic("+", left, right):
            return _joined((_addition(left), _addition(right)))
        case Arithmetic("-", left, right):
            return _joined((_addition(left), _addition(Negative(right))))
        case _:
            return None


def _joined(parts: Iterable[Addition | None]) -> Addition | None:
    joined = Addition()
    for part in parts:
        if part is None:
            return None
        joined += part
    return joined
