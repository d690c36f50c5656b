"""Conditions over figures: binds the names in them, and tells the figures that they ask about."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from xlsreport.definition.rule_language.binding import Binder
from xlsreport.definition.rule_language.expression import (
    Answered,
    Begun,
    Comparison,
    Condition,
    Every,
    ExpressionError,
    Figure,
    Filled,
    Not,
    Some,
    figures_in,
)
from xlsreport.definition.rule_language.rule_parser import parse_condition


def bind_condition(source: str, binder: Binder) -> Condition:
    """A condition over figures of this year.

    Raises:
        ExpressionError: it is not right, or a name is unknown.
    """
    bound = binder.condition(parse_condition(source))
    figures = list(figures_of(bound))
    if not figures:
        raise ExpressionError("no_figures", 0, len(source))
    if any(figure.previous for figure in figures):
        raise ExpressionError("condition_of_previous", 0, len(source))
    return bound


def figures_of(tree: Condition) -> Iterator[Figure]:
    """Every figure, text and answer that a bound condition asks about."""
    match tree:
        case Comparison():
            yield from figures_in(tree)
        case Filled(figures=figures):
            yield from figures
        case Answered(figure=figure):
            yield from () if figure is None else (figure,)
        case Begun(where=where):
            yield from () if where is None else figures_of(where)
        case Not(operand):
            yield from figures_of(operand)
        case Every(operands) | Some(operands):
            for operand in operands:
                yield from figures_of(operand)
        case _:
            assert_never(tree)
