"""Calculates an expression for many lines of a list at once, in those that have all that it needs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal, DivisionByZero, InvalidOperation, localcontext
from operator import neg
from typing import TypeAlias

from xlsreport.checking.evaluation.arithmetic import DIGITS, OPERATIONS, applied
from xlsreport.checking.evaluation.comparing import rounded
from xlsreport.definition.rule_language.expression import (
    Arithmetic,
    Call,
    Expression,
    Figure,
    Figures,
    LineFigures,
    Negative,
    NumberLiteral,
    Rounded,
)
from xlsreport.values import Number, plain_number

Operand: TypeAlias = Figure | Call
"""A figure, or a function of a column of a list."""


def operands_of(tree: Expression) -> Sequence[Operand] | None:
    """What an expression is calculated from; None where it counts what is filled, or parts of texts."""
    match tree:
        case NumberLiteral():
            return ()
        case Figure() | Call(_, (LineFigures(),)):
            return (tree,)
        case Figures(members):
            return members
        case Negative(operand) | Rounded(operand):
            return operands_of(operand)
        case Arithmetic(_, left, right):
            return _joined((left, right))
        case Call(function, arguments) if function != "count":
            return _joined(arguments)
    return None


def _joined(trees: Sequence[Expression]) -> Sequence[Operand] | None:
    several = [operands_of(tree) for tree in trees]
    known = [operand for operands in several for operand in operands or ()]
    return None if None in several else known


def passes_over_blanks(tree: Expression) -> bool:
    """Whether an expression may have a value although one of its operands has none."""
    match tree:
        case Negative(operand) | Rounded(operand):
            return passes_over_blanks(operand)
        case Arithmetic("*" | "/", left, right) | Arithmetic(_, left, right, True):
            return passes_over_blanks(left) or passes_over_blanks(right)
        case NumberLiteral() | Figure() | Call(_, (LineFigures(),)):
            return False
    return True


def calculated(tree: Expression, columns: Mapping[Operand, Sequence[Number | None]], count: int) -> dict[int, Number]:
    """The values of an expression by the indexes of lines, without those in which it has none or an operand has none.

    Args:
        tree: the expression, which has operands.
        columns: of each operand, what it is in each line.
        count: how many lines there are.
    """
    rows = zip(*columns.values(), strict=True) if columns else [()] * count
    return _in_rows(tree, columns, [index for index, row in enumerate(rows) if None not in row])


def _in_rows(
    tree: Expression, columns: Mapping[Operand, Sequence[Number | None]], rows: Sequence[int]
) -> dict[int, Number]:
    known = {
        operand: [Decimal(number) for row in rows if (number := column[row]) is not None]
        for operand, column in columns.items()
    }
    try:
        with localcontext() as context:
            context.prec = DIGITS
            return dict(zip(rows, map(plain_number, _numbers(tree, known, len(rows))), strict=True))
    except (DivisionByZero, InvalidOperation, ValueError):
        if len(rows) == 1:
            return {}
        half = len(rows) // 2
        return _in_rows(tree, columns, rows[:half]) | _in_rows(tree, columns, rows[half:])


def _numbers(tree: Expression, known: Mapping[Operand, Sequence[Decimal]], count: int) -> Sequence[Decimal]:
    """As ``FigureValues`` computes one number."""
    match tree:
        case NumberLiteral(value):
            return [value] * count
        case Figure() | Call(_, (LineFigures(),)):
            return known[tree]
        case Negative(operand):
            return list(map(neg, _numbers(operand, known, count)))
        case Arithmetic(operator, left, right):
            return list(map(OPERATIONS[operator], _numbers(left, known, count), _numbers(right, known, count)))
        case Rounded(operand, decimals):
            return [rounded(number, decimals) for number in _numbers(operand, known, count)]
        case Call(function, arguments):
            members = [each for one in arguments for each in (one.members if isinstance(one, Figures) else (one,))]
            rows = zip(*(_numbers(member, known, count) for member in members), strict=True)
            return [applied(function, row) for row in rows]
    raise TypeError(f"not calculated of columns: {tree}")
