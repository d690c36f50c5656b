"""The only number of a sentence that is not as the tables have it, and is more than they have."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from xlsreport.checking.claims.quantities import is_slip_of, weight_of
from xlsreport.checking.claims.reading.statement import Statement
from xlsreport.values import Number

_SURE_OF_PHRASES = 1.5
"""What the right numbers of a sentence must weigh where a phrase found the number, but words from afar silence it."""
_SURE_OF_NAMES = 2.0
"""The same where no phrase found it, and only its own words name the figure."""
_SURE_OF_NONE = 1.0
"""The same where these words say that there was none: there is no number that could be a part."""


@dataclass
class _Told:
    """The numbers of one sentence by positions: what right ones weigh, which count or need not, and the others."""

    weights: dict[int, float] = field(default_factory=dict)
    settled: set[int] = field(default_factory=set)
    doubtful: set[int] = field(default_factory=set)


class SoleDoubts:
    """Which numbers are about the tables since all others of their sentence are as the tables have them.

    Words from afar may make a number that of a part, of another body or of last year, and words near a number may name
    a figure in a way in which it is told of something else. A part is never more than the whole. So a number that is
    more than all that it may equal, beside numbers that are all the tables', is wrong rather than of something else.

    Args:
        statements: those of a line that phrases found.
        named: those that no phrase found, but that their own words name.
        values_of: all that a figure may be; nothing as long as it is blank.
    """

    def __init__(
        self,
        statements: Sequence[Statement],
        named: Sequence[Statement],
        values_of: Callable[[Statement], Sequence[Number]],
    ) -> None:
        self._statements = statements
        self._named = named
        self._values_of = values_of

    def counts(self, statement: Statement) -> bool:
        """Whether a statement that does not count by itself is one about the tables nevertheless."""
        if statement.is_right or not self._may_count(statement) or self._may_be_part(statement):
            return False
        told = self._told.get(statement.sentence, _Told())
        if statement.position in told.settled or told.doubtful - {statement.position}:
            return False
        return sum(told.weights.values()) >= _sureness(statement)

    def _may_count(self, statement: Statement) -> bool:
        """Whether nothing but that no subject is named speaks against it, or words from afar against a figure mistyped.

        A year or 累计 that has a number of its own may go on with the next: 上年予以公开80件，部分公开40件.
        """
        if statement.is_whole or statement.other_body:
            return False
        if not statement.is_named and not (statement.is_apart or statement.in_doubt):
            return False
        far = {cause for cause, words in statement.reached_by() if cause != "subject" or words}
        if "subject" in far:
            return False
        is_slip = any(is_slip_of(statement.quantity, value) for value in self._values_of(statement))
        return is_slip or not far

    def _may_be_part(self, statement: Statement) -> bool:
        """Whether it is no more than some figure that it may equal; that there was none is no part."""
        values = self._values_of(statement)
        return not values or 0 < statement.quantity.value <= max(values)

    @cached_property
    def _told(self) -> Mapping[int, _Told]:
        """The numbers of each sentence."""
        found: dict[int, _Told] = {}
        for each in (*self._statements, *self._named):
            told = found.setdefault(each.sentence, _Told())
            if each.is_right or each.is_whole:
                told.settled.add(each.position)
            if not each.is_right:
                told.doubtful.add(each.position)
            elif each.quantity.value and self._values_of(each):
                told.weights[each.position] = weight_of(each.quantity)
        for number, told in found.items():
            told.doubtful -= self._right[number]
        return found

    @cached_property
    def _right(self) -> Mapping[int, set[int]]:
        """Where the right numbers of each sentence stand."""
        found: dict[int, set[int]] = {}
        for each in (*self._statements, *self._named):
            found.setdefault(each.sentence, set()).update({each.position} if each.is_right else ())
        return found


def _sureness(statement: Statement) -> float:
    if not statement.quantity.value:
        return _SURE_OF_NONE
    return _SURE_OF_NAMES if statement.is_named else _SURE_OF_PHRASES
