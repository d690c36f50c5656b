"""Whether all numbers of a line that phrases find are those of the tables: then nothing of it need be examined."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from xlsreport.checking.claims.alike_sentences.told_line import Span, told_in
from xlsreport.checking.claims.patterns.claim_patterns import ClaimPatterns
from xlsreport.checking.claims.patterns.figure_patterns import FigurePattern
from xlsreport.checking.claims.quantities import NONE, Quantity, quantity_of

IsRight = Callable[[FigurePattern, Quantity], bool]
"""Whether a figure may have this value; then its sentence need not be examined."""


def agrees(
    patterns: ClaimPatterns,
    text: str,
    subjects: frozenset[str],
    is_right: IsRight,
    insides: Sequence[Span] | None = None,
) -> bool:
    """Whether no number that phrases find is another than that of its figure; each counts for the first that it fits.

    Of a text with brackets, ``insides`` are the stretches that stand in one; only parts are told there.
    """
    told = told_in(patterns, text, subjects, insides)
    taken: set[int] = set()
    for figure, first, last, worth in told.numbers:
        if first in taken:
            continue
        quantity = quantity_of(text[first:last], worth)
        if quantity is None:
            continue
        if not is_right(figure, quantity):
            return False
        taken.add(first)
    return all(is_right(figure, NONE) for figure in told.denied)
