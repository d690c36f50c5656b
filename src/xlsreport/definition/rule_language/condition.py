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
    LineFigures,
    Not,
    Some,
    figures_in,
    lists_in,
)
from xlsreport.definition.rule_language.rule_parser import parse_condition


def bind_condition(source: str, binder: Binder, *, takes_lists: bool = False) -> Condition:
    """A condition over figures of this year.

    Args:
        source: the condition as it is written.
        binder: what its names mean.
        takes_lists: whether it may be about lists alone. What a table asks may not, since nobody would be told by which
            cell it is asked.

    Raises:
        ExpressionError: it is not right, or a name is unknown.
    """
    bound = binder.condition(parse_condition(source))
    figures = list(figures_of(bound))
    if not figures:
        if not any(lists_of(bound)):
            raise ExpressionError("no_figures", 0, len(source))
        if not takes_lists:
            raise ExpressionError("condition_of_lists", 0, len(source))
    if any(figure.previous for figure in figures):
        raise ExpressionError("condition_of_previous", 0, len(source))
    return bound


def lists_of(tree: Condition) -> Iterator[LineFigures]:
    """Everything of lists that a bound condition asks about."""
    match tree:
        case Comparison():
            yield from lists_in(tree)
        case Not(operand):
            yield from lists_of(operand)
        case Every(operands) | Some(operands):
            for operand in operands:
                yield from lists_of(operand)
        case Filled() | Answered() | Begun():
            return
        case _:
            assert_never(tree)


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
