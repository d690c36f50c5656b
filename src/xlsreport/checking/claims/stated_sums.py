"""The sums of what a line states of one figure, part by part."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from xlsreport.checking.claims.quantities import Quantity
from xlsreport.checking.claims.statements import Statement
from xlsreport.values import Number

_Group = tuple[str, int | None, bool]
"""The figure, the sentence (None for the whole line), and whether only addends belong to it."""


class StatedSums:
    """The sums of a line's statements about one figure.

    A line may state parts that add up to the figure: "departments received 2, districts 4", where the table has 6.
    Addends are also added up without what counts by itself: "received 6, by post 2, in person 4".
    """

    def __init__(self, statements: Sequence[Statement]) -> None:
        stated: dict[_Group, dict[int, Quantity]] = {}
        for statement in statements:
            for group in _groups(statement):
                stated.setdefault(group, {})[statement.position] = statement.quantity
        self._sums = {group: _sum(list(each.values())) for group, each in stated.items() if len(each) > 1}

    def has_addends(self, statement: Statement) -> bool:
        """Whether the sentence of an addend has others to which it belongs."""
        return _of_addends(statement) in self._sums

    def adds_up(self, statement: Statement, values: Sequence[Number]) -> bool:
        """Whether all that is stated of the figure of a statement comes to one of the values that it may have."""
        sums = [self._sums[group] for group in _groups(statement) if group in self._sums]
        return any(together.agrees_with(value) for together in sums for value in values)


def _groups(statement: Statement) -> Iterator[_Group]:
    """What a statement is added to: in its line, in its sentence, and if it is an addend, to other addends there."""
    declared = statement.pattern.figure.declared
    yield declared.equals[0], None, False
    yield declared.equals[0], statement.sentence, False
    if declared.addend:
        yield _of_addends(statement)


def _of_addends(statement: Statement) -> _Group:
    return statement.pattern.figure.declared.equals[0], statement.sentence, True


def _sum(quantities: Sequence[Quantity]) -> Quantity:
    return Quantity(sum((each.value for each in quantities), Decimal()), max(each.step for each in quantities))
