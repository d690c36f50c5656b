"""The bodies other than the agency whose figures the tables of a report nevertheless are."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property

from xlsreport.checking.claims.quantities import weight_of
from xlsreport.checking.claims.reading.statement import Statement

_Told = tuple[str, bool]
"""A body, and whether the sentence itself names it."""


class BelievedBodies:
    """The bodies other than the agency whose figures the tables nevertheless are.

    An office may report in the government's name, or a city's text may call the government what it is. Of such a body
    more numbers are as the tables have them than are not; those of another body agree by chance, which is as rare as
    they have digits. For what its own sentence tells of a body such sentences alone count: what follows them may be the
    agency's again.
    """

    def __init__(self, lines: Iterable[Sequence[Statement]], is_known: Callable[[Statement], bool]) -> None:
        self._lines = lines
        self._is_known = is_known

    def counts(self, statement: Statement) -> bool:
        """Whether a statement about another body is one about the tables."""
        body, is_named = statement.other_body, statement.told_of() != ""
        return body != "" and self._agreeing[body, is_named] > self._disagreeing[body, is_named]

    @cached_property
    def _agreeing(self) -> Mapping[_Told, float]:
        """For how many numbers those count that are told of a body and right; that it had none says nothing."""
        counts: defaultdict[_Told, float] = defaultdict(float)
        for told, weight in self._told.values():
            counts[told] += weight
        return counts

    @cached_property
    def _disagreeing(self) -> Counter[_Told]:
        return Counter(told for told, weight in self._told.values() if not weight)

    @cached_property
    def _told(self) -> Mapping[tuple[int, int, bool], tuple[_Told, float]]:
        """The body that each number is told of, and what it weighs if it is right."""
        told: dict[tuple[int, int, bool], tuple[_Told, float]] = {}
        for number, line in enumerate(self._lines):
            for statement in line:
                if not statement.quantity.value or not self._is_known(statement):
                    continue
                goes_on = statement.goes_on_of() if statement.is_right else statement.other_body
                for is_named, body in ((False, goes_on), (True, statement.told_of() if goes_on else "")):
                    key = (number, statement.position, is_named)
                    if body and (statement.is_right or key not in told):
                        told[key] = ((body, is_named), weight_of(statement.quantity) if statement.is_right else 0)
        return told
