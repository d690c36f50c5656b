"""How many decimals an expression may have, so that a total is rounded where its kind has fewer."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import assert_never

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
)
from xlsreport.values import decimals_of, plain_number


def rounded_to(tree: Expression, decimals: int, of_place: Callable[[Place], int]) -> Expression:
    """The expression, rounded half up where it may have more decimals than are asked for.

    Args:
        tree: bound to figures.
        decimals: of the kind of the computed place.
        of_place: how many decimals the figure at a place may have.
    """
    most = most_decimals(tree, of_place)
    return Rounded(tree, decimals) if most is None or most > decimals else tree


def most_decimals(tree: Expression, of_place: Callable[[Place], int]) -> int | None:
    """The most decimals that an expression may have; None where there is no limit, as after a division."""
    match tree:
        case NumberLiteral(value):
            return decimals_of(plain_number(value))
        case Figure(place):
            return of_place(place)
        case LineFigures(column=column):
            return 0 if column is None else of_place(column)
        case Figures(members):
            return max(of_place(member.place) for member in members)
        case Negative(operand):
            return most_decimals(operand, of_place)
        case Rounded(_, decimals):
            return decimals
        case Arithmetic("/"):
            return None
        case Arithmetic(operator, left, right):
            one, other = most_decimals(left, of_place), most_decimals(right, of_place)
            if one is None or other is None:
                return None
            return one + other if operator == "*" else max(one, other)
        case Call("count") | Parts():
            return 0
        case Call(_, arguments):
            return _most(most_decimals(argument, of_place) for argument in arguments)
        case Name():
            raise TypeError(f"not bound: {tree}")
        case _:
            assert_never(tree)


def _most(several: Iterable[int | None]) -> int | None:
    most = 0
    for decimals in several:
        if decimals is None:
            return None
        most = max(most, decimals)
    return most
