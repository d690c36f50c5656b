"""The bodies other than the agency whose figures the tables of a report nevertheless are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property

from xlsreport.checking.claims.statements import Statement


class BelievedBodies:
    """The bodies other than the agency whose figures the tables nevertheless are.

    An office may report in the government's name, or a city's text may call the government what it is. Of such a body
    more statements are as the tables have them than are not; those of another body agree by chance.
    """

    def __init__(self, lines: Sequence[Sequence[Statement]], is_known: Callable[[Statement], bool]) -> None:
        self._lines = lines
        self._is_known = is_known

    def counts(self, statement: Statement) -> bool:
        """Whether a statement about another body is one about the tables."""
        body = statement.other_body
        return body != "" and self._agreeing[body] > self._disagreeing[body]

    @cached_property
    def _agreeing(self) -> Counter[str]:
        """How many numbers told of a body are right; that it had none of something says nothing."""
        return Counter(body for body, is_right in self._told.values() if is_right)

    @cached_property
    def _disagreeing(self) -> Counter[str]:
        return Counter(body for body, is_right in self._told.values() if not is_right)

    @cached_property
    def _told(self) -> Mapping[tuple[int, int], tuple[str, bool]]:
        """The body that each number is told of, and whether the number is right."""
        told: dict[tuple[int, int], tuple[str, bool]] = {}
        for number, line in enumerate(self._lines):
            for statement in line:
                body = statement.told_of() if statement.is_right else statement.other_body
                is_new = statement.is_right or (number, statement.position) not in told
                if body and statement.quantity.value and is_new and self._is_known(statement):
                    told[number, statement.position] = (body, statement.is_right)
        return told
