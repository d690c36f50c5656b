"""What may be calculated with dates: their differences, days before and after them, and the least and greatest.

Cells hold dates as numbers of days, so that formulas and Python calculate with them as with other numbers. Here is told
what has no meaning, such as the sum of two dates.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Literal, TypeAlias, assert_never

from xlsreport.definition.place import Place
from xlsreport.definition.rule_language.expression import (
    Arithmetic,
    Call,
    Comparison,
    Expression,
    ExpressionError,
    Figure,
    Figures,
    LineFigures,
    Name,
    Negative,
    NumberLiteral,
    Parts,
    Rounded,
    figures_in,
    lists_in,
)

Sort: TypeAlias = Literal["number", "date"]
"""What an expression is: a number, which may be one of days, or a date."""
_IsDate: TypeAlias = Callable[[Place], bool]


def uses_dates(tree: Expression | Comparison, is_date: _IsDate) -> bool:
    """Whether dates stand in a bound expression."""
    if any(is_date(figure.place) for figure in figures_in(tree)):
        return True
    return any(lines.column is not None and is_date(lines.column) for lines in lists_in(tree))


def check_comparison(bound: Comparison, written: Comparison, is_date: _IsDate) -> None:
    """Refuse a comparison of a date with a number, and what has no meaning on either side.

    Raises:
        ExpressionError: with where that is written.
    """
    left, right = sort_of(bound.left, written.left, is_date), sort_of(bound.right, written.right, is_date)
    if left != right:
        raise ExpressionError("date_compared", *span_of(written.left if left == "date" else written.right))


def sort_of(bound: Expression, written: Expression, is_date: _IsDate) -> Sort:
    """Whether a bound expression is a number or a date.

    Args:
        bound: the expression.
        written: the same before its names were bound, which knows where they stand.
        is_date: whether a date is entered at a place.

    Raises:
        ExpressionError: something in it has no meaning, with where that is written.
    """

    def of(part: Expression, its: Expression) -> Sort:
        return sort_of(part, its, is_date)

    match bound, written:
        case Figure(place), _:
            return "date" if is_date(place) else "number"
        case Figures(members), _:
            return _common({"date" if is_date(member.place) else "number" for member in members}, written)
        case LineFigures(column=column), _:
            return "date" if column is not None and is_date(column) else "number"
        case (Negative(operand), Negative(its)) | (Rounded(operand), Rounded(its)):
            return _number(of(operand, its), its)
        case Arithmetic(operator, left, right), Arithmetic(_, before, behind):
            return _calculated(operator, (of(left, before), of(right, behind)), written)
        case Call("count"), _:
            return "number"
        case Call(function, parts), Call(_, its_parts):
            sort = _common({of(part, its) for part, its in zip(parts, its_parts, strict=True)}, written)
            return sort if function in ("min", "max") else _number(sort, written)
        case _:
            return "number"


def with_dates(tree: Expression, is_date: _IsDate) -> Expression:
    """A bound expression in which it is noted what is calculated with dates: there a blank counts for nothing else."""
    match tree:
        case Arithmetic(operator, left, right):
            dated = "date" in (sort_of(left, left, is_date), sort_of(right, right, is_date))
            return Arithmetic(operator, with_dates(left, is_date), with_dates(right, is_date), dated)
        case Negative(operand):
            return Negative(with_dates(operand, is_date))
        case Rounded(operand, decimals, declared):
            return Rounded(with_dates(operand, is_date), decimals, declared)
        case Call(function, arguments):
            return Call(function, tuple(with_dates(argument, is_date) for argument in arguments))
        case NumberLiteral() | Name() | Figure() | Figures() | LineFigures() | Parts():
            return tree
        case _:
            assert_never(tree)


def _calculated(operator: str, sides: tuple[Sort, Sort], written: Expression) -> Sort:
    match operator, sides:
        case _, ("number", "number"):
            return "number"
        case "-", ("date", "date"):
            return "number"
        case ("+" | "-", ("date", "number")) | ("+", ("number", "date")):
            return "date"
        case _:
            raise ExpressionError("date_calculated", *span_of(written))


def _number(sort: Sort, written: Expression) -> Sort:
    if sort == "date":
        raise ExpressionError("date_calculated", *span_of(written))
    return sort


def _common(sorts: set[Sort], written: Expression) -> Sort:
    if len(sorts) > 1:
        raise ExpressionError("date_compared", *span_of(written))
    return sorts.pop() if sorts else "number"


def span_of(written: Expression) -> tuple[int, int]:
    """Where the names of an expression stand."""
    names = list(_names(written))
    return min(name.start for name in names), max(name.end for name in names)


def _names(written: Expression) -> Iterator[Name]:
    """The names in an expression as it is written; one with a date has at least one."""
    match written:
        case Name():
            yield written
        case Negative(operand) | Rounded(operand):
            yield from _names(operand)
        case Arithmetic(_, left, right):
            yield from _names(left)
            yield from _names(right)
        case Call(_, arguments):
            for argument in arguments:
                yield from _names(argument)
        case NumberLiteral() | Figure() | Figures() | LineFigures() | Parts():
            return
        case _:
            assert_never(written)
