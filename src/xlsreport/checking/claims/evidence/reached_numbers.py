"""Numbers that words far from them take elsewhere, though the others that these words reach are the tables'."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from math import log10

from xlsreport.checking.claims.decisions import Far
from xlsreport.checking.claims.quantities import weight_of
from xlsreport.checking.claims.reading.statement import Statement
from xlsreport.values import Number

_Reached = tuple[str, Far]
"""The claim that figures belong to, and the words that reach their numbers."""
SURENESS = 2
"""For how many numbers the right ones must count for each wrong one: of small figures many are right by chance."""
_NO_PART = 4.0
"""How rarely a part would lack so many if the number is none of a part, as a logarithm."""


@dataclass(frozen=True, slots=True)
class Reach:
    """What was found of the numbers that the same words reach as one that they take elsewhere, for who asks why.

    Attributes:
        agreeing: how many of them the tables have.
        told: how many they are.
        may_be_part: whether so many are right that the words mean something else, but this number lacks so little that
            it may be of a part nevertheless.
    """

    agreeing: int
    told: int
    may_be_part: bool


@dataclass(frozen=True, slots=True)
class _RightNumbers:
    """How many numbers are right that the same words reach, for how many they count, and what they come to."""

    count: int
    weight: float
    told: Decimal


class ReachedNumbers:
    """What the right numbers of a line say of the words that reach them from afar.

    "Less than last year's 42. ... answered 38, of which 16 in full and 5 in part": where "last year's" should hold for
    all that follows, none of it need be as the tables have it. If nearly all of it is, the words mean something else.
    """

    def __init__(self, statements: Sequence[Statement], figure_of: Callable[[Statement], Number | None]) -> None:
        self._statements = statements
        self._figure_of = figure_of

    def counts(self, statement: Statement) -> bool:
        """Whether a statement that words from afar take elsewhere is one about the tables nevertheless."""
        if not statement.is_apart or statement.position in self._settled:
            return False
        reached = _reached(statement)
        return self._are_mostly_right(reached) and not self._may_be_a_part(statement, reached)

    def reach_of(self, statement: Statement) -> Reach | None:
        """What says whether words from afar mean a statement; None of one that they do not decide about."""
        if not statement.is_apart or statement.position in self._settled or self._figure_of(statement) is None:
            return None
        reached = _reached(statement)
        agreeing = self._right(reached).count
        is_part = self._are_mostly_right(reached) and self._may_be_a_part(statement, reached)
        return Reach(agreeing, agreeing + len(self._wrong[reached]), is_part)

    def _are_mostly_right(self, reached: _Reached) -> bool:
        return self._right(reached).weight > SURENESS * len(self._wrong[reached])

    def _may_be_a_part(self, statement: Statement, reached: _Reached) -> bool:
        return may_lack(statement.quantity.value, Decimal(self._figure_of(statement) or 0), self._right(reached).told)

    def _right(self, reached: _Reached) -> _RightNumbers:
        """What the right numbers come to that the same words reach; found once for all of them."""
        if reached not in self._found:
            self._found[reached] = self._right_numbers(*reached)
        return self._found[reached]

    @cached_property
    def _found(self) -> dict[_Reached, _RightNumbers]:
        return {}

    def _right_numbers(self, claim: str, words: Far) -> _RightNumbers:
        ones = [(at, one) for (of_claim, by, at), one in self._right_ones.items() if of_claim == claim and by >= words]
        told = {
            each.position: each.quantity.value
            for each, (of_claim, by) in self._right_statements
            if of_claim == claim and "%" not in each.written and by >= words
        }
        return _RightNumbers(len({at for at, _ in ones}), sum(one for _, one in ones), sum(told.values(), Decimal()))

    @cached_property
    def _right_statements(self) -> Sequence[tuple[Statement, _Reached]]:
        """Each with what reaches it, which its sentence is examined for."""
        return [(each, _reached(each)) for each in self._statements if each.is_right]

    @cached_property
    def _settled(self) -> frozenset[int]:
        """Where the numbers stand that are right, or that count anyway."""
        return frozenset(each.position for each in self._statements if each.is_right or each.is_whole)

    @cached_property
    def _right_ones(self) -> Mapping[tuple[str, Far, int], float]:
        return dict(self._weights())

    def _weights(self) -> Iterator[tuple[tuple[str, Far, int], float]]:
        for each, reached in self._right_statements:
            if each.quantity.value and self._figure_of(each) is not None:
                yield (*reached, each.position), weight_of(each.quantity)

    @cached_property
    def _wrong(self) -> Mapping[_Reached, set[int]]:
        """Where the wrong numbers stand that words reach."""
        positions: dict[_Reached, set[int]] = {}
        for each in self._statements:
            if each.is_apart and each.position not in self._settled:
                positions.setdefault(_reached(each), set()).add(each.position)
        return positions


def may_lack(stated: Decimal, figure: Decimal, told: Decimal) -> bool:
    """Whether a number lacks so little that the text may tell nearly all that the tables have, and not all.

    A part that has all of the right numbers, which come to ``told``, lacks one of the others as seldom as these are
    many: the half-year's 予以公开9件、部分公开3件、不予公开6件 where the year has 10, 3 and 6.
    """
    if stated >= figure:
        return False
    return float(figure - stated) * log10((figure + told) / figure) < _NO_PART


def _reached(statement: Statement) -> _Reached:
    return statement.pattern.claim.id, statement.reached_by()
