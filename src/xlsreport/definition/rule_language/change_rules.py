"""A change from last year as a comparison of the rule language, so that everything that can compare can judge it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from xlsreport.definition.change_declaration import ExplainedChange
from xlsreport.definition.rule_language.expression import (
    Arithmetic,
    Call,
    Comparison,
    Expression,
    Negative,
    NumberLiteral,
    last_year_expression,
)
from xlsreport.values import MAX_DECIMALS

_STEP = Decimal(1).scaleb(-MAX_DECIMALS)
"""The least difference of two figures: less than ``at_least`` is at most that much less this step."""


@dataclass(frozen=True, slots=True)
class Change:
    """A figure of this year, and the same of last year."""

    now: Expression
    before: Expression


def change_of(figure: Expression) -> Change:
    """The change of a bound figure since last year."""
    return Change(figure, last_year_expression(figure))


def change_limit(change: Change, declared: ExplainedChange) -> Comparison:
    """What holds as long as nobody has to say why.

    With ``more_than`` the distance is at most that share of last year's figure, with ``times`` the greater figure is at
    most so many times the smaller; or else the distance is less than ``at_least``.
    """
    now, before = change.now, change.before
    least = NumberLiteral(Decimal(str(declared.at_least)) - _STEP)
    if declared.share is not None:
        distance = Call("max", (Arithmetic("-", now, before), Arithmetic("-", before, now)))
        size = Call("max", (before, Negative(before)))
        return Comparison("<=", distance, Call("max", (Arithmetic("*", NumberLiteral(declared.share), size), least)))
    greater, smaller = Call("max", (now, before)), Call("min", (now, before))
    times = Arithmetic("*", NumberLiteral(Decimal(str(declared.times or 1))), smaller)
    return Comparison("<=", greater, Call("max", (times, Arithmetic("+", smaller, least))))
