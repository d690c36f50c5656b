"""Totals as sums of entries: whether two expressions of one figure always have the same value."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
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

EntrySum = Counter[Place]
"""How often each entry is added; taken off where negative."""


def always_agree(one: Expression, other: Expression, totals: Mapping[Place, Expression]) -> bool:
    """Whether two expressions add up the same entries, followed through the totals that they use."""
    first, second = entry_sum(one, totals), entry_sum(other, totals)
    return first is not None and second is not None and first == second


def entry_sum(tree: Expression, totals: Mapping[Place, Expression]) -> EntrySum | None:
    """The entries that an expression adds up, or None where it does more than add."""
    match tree:
        case Figure(place, False):
            return entry_sum(totals[place], totals) if place in totals else Counter({place: 1})
        case Figures(members):
            return _added(members, totals)
        case Call("sum", arguments):
            return _added(arguments, totals)
        case Negative(operand):
            return _scaled(entry_sum(operand, totals), -1)
        case Arithmetic("+" | "-" as operator, left, right):
            first = entry_sum(left, totals)
            second = _scaled(entry_sum(right, totals), 1 if operator == "+" else -1)
            return None if first is None or second is None else _merged((first, second))
        case NumberLiteral() | Name() | Figure() | LineFigures() | Arithmetic() | Call() | Rounded() | Parts():
            return None
        case _:
            assert_never(tree)


def goes_before(new: Expression, old: Expression) -> bool:
    """Whether a total counts where a computed row and column meet, although another one was found there before.

    A share, a mean or a rate of sums has a meaning, and the sum of shares has none.
    """
    return is_quotient(new) and is_sum(old)


def is_quotient(tree: Expression) -> bool:
    """Whether an expression, bound or not, divides by something else than a written number."""
    match tree:
        case Arithmetic(operator, left, right):
            return (operator == "/" and not _is_number(right)) or is_quotient(left) or is_quotient(right)
        case Negative(operand) | Rounded(operand):
            return is_quotient(operand)
        case Call(_, arguments):
            return any(map(is_quotient, arguments))
        case NumberLiteral() | Name() | Figure() | Figures() | LineFigures() | Parts():
            return False
        case _:
            assert_never(tree)


def _is_number(tree: Expression) -> bool:
    match tree:
        case NumberLiteral():
            return True
        case Negative(operand):
            return _is_number(operand)
        case Arithmetic(_, left, right):
            return _is_number(left) and _is_number(right)
        case _:
            return False


def is_sum(tree: Expression, *, weighted: bool = False) -> bool:
    """Whether an expression, bound or not, only adds and takes off; ``weighted``: also multiples by written numbers."""
    match tree:
        case Name() | Figure() | Figures():
            return True
        case Negative(operand) | Rounded(operand):
            return is_sum(operand, weighted=weighted)
        case Arithmetic("+" | "-", left, right):
            return is_sum(left, weighted=weighted) and is_sum(right, weighted=weighted)
        case Arithmetic("*", left, right) if weighted and _is_number(left):
            return is_sum(right, weighted=True)
        case Arithmetic("*" | "/", left, right) if weighted and _is_number(right):
            return is_sum(left, weighted=True)
        case Call("sum", arguments):
            return all(is_sum(argument, weighted=weighted) for argument in arguments)
        case _:
            return False


def _added(parts: Iterable[Expression], totals: Mapping[Place, Expression]) -> EntrySum | None:
    sums = [entry_sum(part, totals) for part in parts]
    return None if None in sums else _merged(found for found in sums if found is not None)


def _merged(sums: Iterable[EntrySum]) -> EntrySum:
    merged: EntrySum = Counter()
    for found in sums:
        merged.update(found)
    return Counter({place: times for place, times in merged.items() if times})


def _scaled(found: EntrySum | None, factor: int) -> EntrySum | None:
    return None if found is None else Counter({place: factor * times for place, times in found.items()})
