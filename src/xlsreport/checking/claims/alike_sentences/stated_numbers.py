"""Finds the numbers of sentences that phrases are about, once for all sentences that differ in digits only.

Most sentences of a round say what others say, and most numbers are those of the tables: a line whose numbers all are
needs no closer look, and none of the words that would lead it elsewhere.
"""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from xlsreport.checking.claims.patterns.claim_patterns import Candidate, ClaimPatterns
from xlsreport.checking.claims.patterns.figure_patterns import FigurePattern
from xlsreport.checking.claims.quantities import number_and_unit
from xlsreport.object_cache import remembered_by_object

_ONE = Decimal(1)


class StatedNumber(NamedTuple):
    """A number that a phrase finds: of which figure, from where to where, and what one of its unit is worth."""

    figure: FigurePattern
    begin: int
    end: int
    worth: Decimal


def numbers_in(patterns: ClaimPatterns, sentence: str, subjects: frozenset[str]) -> tuple[StatedNumber, ...]:
    """The numbers that phrases about some subjects find in a sentence, in the order of the figures' declaration."""
    return _numbers_in(patterns, patterns.mask.masked(sentence), subjects)


def denying_in(patterns: ClaimPatterns, text: str, subjects: frozenset[str]) -> tuple[Candidate, ...]:
    """The figures of which a text may say that there was none, by the words that it has."""
    return _denying_in(patterns, patterns.mask.masked(text), subjects)


@remembered_by_object(most=2_000)
def _numbers_in(patterns: ClaimPatterns, masked: str, subjects: frozenset[str]) -> tuple[StatedNumber, ...]:
    found = []
    for candidate in patterns.candidates("", masked, subjects):
        for phrase in candidate.phrases:
            pattern = phrase.pattern_for(masked)
            for match in pattern.finditer(masked) if pattern else ():
                group, unit = number_and_unit(match)
                worth = candidate.figure.worth.get(unit, _ONE)
                found.append(StatedNumber(candidate.figure, *match.span(group), worth))
    return tuple(found)


@remembered_by_object(most=1_000)
def _denying_in(patterns: ClaimPatterns, masked: str, subjects: frozenset[str]) -> tuple[Candidate, ...]:
    return tuple(each for each in patterns.candidates(masked, "", subjects) if each.none)
