"""Expressions and conditions without the figures that some bodies are not asked for.

As with what a condition rules out, a figure that is not asked for counts as nothing in sums, be they written by
``sum()`` or by ``+`` and ``-``. Whatever else needs a figure that is not there has no value.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import replace
from typing import assert_never

from xlsreport.definition.place import Place
from xlsreport.definition.rule_language.expression import (
    Answered,
    Arithmetic,
    Begun,
    Call,
    Comparison,
    Condition,
    Every,
    Expression,
    Figure,
    Figures,
    Filled,
    LineFigures,
    Name,
    Negative,
    Not,
    NumberLiteral,
    Parts,
    Rounded,
    Some,
    figures_in,
)
from xlsreport.definition.tables.table_declaration import LINE

ALWAYS, NEVER = Every(()), Some(())
"""Conditions that hold of every report, and of none."""


def pruned(tree: Expression, asked: Container[Place]) -> Expression | None:
    """A bound expression over the figures that are asked for; None where too few are left to give it a value."""
    match tree:
        case Figure(place):
            return tree if _is_asked(place, asked) else None
        case Figures(members, label):
            left = tuple(figure for figure in members if _is_asked(figure.place, asked))
            return None if not left else left[0] if len(left) == 1 else Figures(left, label)
        case Negative(operand):
            inner = pruned(operand, asked)
            return None if inner is None else Negative(inner)
        case Rounded(operand, decimals, declared):
            inner = pruned(operand, asked)
            return None if inner is None else Rounded(inner, decimals, declared)
        case Arithmetic():
            return _arithmetic(tree, asked)
        case Call(function, arguments):
            kept = tuple(one for argument in arguments if (one := pruned(argument, asked)) is not None)
            return Call(function, kept) if kept else None
        case LineFigures(column=column, first=first):
            where = None if tree.where is None else pruned_condition(tree.where, asked)
            if (column or first) not in asked or where == NEVER:
                return None
            where = None if where == ALWAYS else where
            if tree.whose is not None and tree.whose not in asked:
                tree = replace(tree, whose=None, own_whose=None)
            if tree.own:  # without what lines are found by, none is found
                found_by = (*tree.same, *tree.own_places)
                return replace(tree, where=where) if all(place in asked for place in found_by) else None
            return replace(tree, where=where, same=tuple(place for place in tree.same if place in asked))
        case Parts(figure=Figure(place)):
            return tree if _is_asked(place, asked) else None
        case NumberLiteral() | Name() | Parts():
            return tree
        case _:
            assert_never(tree)


def _arithmetic(tree: Arithmetic, asked: Container[Place]) -> Expression | None:
    left, right = pruned(tree.left, asked), pruned(tree.right, asked)
    if left is not None and right is not None:
        return Arithmetic(tree.operator, left, right, tree.of_dates)
    if tree.of_dates:
        return None
    match tree.operator:
        case "+":
            rest = left or right
        case "-":
            rest = left if right is None else Negative(right)
        case _:
            return None
    # A number that was only added to figures says nothing without them.
    return rest if rest is not None and any(figures_in(rest)) else None


def pruned_comparison(tree: Comparison, asked: Container[Place]) -> Comparison | None:
    """A bound comparison of what is asked for; None where one of its sides has no value."""
    left, right = pruned(tree.left, asked), pruned(tree.right, asked)
    return None if left is None or right is None else Comparison(tree.comparator, left, right)


def pruned_condition(tree: Condition, asked: Container[Place]) -> Condition:
    """A bound condition over what is asked for: what is not is not filled, has no answer, and compares with nothing."""
    match tree:
        case Comparison():
            return pruned_comparison(tree, asked) or NEVER
        case Filled(figures=figures):
            left = tuple(figure for figure in figures if _is_asked(figure.place, asked))
            return Filled(left) if left else NEVER
        case Answered(figure=figure):
            return tree if figure is not None and _is_asked(figure.place, asked) else NEVER
        case Begun(first, where):
            left_where = None if where is None else pruned_condition(where, asked)
            return Begun(first, left_where) if _is_asked(first, asked) else NEVER
        case Not(operand):
            inner = pruned_condition(operand, asked)
            return NEVER if inner == ALWAYS else ALWAYS if inner == NEVER else Not(inner)
        case Every(operands):
            return _joined([pruned_condition(one, asked) for one in operands], Every, ALWAYS, NEVER)
        case Some(operands):
            return _joined([pruned_condition(one, asked) for one in operands], Some, NEVER, ALWAYS)
        case _:
            assert_never(tree)


def _is_asked(place: Place, asked: Container[Place]) -> bool:
    """Whether a figure is asked for; one of a certain line of a list is where it is in all of its lines."""
    return place in asked or place._replace(row=LINE) in asked


def _joined(
    operands: Sequence[Condition], join: type[Every] | type[Some], neutral: Condition, deciding: Condition
) -> Condition:
    """Conditions joined, without those that decide nothing; one that decides alone is the result."""
    if deciding in operands:
        return deciding
    left = tuple(one for one in operands if one != neutral)
    return left[0] if len(left) == 1 else join(left)
