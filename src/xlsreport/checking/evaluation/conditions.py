"""Whether a condition holds for a submission, as far as that is known."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, assert_never

from xlsreport.checking.evaluation.comparing import holds
from xlsreport.definition.place import Place
from xlsreport.definition.rule_language.expression import (
    Answered,
    Begun,
    Comparison,
    Condition,
    Every,
    Expression,
    Filled,
    Not,
    Some,
)
from xlsreport.values import Number


class KnownFigures(Protocol):
    """What is known of the figures of a submission, as its values tell."""

    def of(self, tree: Expression) -> Number | None:
        """The value of an expression; None where it has none."""
        ...

    def leaves_out(self, tree: Expression) -> bool:
        """Whether an expression has no value because something that it needs is not asked."""
        ...

    def is_filled(self, place: Place) -> bool:
        """Whether something is entered at a place."""
        ...

    def is_begun(self, place: Place) -> bool:
        """Whether something is entered in the line of a list in which a place is."""
        ...

    def is_left_blank(self, place: Place) -> bool:
        """Whether a place is blank and need not be filled in."""
        ...

    def answer(self, place: Place) -> str | None:
        """What is entered at the place of a choice."""
        ...


def is_true(condition: Condition, known: KnownFigures) -> bool | None:
    """Whether a condition holds; None where a figure that decides it has no value.

    About what is not asked nothing holds. ``Translator.truth`` says the same in a workbook.
    """
    match condition:
        case Comparison():
            return _compared(condition, known)
        case Filled(figures=figures):
            return all(known.is_filled(figure.place) for figure in figures)
        case Answered():
            return _answered(condition, known)
        case Begun(first, where):
            return known.is_begun(first) and (where is None or is_true(where, known))
        case Not(operand):
            truth = is_true(operand, known)
            return None if truth is None else not truth
        case Every(operands):
            return every([is_true(operand, known) for operand in operands])
        case Some(operands):
            truths = [is_true(operand, known) for operand in operands]
            truth = every([None if one is None else not one for one in truths])
            return None if truth is None else not truth
        case _:
            assert_never(condition)


def _compared(condition: Comparison, known: KnownFigures) -> bool | None:
    left, right = known.of(condition.left), known.of(condition.right)
    if left is not None and right is not None:
        return holds(condition.comparator, left, right)
    return False if known.leaves_out(condition.left) or known.leaves_out(condition.right) else None


def _answered(condition: Answered, known: KnownFigures) -> bool | None:
    place = None if condition.figure is None else condition.figure.place
    answer = None if place is None else known.answer(place)
    if answer is None:
        return False if place is not None and known.is_left_blank(place) else None
    return answers(condition, answer)


def answers(condition: Answered, answer: str) -> bool:
    """Whether an answer is the one that a condition names."""
    answer, option = (" ".join(text.split()).lower() for text in (answer, condition.option))
    return (answer.startswith(option) if condition.begins else answer == option) != condition.negated


def every(truths: Sequence[bool | None]) -> bool | None:
    """Whether all hold: not where one does not, and unknown where one is."""
    return False if False in truths else None if None in truths else True
