"""Tells parts of the tables' totals from parts of something else, by the numbers that stand before them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from xlsreport.checking.claims.quantities import Quantity
from xlsreport.checking.claims.statements import IsRight, Statement
from xlsreport.values import Number

TotalsOf = Callable[[str], Sequence[Number]]
"""The figures of a subject that are no parts."""


class StatedWholes:
    """What the statements of one line are parts of.

    "Answered 30, of which 10 in full" has parts of the 30 answers. Unless the tables have 30 somewhere, these are other
    answers than theirs, such as those that were examined; then 10 need not be what the tables have.
    """

    def __init__(self, statements: Sequence[Statement], is_right: IsRight, totals_of: TotalsOf) -> None:
        self._statements = statements
        self._is_right = is_right
        self._totals_of = totals_of

    def are_other_than(self, part: Statement) -> bool:
        """Whether numbers that a part may be of stand before it in its sentence, none of which the tables have."""
        declared = part.pattern.figure.declared
        wholes = self._before(part) if declared.part else []
        if not wholes or any(self._is_right_before(part, each) for each in self._statements):
            return False
        totals = self._totals_of(declared.about)
        return not any(counted.agrees_with(total) for counted in wholes for total in totals)

    def _before(self, part: Statement) -> list[Quantity]:
        """The numbers before a part that are not less, and no parts themselves."""
        parts = {each.position for each in self._statements if each.pattern.figure.declared.part}
        counted = part.counted_before().items()
        return [each for position, each in counted if position not in parts and each.value >= part.quantity.value]

    def _is_right_before(self, part: Statement, other: Statement) -> bool:
        is_before = other.sentence == part.sentence and other.position < part.position
        return is_before and self._is_right(other.pattern, other.quantity)
