"""Totals and sides of rules that only add and subtract figures, as most do, so that integers suffice for them.

Without this module every sum is computed with Decimal, and checking one more file of the official form takes a sixth
longer (``bench/checking_speed.py``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import assert_never

from xlsreport.definition.definition import Definition
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
    figures_in,
    needed_figures,
)
from xlsreport.object_cache import remembered_by_object


@dataclass(frozen=True, slots=True)
class Addition:
    """The places whose figures are added (sign 1) or subtracted (-1), first this year's, then last year's."""

    now: tuple[Place, ...]
    before: tuple[Place, ...]
    signs: tuple[int, ...]


@remembered_by_object()
def additions_of(definition: Definition) -> Mapping[int, Addition]:
    """The additions among the totals, rules and claims of a definition, by the ``id()`` of their expressions.

    An ``id()`` stays valid: the definition keeps its expressions alive, and the cache keeps the definition alive.
    """
    trees = [facts.total for facts in definition.places.values() if facts.total is not None]
    trees += [total.expression for total in definition.totals]
    trees += [side for case in definition.cases for side in (case.comparison.left, case.comparison.right)]
    trees += [tree for claim in definition.claims for figure in claim.figures for tree in figure.equals]
    # Sums pass over what is not applicable or not asked, so that they are no mere additions there. A line of a list may
    # name figures of tables, which are not its own.
    usual = {place for place, facts in definition.places.items() if not facts.mark and not facts.may_be_blank}
    plain = (tree for tree in trees if all(figure.place in usual for figure in figures_in(tree)))
    return {id(tree): _addition(terms) for tree in plain if (terms := _terms(tree)) is not None}


@remembered_by_object()
def needed_by_totals(definition: Definition) -> Mapping[int, Sequence[Figure]]:
    """The figures without which each total of a definition has no value, by the ``id()`` of its expression."""
    return {id(total.expression): tuple(needed_figures(total.expression)) for total in definition.totals}


@remembered_by_object()
def products_of(definition: Definition) -> Mapping[int, Sequence[Figure]]:
    """The totals of a definition that only multiply and divide, so that they have no value where one of their figures
    has none, whatever the reason: by the ``id()`` of their expressions, with these figures."""
    needed = needed_by_totals(definition)
    trees = (total.expression for total in definition.totals)
    return {id(tree): needed[id(tree)] for tree in trees if _is_product(tree)}


def _is_product(tree: Expression) -> bool:
    match tree:
        case NumberLiteral() | Figure():
            return True
        case Negative(operand) | Rounded(operand):
            return _is_product(operand)
        case Arithmetic("*" | "/", left, right):
            return _is_product(left) and _is_product(right)
    return False


_Term = tuple[int, Figure]


def _addition(terms: list[_Term]) -> Addition:
    now, before = ([term for term in terms if term[1].previous == previous] for previous in (False, True))
    return Addition(
        now=tuple(figure.place for _, figure in now),
        before=tuple(figure.place for _, figure in before),
        signs=tuple(sign for sign, _ in (*now, *before)),
    )


def _terms(tree: Expression, sign: int = 1) -> list[_Term] | None:
    """The signed figures of an expression; None where it does more than add and subtract."""
    match tree:
        case Figure():
            return [(sign, tree)]
        case Figures(members):
            return [(sign, figure) for figure in members]
        case Negative(operand):
            return _terms(operand, -sign)
        case Call("sum", arguments):
            return _joined(_terms(argument, sign) for argument in arguments)
        case Arithmetic("+" | "-" as operator, left, right):
            return _joined((_terms(left, sign), _terms(right, sign if operator == "+" else -sign)))
        case NumberLiteral() | Name() | LineFigures() | Arithmetic() | Call() | Rounded() | Parts():
            return None
        case _:
            assert_never(tree)


def _joined(several: Iterable[list[_Term] | None]) -> list[_Term] | None:
    joined: list[_Term] = []
    for terms in several:
        if terms is None:
            return None
        joined += terms
    return joined
