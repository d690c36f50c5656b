"""What the value of an expression is in a sentence: a date, or a number with the sign of its figures, such as %."""

from __future__ import annotations

from collections.abc import Iterable
from typing import assert_never

from xlsreport.definition.definition import Definition
from xlsreport.definition.figure_kinds.kind_traits import NumberTraits
from xlsreport.definition.figure_kinds.kinds import is_date
from xlsreport.definition.place import Place
from xlsreport.definition.rule_language.date_arithmetic import sort_of, uses_dates
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


def suffix_of(definition: Definition, tree: Expression) -> str:
    """What stands behind the value of an expression; a plain number among percentages is one of them.

    Figures with different signs have none in common, and neither has what is multiplied or divided.
    """
    found = set(_suffixes(definition, (tree,)))
    return found.pop() if len(found) == 1 else ""


def is_a_date(definition: Definition, tree: Expression) -> bool:
    """Whether the value of a bound expression is a date, which counts its days."""

    def holds_date(place: Place) -> bool:
        return is_date(definition.facts(place).kind)

    return uses_dates(tree, holds_date) and sort_of(tree, tree, holds_date) == "date"


def suffix_at(definition: Definition, place: Place) -> str:
    """What stands behind the number at a place."""
    traits = definition.facts(place).kind.traits
    return traits.suffix if isinstance(traits, NumberTraits) else ""


def _suffixes(definition: Definition, trees: Iterable[Expression]) -> Iterable[str]:
    for tree in trees:
        match tree:
            case NumberLiteral():
                pass
            case Figure(place):
                yield suffix_at(definition, place)
            case LineFigures(column=column):
                yield "" if column is None else suffix_at(definition, column)
            case Figures(members):
                yield from (suffix_at(definition, member.place) for member in members)
            case Arithmetic("+" | "-", left, right):
                yield from _suffixes(definition, (left, right))
            case Negative(operand) | Rounded(operand):
                yield from _suffixes(definition, (operand,))
            case Arithmetic() | Call("count") | Parts():
                yield ""
            case Call(_, arguments):
                yield from _suffixes(definition, arguments)
            case Name():
                raise TypeError(f"not bound: {tree}")
            case _:
                assert_never(tree)
