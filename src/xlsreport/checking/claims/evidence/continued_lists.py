"""Lists without a subject of their own, which go on from a sentence about something else than the tables."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import chain, islice

from xlsreport.checking.claims.evidence.reached_numbers import SURENESS, may_lack
from xlsreport.checking.claims.evidence.stated_wholes import TotalsOf
from xlsreport.checking.claims.names.form_labels import Line
from xlsreport.checking.claims.quantities import Quantity, weight_of
from xlsreport.checking.claims.reading.statement import Statement
from xlsreport.values import Number

_MAX_SENTENCES = 8
"""With so many sentences before it a list may go on; nobody reads it as one of what stands further away."""


@dataclass(frozen=True, slots=True)
class _PartList:
    """One list: its largest number, for how many the right ones count, how many are wrong, what the right come to."""

    largest: Decimal
    right: float
    wrong: int
    told: Decimal

    @classmethod
    def of(cls, parts: Sequence[Statement]) -> _PartList:
        right = {each.position: each.quantity for each in parts if each.is_right and each.quantity.value}
        wrong = {each.position for each in parts if not each.is_right and each.is_whole} - right.keys()
        return cls(
            max(each.quantity.value for each in parts),
            sum(map(weight_of, right.values())),
            len(wrong),
            sum((each.value for each in right.values()), Decimal()),
        )


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
        if max(each.value for each in wholes.values()) < self._list_of(part).largest:
            return False
        return not self._is_lifted(part)

    @cached_property
    def _told_of_tables(self) -> Set[int]:
        """Where totals stand that are compared, right or not: a list that goes on from one is compared as well."""
        return {each.position for each in self._statements if each.is_whole and not each.pattern.figure.declared.part}

    def _wholes(self, part: Statement) -> Mapping[int, Quantity]:
        """The numbers of which a part may be one, by their positions, from the last sentence that has such.

        One of a single column is such a number for parts in another row, if it is the last one before them; more of
        them are a list of their own: "answered 198, individuals 139, in full 12".
        """
        own = part.counted_before()
        for counted in chain((own,), islice(part.goes_on_from(), _MAX_SENTENCES)):
            others = {at: each for at, each in counted.items() if not self._lines_at(at, each) & part.pattern.own_lines}
            columns = [at for at, each in others.items() if self._lines_at(at, each)]
            if others and counted is own and len(columns) < len(others):  # that is judged elsewhere
                return {at: others[at] for at in columns} if columns == [max(others)] else {}
            if others:
                return {} if len(columns) > 1 else others
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

    def _list_of(self, part: Statement) -> _PartList:
        """What the parts in the same row or column come to that a sentence tells, itself among them."""
        lines, sentence = part.pattern.own_lines, (part.pattern.claim.id, part.sentence)
        if not lines:  # how many lines a list has stands in no row or column
            return _PartList.of([part])
        key = (*sentence, lines)
        if key not in self._lists:
            told = [each for each in self._parts[sentence] if each.pattern.own_lines & lines]
            self._lists[key] = _PartList.of(told)
        return self._lists[key]

    @cached_property
    def _parts(self) -> Mapping[tuple[str, int], Sequence[Statement]]:
        """The parts by their claim and sentence."""
        found: dict[tuple[str, int], list[Statement]] = {}
        for each in self._statements:
            if each.pattern.figure.declared.part:
                found.setdefault((each.pattern.claim.id, each.sentence), []).append(each)
        return found

    @cached_property
    def _lists(self) -> dict[tuple[str, int, frozenset[Line]], _PartList]:
        return {}

    def _is_lifted(self, part: Statement) -> bool:
        """Whether so many of the other parts are as the tables have them that they are of the tables' whole."""
        listed = self._list_of(part)
        if listed.right <= SURENESS * listed.wrong:
            return False
        return not may_lack(part.quantity.value, Decimal(self._figure_of(part) or 0), listed.told)
