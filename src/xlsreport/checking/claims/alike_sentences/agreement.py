"""Whether all that a line states of figures is as the tables have it, told without a closer look at the line."""

from __future__ import annotations

from collections.abc import Callable

from xlsreport.checking.claims.alike_sentences.stated_numbers import denying_in, numbers_in
from xlsreport.checking.claims.patterns.figure_patterns import FigurePattern
from xlsreport.checking.claims.quantities import NONE, Quantity, quantity_of
from xlsreport.checking.claims.reading.line_structure import LineStructure

IsRight = Callable[[FigurePattern, Quantity], bool]
"""Whether a figure may have this value; then its sentence need not be examined."""


def agrees(
    line: LineStructure, subjects: frozenset[str], is_right: IsRight, is_part_at: Callable[[int], bool] | None = None
) -> bool:
    """Whether no number that phrases find is another than that of its figure; each counts for the first that it fits.

    Of a text with brackets, ``is_part_at`` says whether a position is within one; only parts are told there.
    """
    for begin, end in line.counting_sentences:
        taken: set[int] = set()
        for figure, first, last, worth in numbers_in(line.patterns, line.text[begin:end], subjects):
            if first in taken or (is_part_at and not (figure.figure.declared.part and is_part_at(begin + first))):
                continue
            quantity = quantity_of(line.text[begin + first : begin + last], worth)
            if quantity is None:
                continue
            if not is_right(figure, quantity):
                return False
            taken.add(first)
    return not any(
        phrase.is_in(line.text)
        for each in denying_in(line.patterns, line.text, subjects)
        if not is_right(each.figure, NONE)
        for phrase in each.none
    )
