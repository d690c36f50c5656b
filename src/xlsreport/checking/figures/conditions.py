"""Whether a condition holds for a submission, as far as that is known."""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from xlsreport.checking.figures.evaluation import Values, holds
from xlsreport.definition.rule_language.condition import Answered, Condition, Every, Filled, Not, Some
from xlsreport.definition.rule_language.expression import Comparison


def is_true(condition: Condition, values: Values) -> bool | None:
    """Whether a condition holds; None where a figure that decides it has no value.

    ``Translator.truth`` says the same in a workbook.
    """
    match condition:
        case Comparison(comparator, left, right):
            sides = values.of(left), values.of(right)
            return None if sides[0] is None or sides[1] is None else holds(comparator, sides[0], sides[1])
        case Filled(figures=figures):
            return all(values.is_filled(figure.place) for figure in figures)
        case Answered(option, figure=figure):
            answer = None if figure is None else values.answer(figure.place)
            return None if answer is None else answer.lower() == option.lower()
        case Not(operand):
            truth = is_true(operand, values)
            return None if truth is None else not truth
        case Every(operands):
            return _every([is_true(operand, values) for operand in operands])
        case Some(operands):
            truths = [is_true(operand, values) for operand in operands]
            truth = _every([None if one is None else not one for one in truths])
            return None if truth is None else not truth
        case _:
            assert_never(condition)


def _every(truths: Sequence[bool | None]) -> bool | None:
    """Whether all hold: not where one does not, and unknown where one is."""
    return False if False in truths else None if None in truths else True
