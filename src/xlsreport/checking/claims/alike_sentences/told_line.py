"""What a line tells by its words, found once for all lines that differ in digits only.

Most lines of a round say what others say, and most numbers are those of the tables: a line whose numbers all are needs
no closer look, and none of the words that would lead it elsewhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from xlsreport.checking.claims.patterns.claim_patterns import ClaimPatterns
from xlsreport.checking.claims.patterns.figure_patterns import FigurePattern
from xlsreport.checking.claims.prose import ProseLine
from xlsreport.checking.claims.quantities import number_and_unit
from xlsreport.checking.claims.reading.line_sentences import sentence_ends
from xlsreport.object_cache import remembered_by_object

_ONE = Decimal(1)
_MOST = 2_000
"""Lines of one definition and year that are remembered: those of a round differ in little else than digits."""
Span = tuple[int, int]


class StatedNumber(NamedTuple):
    """A number that a phrase finds: of which figure, from where to where, and what one of its unit is worth."""

    figure: FigurePattern
    begin: int
    end: int
    worth: Decimal


@dataclass(frozen=True, slots=True)
class ToldLine:
    """The numbers that phrases find in a line, sentence by sentence in the order of the figures' declaration, and the
    figures of which it says that there was none.
    """

    numbers: tuple[StatedNumber, ...]
    denied: tuple[FigurePattern, ...]

    def __bool__(self) -> bool:
        return bool(self.numbers or self.denied)


def told_in(
    patterns: ClaimPatterns, text: str, subjects: frozenset[str], insides: Sequence[Span] | None = None
) -> ToldLine:
    """What a line tells of figures about some subjects; of ``insides`` only, and only parts, if these are given."""
    return _told_in(patterns, patterns.mask.masked(text), subjects, None if insides is None else tuple(insides))


@remembered_by_object(most=_MOST)
def tells_nothing(patterns: ClaimPatterns, masked: str, subjects: frozenset[str]) -> bool:
    """Whether no phrase about some subjects finds anything in a line as it was typed, but for its masked digits."""
    line = ProseLine(patterns.readable(masked), "", patterns.asides)
    if told_in(patterns, line.bare, subjects):
        return False
    return not line.has_number_inside or not told_in(patterns, line.flat, subjects, line.insides)


@remembered_by_object(most=_MOST)
def _told_in(
    patterns: ClaimPatterns, masked: str, subjects: frozenset[str], insides: tuple[Span, ...] | None
) -> ToldLine:
    numbers: list[StatedNumber] = []
    begin = 0
    for end in sentence_ends(masked):
        if patterns.numbers.search(masked, begin, end):
            found = _numbers_in(patterns, masked[begin:end], subjects)
            moved = (each._replace(begin=begin + each.begin, end=begin + each.end) for each in found)
            numbers += (each for each in moved if insides is None or _is_part_inside(each, insides))
        begin = end + 1
    denied = (each for each in patterns.candidates(masked, "", subjects) if each.none)
    return ToldLine(
        tuple(numbers), tuple(each.figure for each in denied if any(phrase.is_in(masked) for phrase in each.none))
    )


@remembered_by_object(most=_MOST)
def _numbers_in(patterns: ClaimPatterns, sentence: str, subjects: frozenset[str]) -> tuple[StatedNumber, ...]:
    found = []
    for candidate in patterns.candidates("", sentence, subjects):
        for phrase in candidate.phrases:
            pattern = phrase.pattern_for(sentence)
            for match in pattern.finditer(sentence) if pattern else ():
                group, unit = number_and_unit(match)
                worth = candidate.figure.worth.get(unit, _ONE)
                found.append(StatedNumber(candidate.figure, *match.span(group), worth))
    return tuple(found)


def _is_part_inside(number: StatedNumber, insides: Sequence[Span]) -> bool:
    is_inside = any(begin <= number.begin < end for begin, end in insides)
    return is_inside and number.figure.figure.declared.part
