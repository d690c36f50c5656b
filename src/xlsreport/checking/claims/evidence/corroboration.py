"""Sentences that do not say what they speak of, but tell numbers that the tables have."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from functools import cached_property

from xlsreport.checking.claims.quantities import digits_of
from xlsreport.checking.claims.reading.statement import Statement

_Sentence = tuple[str, int]
"""The claim that figures belong to, and the sentence of a line."""


class Corroboration:
    """What the right numbers of a sentence say of the others in it.

    A sentence such as "received 156, answered 165" names no subject, and may be about anything. A number of one digit
    is right by chance in one of ten cases, one of two in one of a hundred: so it counts for as many numbers as it has
    digits, and a sentence is about the tables if its right numbers count for more than there are wrong ones.
    """

    def __init__(self, statements: Sequence[Statement], is_known: Callable[[Statement], bool]) -> None:
        self._statements = statements
        self._is_known = is_known

    def counts(self, statement: Statement) -> bool:
        """Whether a statement of which it is not said what it is about is one about the tables."""
        sentence = _sentence_of(statement)
        if not statement.in_doubt or statement.position in self._settled:
            return False
        return self._right[sentence] > len(self._doubtful[sentence])

    @cached_property
    def _settled(self) -> frozenset[int]:
        """Where the numbers stand that are right, or of which it is said what they are about."""
        return frozenset(each.position for each in self._statements if each.is_right or each.is_whole)

    @cached_property
    def _right(self) -> Counter[_Sentence]:
        """For how many numbers the right ones of each sentence count; that there was none of something says nothing."""
        digits = {
            (_sentence_of(each), each.position): digits_of(each.quantity)
            for each in self._statements
            if each.is_right and each.quantity.value and self._is_known(each)
        }
        counts: Counter[_Sentence] = Counter()
        for (sentence, _), number in digits.items():
            counts[sentence] += number
        return counts

    @cached_property
    def _doubtful(self) -> dict[_Sentence, set[int]]:
        """Where the wrong numbers of each sentence stand."""
        positions: dict[_Sentence, set[int]] = {}
        for each in self._statements:
            if each.in_doubt and each.position not in self._settled:
                positions.setdefault(_sentence_of(each), set()).add(each.position)
        return positions


def _sentence_of(statement: Statement) -> _Sentence:
    return statement.pattern.claim.id, statement.sentence
