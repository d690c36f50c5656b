"""Evaluates expressions in Python: every figure, total and side of a rule, from the entries."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal, DivisionByZero, InvalidOperation, localcontext
from operator import add, ge, gt, le, lt, mul, ne, sub, truediv
from operator import eq as equal
from typing import Literal

from xlsreport.checking.figures.additions import additions_of
from xlsreport.definition.place import Place
from xlsreport.definition.rule_language.expression import (
    Arithmetic,
    Call,
    Comparator,
    Expression,
    Figure,
    Figures,
    Function,
    Name,
    Negative,
    NumberLiteral,
    Rounded,
    figures_in,
)
from xlsreport.submission.submission import Submission
from xlsreport.values import EXACTLY, MAX_DECIMALS, Number, is_too_great, plain_number

PRECISION = MAX_DECIMALS
"""Decimals to which two sides of a rule are compared; spreadsheets add in binary, so that the last bits of a sum
are rounding errors."""

_OPERATIONS = {"+": add, "-": sub, "*": mul, "/": truediv}
_COMPARISONS = {"==": equal, "!=": ne, "<=": le, ">=": ge, "<": lt, ">": gt}


class _UnknownFigureError(Exception):
    """A figure that an expression needs has no value."""


class Values:
    """The numbers of one submission.

    A blank entry has no value, and neither has anything computed from it; under a nil return blanks are zero.
    ``reading`` says how an entry such as ``12件`` counts: as the number that was taken from it, or, as the workbook
    itself sees it, as no number at all. ``displayed`` has totals that count as they are instead of being computed.
    """

    def __init__(
        self,
        submission: Submission,
        reading: Literal["mended", "plain"] = "mended",
        displayed: Mapping[Place, Number] | None = None,
    ) -> None:
        self._submission = submission
        self._definition = submission.definition
        self._previous = submission.previous
        self._additions = additions_of(submission.definition)
        self._evaluated: dict[Place, Number | None] = self._entered(plain_only=reading == "plain")
        self._evaluated.update(displayed or {})
        for total in self._definition.totals:  # each comes after those that it needs
            self.at(total.place)

    def at(self, place: Place, *, previous: bool = False) -> Number | None:
        """The value of a place, entered or computed; of last year if asked for. None where it is not known."""
        if previous:
            return self._previous.get(place)
        if place not in self._evaluated:
            total = self._definition.places[place].total
            self._evaluated[place] = None if total is None else self.of(total)
        return self._evaluated[place]

    def _entered(self, *, plain_only: bool) -> dict[Place, Number | None]:
        """The numbers of all places that are filled; under a nil return blanks are zero."""
        entries, evaluated = self._submission.entries, {}
        for table in self._definition.tables:
            blank = 0 if table in self._submission.nil_returns else None
            for place in self._definition.entry_places(table):
                entry = entries.get(place)
                evaluated[place] = blank if entry is None else None if plain_only and entry.mended else entry.number
        return evaluated

    def of(self, tree: Expression) -> Number | None:
        """The value of an expression, or None where a figure in it has none or it divides by zero."""
        addition = self._additions.get(id(tree))
        if addition is None:
            return self._calculated(tree)
        numbers = list(map(self._evaluated.get, addition.now))
        if addition.before:
            numbers += map(self._previous.get, addition.before)
        whole = [number for number in numbers if type(number) is int]
        if len(whole) < len(numbers) or is_too_great(min(whole)) or is_too_great(max(whole)):
            return None if None in numbers else self._calculated(tree)
        added: int = sum(map(mul, whole, addition.signs))
        return added

    def _calculated(self, tree: Expression) -> Number | None:
        with localcontext() as context:
            context.prec = 50
            try:
                return plain_number(self._compute(tree))
            except (_UnknownFigureError, DivisionByZero, InvalidOperation):
                return None

    def _compute(self, tree: Expression) -> Decimal:
        match tree:
            case NumberLiteral(value):
                return value
            case Figure(place, previous):
                evaluated = self.at(place, previous=previous)
                if evaluated is None:
                    raise _UnknownFigureError
                return Decimal(evaluated)
            case Negative(operand):
                return -self._compute(operand)
            case Arithmetic(operator, left, right):
                return Decimal(_OPERATIONS[operator](self._compute(left), self._compute(right)))
            case Rounded(operand, decimals):
                return rounded(self._compute(operand), decimals)
            case Call("count", arguments):
                return Decimal(sum(self._is_known(figure) for argument in arguments for figure in figures_in(argument)))
            case Call(function, arguments):
                numbers = [number for argument in arguments for number in self._numbers(argument)]
                return _apply(function, numbers)
            case Figures() | Name():
                raise TypeError(f"not bound to one value: {tree}")

    def _is_known(self, figure: Figure) -> bool:
        return self.at(figure.place, previous=figure.previous) is not None

    def _numbers(self, argument: Expression) -> list[Decimal]:
        members = argument.members if isinstance(argument, Figures) else (argument,)
        return [self._compute(member) for member in members]


def _apply(function: Function, numbers: list[Decimal]) -> Decimal:
    match function:
        case "sum":
            return sum(numbers, Decimal(0))
        case "min":
            return min(numbers)
        case "max":
            return max(numbers)
        case "abs":
            return abs(numbers[0])
        case "count":
            return Decimal(len(numbers))


def rounded(number: Decimal, decimals: int) -> Decimal:
    """A number rounded to some decimals, half away from zero as spreadsheets round."""
    return number.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP, EXACTLY)


def difference(left: Number, right: Number) -> Number:
    """``left - right``, rounded to PRECISION decimals, half away from zero as spreadsheets round."""
    if isinstance(left, int) and isinstance(right, int):
        return left - right
    return plain_number(rounded(EXACTLY.subtract(Decimal(left), Decimal(right)), PRECISION))


def holds(comparator: Comparator, left: Number, right: Number) -> bool:
    """Whether two values stand in a relation, up to PRECISION decimals."""
    return bool(_COMPARISONS[comparator](difference(left, right), 0))
