"""Expressions as sums of figures with coefficients, in which totals are replaced by what they add up."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import assert_never

from xlsreport.definition.definition import Definition
from xlsreport.definition.figure_kinds.kinds import is_numeric
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

Exact = int | Fraction
"""A number without rounding."""


@dataclass(frozen=True, slots=True)
class LinearForm:
    """A constant, and figures of this year and of last year with their coefficients."""

    constant: Exact = 0
    now: Mapping[Place, Exact] = field(default_factory=dict)
    before: Mapping[Place, Exact] = field(default_factory=dict)

    def __add__(self, other: LinearForm) -> LinearForm:
        return LinearForm(
            self.constant + other.constant, _added(self.now, other.now), _added(self.before, other.before)
        )

    def times(self, factor: Exact) -> LinearForm:
        """Every coefficient and the constant multiplied by a number."""
        return LinearForm(
            exact(self.constant * factor),
            {place: exact(number * factor) for place, number in self.now.items()},
            {place: exact(number * factor) for place, number in self.before.items()},
        )

    @property
    def is_constant(self) -> bool:
        """Whether no figure is in it."""
        return not self.now and not self.before


def exact(number: Exact) -> Exact:
    """An int where the number is whole, since arithmetic on ints is many times faster."""
    return number.numerator if number.denominator == 1 and not isinstance(number, int) else number


def _added(*several: Mapping[Place, Exact]) -> Mapping[Place, Exact]:
    added: dict[Place, Exact] = {}
    for each in several:
        for place, number in each.items():
            added[place] = exact(added.get(place, 0) + number)
    return {place: number for place, number in added.items() if number}


class LinearForms:
    """The linear forms of a definition's expressions; ``typed`` are the totals that count as figures of their own."""

    def __init__(self, definition: Definition, typed: Collection[Place]) -> None:
        self._definition = definition
        self._typed = typed
        self._totals: dict[Place, LinearForm | None] = {}

    def of(self, tree: Expression) -> LinearForm | None:
        """The form of an expression; None where it is not linear."""
        match tree:
            case NumberLiteral(value):
                return LinearForm(exact(Fraction(value)))
            case Figure(place, True):
                return LinearForm(before={place: 1})
            case Figure(place):
                return self._figure(place)
            case Figures(members):
                return self._sum(members)
            case Negative(operand):
                form = self.of(operand)
                return None if form is None else form.times(-1)
            case Call("sum", arguments):
                return self._sum(arguments)
            case Arithmetic():
                return self._arithmetic(tree)
            case Call() | Rounded() | LineFigures() | Parts():
                return None
            case Name():
                raise TypeError(f"not bound to one value: {tree}")
            case _:
                assert_never(tree)

    def _figure(self, place: Place) -> LinearForm | None:
        if place.table in self._definition.lists or place.field is not None:
            return None  # what stands in a line of a list, or on the cover, is taken as it is
        total = self._definition.places[place].total
        if total is None and not is_numeric(self._definition.places[place].kind):
            return None  # a date
        if total is None or place in self._typed:
            return LinearForm(now={place: 1})
        if place not in self._totals:
            self._totals[place] = self.of(total)
        return self._totals[place]

    def _sum(self, trees: Iterable[Expression]) -> LinearForm | None:
        forms = [self.of(tree) for tree in trees]
        known = [form for form in forms if form is not None]
        if len(known) < len(forms):
            return None
        return LinearForm(
            exact(sum((form.constant for form in known), Fraction())),
            _added(*(form.now for form in known)),
            _added(*(form.before for form in known)),
        )

    def _arithmetic(self, tree: Arithmetic) -> LinearForm | None:
        left, right = self.of(tree.left), self.of(tree.right)
        if left is None or right is None:
            return None
        match tree.operator:
            case "+":
                return left + right
            case "-":
                return left + right.times(-1)
            case "*" if right.is_constant:
                return left.times(right.constant)
            case "*" if left.is_constant:
                return right.times(left.constant)
            case "/" if right.is_constant and right.constant:
                return left.times(Fraction(1) / right.constant)
            case "*" | "/":
                return None
