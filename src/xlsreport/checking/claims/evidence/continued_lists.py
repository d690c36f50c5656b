"""Lists without a subject of their own, which go on from a sentence about something else than the tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from decimal import Decimal
from functools import cached_property

from xlsreport.checking.claims.evidence.reached_numbers import SURENESS, may_lack
from xlsreport.checking.claims.evidence.stated_wholes import TotalsOf
from xlsreport.checking.claims.names.form_labels import Line
from xlsreport.checking.claims.quantities import Quantity, weight_of
from xlsreport.checking.claims.statements import Statement
from xlsreport.values import Number


class ContinuedLists:
    """Which statements of a line are parts of a number of something else that stands in a sentence before them.

    "The town received 33. In full 15, in part 4": the second sentence does not say of what these are parts, so they are
    of the number before them; unless the tables have 33 as a total, they are none of the tables'. The same holds behind
    the number of one column, be it in the same sentence: "companies asked 23 times, in full 20". Behind "30 meetings
    were held" nearly all of a list is as the tables have it, by which it is known.
    """

    def __init__(
        self, statements: Sequence[Statement], figure_of: Callable[[Statement], Number | None], totals_of: TotalsOf
    ) -> None:
        self._statements = statements
        self._figure_of = figure_of
        self._totals_of = totals_of

    def has(self, part: Statement) -> bool:
        """Whether a part is of something else, as far as the other numbers of its sentence do not say otherwise."""
        if not part.pattern.figure.declared.part:
            return False
        wholes = self._wholes(part)
        if not wholes or wholes.keys() & self._told_of_tables:
            return False
        together = Quantity(sum((each.value for each in wholes.values()), Decimal()), Decimal(1))
        totals = self._totals_of(part.pattern.figure.declared.about)
        if any(each.agrees_with(total) for each in (*wholes.values(), together) for total in totals):
            return False
        if max(each.value for each in wholes.values()) < max(each.quantity.value for each in self._list_of(part)):
            return False
        return not self._is_lifted(part)

    @cached_property
    def _told_of_tables(self) -> Set[int]:
        """Where totals stand that are compared, right or not: a list that goes on from one is compared as well."""
        return {each.position for each in self._statements if each.is_whole and not each.pattern.figure.declared.part}

    def _wholes(self, part: Statement) -> Mapping[int, Quantity]:
        """The numbers of which a part may be one, by their positions, from the last sentence that has such.

        One of a single column is such a number for parts in another row; more of them are a list of their own.
        """
        for counted in (part.counted_before(), *part.goes_on_from()):
            others = {at: each for at, each in counted.items() if not self._lines_at(at, each) & part.pattern.own_lines}
            columns = [at for at, each in others.items() if self._lines_at(at, each)]
            if others:
                is_judged_elsewhere = len(columns) < len(others) and counted == part.counted_before()
                return {} if len(columns) > 1 or is_judged_elsewhere else others
        return {}

    def _lines_at(self, position: int, quantity: Quantity) -> Set[Line]:
        """The rows and columns of the part that a number is; without any for one that is no part."""
        return self._lines.get((position, quantity.value), frozenset())

    @cached_property
    def _lines(self) -> Mapping[tuple[int, Decimal], Set[Line]]:
        """Those of all parts, by where their numbers stand; with their value, since brackets are counted anew."""
        found: dict[tuple[int, Decimal], Set[Line]] = {}
        for each in self._statements:
            if each.pattern.figure.declared.part:
                key = (each.position, each.quantity.value)
                found[key] = found.get(key, frozenset()) | each.pattern.own_lines
        return found

    def _list_of(self, part: Statement) -> Iterator[Statement]:
        """The parts in the same row or column that a sentence tells, itself among them."""
        for each in self._statements:
            is_part = each.pattern.figure.declared.part and each.pattern.claim is part.pattern.claim
            is_beside = each.sentence == part.sentence and each.pattern.own_lines & part.pattern.own_lines
            if each is part or (is_part and is_beside):  # how many lines a list has stands in no row or column
                yield each

    def _is_lifted(self, part: Statement) -> bool:
        """Whether so many of the other parts are as the tables have them that they are of the tables' whole."""
        right = {each.position: each.quantity for each in self._list_of(part) if each.is_right and each.quantity.value}
        listed = {each.position for each in self._list_of(part) if not each.is_right and each.is_whole}
        if sum(map(weight_of, right.values())) <= SURENESS * len(listed - right.keys()):
            return False
        told = sum((each.value for each in right.values()), Decimal())
        return not may_lack(part.quantity.value, Decimal(self._figure_of(part) or 0), told)
