"""Why an expression has no value though nothing in it is unknown: what it needs is not asked, or not applicable."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Protocol, assert_never

from xlsreport.definition.place import Place
from xlsreport.definition.rule_language.expression import (
    Arithmetic,
    Call,
    Expression,
    Figure,
    Figures,
    LineFigures,
    Name,
    Negative,
    NumberLiteral,
    Parts,
    Rounded,
    is_constant,
)
from xlsreport.values import NOT_ASKED_MARK, Number


class ShownFigures(Protocol):
    """What is known of single figures."""

    def shown(self, place: Place) -> Number | str | None:
        """The value of a place, or the mark that stands there where it is not applicable or not asked."""

    def is_not_applicable(self, place: Place) -> bool:
        """Whether it is known that there is nothing to be stated at a place, so that it has no value."""


def leaves_out(values: ShownFigures, tree: Expression) -> bool:
    """Whether an expression has no value because something that it needs is not asked.

    Numbers that are written in it do not stand for what is not asked: alone they would be a figure that nobody stated.
    """
    match tree:
        case Figure(place, previous):
            return not previous and values.shown(place) == NOT_ASKED_MARK
        case NumberLiteral() | Name() | LineFigures() | Call("count") | Parts():
            return False
        case Figures(parts) | Call(_, parts):
            return _all(leaves_out, values, parts)
        case Negative(operand) | Rounded(operand):
            return leaves_out(values, operand)
        case Arithmetic("+" | "-", left, right, False):
            return _all(leaves_out, values, (left, right))
        case Arithmetic(_, left, right):
            return leaves_out(values, left) or leaves_out(values, right)
        case _:
            assert_never(tree)


def is_ruled_out(values: ShownFigures, tree: Expression) -> bool:
    """Whether an expression, all of whose figures are known, needs one that is not applicable."""
    match tree:
        case Figure(place, previous):
            return not previous and values.is_not_applicable(place)
        case NumberLiteral() | Name() | LineFigures() | Call("count") | Parts():
            return False
        case Figures(parts) | Call(_, parts):
            return _all(is_ruled_out, values, parts)
        case Negative(operand) | Rounded(operand):
            return is_ruled_out(values, operand)
        case Arithmetic("+" | "-", left, right, False):
            # What is not asked is nothing beside something else; what is not applicable leaves no sum.
            stated = [side for side in (left, right) if not is_constant(side)]
            sides = [side for side in stated if not leaves_out(values, side)]
            return bool(stated) and (not sides or any(is_ruled_out(values, side) for side in sides))
        case Arithmetic(_, left, right):
            return is_ruled_out(values, left) or is_ruled_out(values, right)
        case _:
            assert_never(tree)


def _all(
    has_no_value: Callable[[ShownFigures, Expression], bool], values: ShownFigures, parts: Iterable[Expression]
) -> bool:
    """Whether all parts that are not written as numbers have no value."""
    stated = [part for part in parts if not is_constant(part)]
    return bool(stated) and all(has_no_value(values, part) for part in stated)
