"""The rules of a definition as constraints of the solver Z3, over all figures that may be entered.

Sums, differences, multiples by numbers, min, max, abs, rounding and every comparator become linear arithmetic, which a
solver decides. What multiplies or divides figures by each other, or counts those that are filled in, is left outside.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import reduce
from math import ceil, floor
from typing import Any, assert_never

import z3

from xlsreport.definition.definition import Definition
from xlsreport.definition.figure_kinds.kind_traits import NumberTraits
from xlsreport.definition.rule_language.expression import (
    Arithmetic,
    Call,
    Comparator,
    Expression,
    Figure,
    Figures,
    Function,
    LineFigures,
    Name,
    Negative,
    NumberLiteral,
    Parts,
    Rounded,
    last_year_expression,
)
from xlsreport.definition.rule_language.rule_cases import RuleCase
from xlsreport.values import MAX_DECIMALS, NUMBER_LIMIT

Term = Any
"""A term or formula of Z3, which has no types; or a Fraction."""
_HALF_A_DIGIT = Fraction(1, 2 * 10**MAX_DECIMALS)
"""Sides of a rule that are nearer to each other are equal; see ``difference`` in ``checking/evaluation/comparing``."""


class _NotLinearError(Exception):
    """Something multiplies or divides figures by each other, counts them, divides by zero, or needs dates or the
    cover."""


class RuleConstraints:
    """Translates the rules of one definition.

    Attributes:
        context: of the solver, so that several analyses do not meet.
        units: a variable for each entry that was needed, of this year or of last year: how many it is of the unit of
            its last decimal.
        figures: the same entries as numbers.
        domain: what may be entered there.
    """

    def __init__(self, definition: Definition) -> None:
        self._definition = definition
        self._totals: dict[Figure, Term] = {}
        self.context = z3.Context()
        self.units: dict[Figure, Term] = {}
        self.figures: dict[Figure, Term] = {}
        self.domain: list[Term] = []

    def constraint(self, case: RuleCase) -> Term | None:
        """What a rule demands in one of its cases; None where that is not linear, or depends on a condition."""
        if case.condition is not None:
            return None
        try:
            left, right = self._term(case.comparison.left), self._term(case.comparison.right)
        except _NotLinearError:
            return None
        return self._compared(case.comparison.comparator, self._solver_term(left) - self._solver_term(right))

    def _compared(self, comparator: Comparator, difference: Term) -> Term:
        """Whether two sides with some difference stand in a relation."""
        half = self._constant(_HALF_A_DIGIT)
        # Whole numbers stay whole for the solver, which is faster.
        below = difference < 0 if difference.is_int() else difference <= -half
        above = difference > 0 if difference.is_int() else difference >= half
        match comparator:
            case "==":
                return z3.Not(z3.Or(below, above))
            case "!=":
                return z3.Or(below, above)
            case "<=":
                return z3.Not(above)
            case ">=":
                return z3.Not(below)
            case "<":
                return below
            case ">":
                return above
            case _:
                assert_never(comparator)

    def _constant(self, number: Fraction) -> Term:
        if number.denominator == 1:
            return z3.IntVal(number.numerator, self.context)
        return z3.RatVal(number.numerator, number.denominator, self.context)

    def _solver_term(self, term: Term) -> Term:
        return self._constant(term) if isinstance(term, Fraction) else term

    def _term(self, tree: Expression) -> Term:
        """A term of the solver; a Fraction for what has no figures."""
        match tree:
            case NumberLiteral(value):
                return Fraction(value)
            case Figure():
                return self._figure(tree)
            case Negative(operand):
                return -self._term(operand)
            case Arithmetic(operator, left, right):
                return self._calculated(operator, self._term(left), self._term(right))
            case Parts():
                raise _NotLinearError
            case Call(_, arguments) if any(isinstance(each, LineFigures) for each in arguments):
                raise _NotLinearError
            case Call(function, arguments):
                members = [one for each in arguments for one in (each.members if isinstance(each, Figures) else [each])]
                return self._applied(function, [self._term(member) for member in members])
            case Rounded(operand, decimals):
                return self._rounded(self._term(operand), Fraction(10**decimals))
            case Figures() | LineFigures() | Name():
                raise TypeError(f"not bound to one value: {tree}")
            case _:
                assert_never(tree)

    def _calculated(self, operator: str, left: Term, right: Term) -> Term:
        match operator:
            case "+":
                return self._both(left, right, lambda one, other: one + other)
            case "-":
                return self._both(left, right, lambda one, other: one - other)
            case "*" if isinstance(left, Fraction) or isinstance(right, Fraction):
                return self._both(left, right, lambda one, other: one * other)
            case "/" if isinstance(right, Fraction) and right:
                return self._both(left, 1 / right, lambda one, other: one * other)
        raise _NotLinearError

    def _both(self, left: Term, right: Term, operation: Any) -> Term:
        """An operation on two Fractions or on two terms of the solver."""
        if isinstance(left, Fraction) and isinstance(right, Fraction):
            return operation(left, right)
        return operation(self._solver_term(left), self._solver_term(right))

    def _applied(self, function: Function, numbers: Sequence[Term]) -> Term:
        match function:
            case "sum":
                return reduce(lambda one, other: self._calculated("+", one, other), numbers, Fraction(0))
            case "min" | "max":
                terms = [self._solver_term(number) for number in numbers]
                is_less = function == "min"
                return reduce(lambda one, other: z3.If(one <= other if is_less else one >= other, one, other), terms)
            case "abs":
                term = self._solver_term(numbers[0])
                return z3.If(term >= 0, term, -term)
            case "count":  # of figures that may be blank
                raise _NotLinearError
            case _:
                assert_never(function)

    def _rounded(self, term: Term, scale: Fraction) -> Term:
        """A number rounded to a fraction of one, half away from zero as checks round."""
        units = self._both(term, scale, lambda one, other: one * other)
        if isinstance(units, Fraction):
            return (floor(abs(units) + Fraction(1, 2)) if units >= 0 else -floor(abs(units) + Fraction(1, 2))) / scale
        if units.is_int():
            return term
        half = self._constant(Fraction(1, 2))
        whole = z3.If(units >= 0, z3.ToInt(units + half), -z3.ToInt(half - units))
        return z3.ToReal(whole) * self._constant(1 / scale)

    def _figure(self, figure: Figure) -> Term:
        facts = self._definition.facts(figure.place)
        if figure.place.field is not None or not isinstance(facts.kind.traits, NumberTraits):
            raise _NotLinearError
        if facts.total is None:
            return self.figures[figure] if figure in self.figures else self._entry(figure)
        if figure not in self._totals:
            tree = last_year_expression(facts.total) if figure.previous else facts.total
            self._totals[figure] = self._term(tree)
        return self._totals[figure]

    def _entry(self, figure: Figure) -> Term:
        """A figure that is entered, within its bounds."""
        traits = self._definition.places[figure.place].kind.traits
        assert isinstance(traits, NumberTraits), "rules use numbers only"
        scale = 10 ** (0 if traits.is_count else traits.decimals)
        units = z3.Int(f"{figure.place}{'.previous' if figure.previous else ''}", self.context)
        least = 1 - NUMBER_LIMIT if traits.least is None else traits.least
        greatest = NUMBER_LIMIT - 1 if traits.greatest is None else traits.greatest
        self.domain += [units >= ceil(least * scale), units <= floor(greatest * scale)]
        self.units[figure] = units
        self.figures[figure] = units if scale == 1 else z3.ToReal(units) * self._constant(Fraction(1, scale))
        return self.figures[figure]
