"""Looking up lines of a list by what stands in the present line or row: ``where number == this.contract``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import assert_never

from xlsreport.definition.figure_kinds.kind_traits import DateTraits, NumberTraits, OptionTraits, TextTraits, Traits
from xlsreport.definition.rule_language.expression import (
    Comparison,
    Condition,
    Every,
    ExpressionError,
    Name,
)

THIS = "this"
"""The prefix of a name that means the line or row for which an expression stands."""
LABELS: Mapping[str, str] = {"row": "rows", "column": "columns"}
"""Prefixes of names that mean the words of the row or column for which an expression stands, and its axis."""


def is_own(name: Name) -> bool:
    """Whether a name means the present line or row, what is in the row's line of a list, or its words."""
    return (len(name.parts), name.parts[0]) in {(2, THIS), (3, THIS), *((2, prefix) for prefix in LABELS)}


def parted(condition: Condition) -> tuple[tuple[tuple[Name, Name], ...], Condition | None]:
    """The columns that a condition compares with the present line, each with what it is compared with, and the rest."""
    conjuncts = condition.operands if isinstance(condition, Every) else (condition,)
    keys, rest = [], []
    for conjunct in conjuncts:
        pair = _pair(conjunct)
        if pair is None:
            rest.append(conjunct)
        else:
            keys.append(pair)
    if not rest:
        return tuple(keys), None
    return tuple(keys), rest[0] if len(rest) == 1 else Every(tuple(rest))


def _pair(condition: Condition) -> tuple[Name, Name] | None:
    match condition:
        case Comparison("==", Name() as left, Name() as right) if is_own(left) != is_own(right):
            return (right, left) if is_own(left) else (left, right)
        case _:
            return None


def check_names(where: Condition, list_id: str, columns: Iterable[str], present: Iterable[str]) -> None:
    """Refuse a condition that compares a column with itself, or with a column of the present line without saying so.

    Raises:
        ExpressionError: with the name that was probably meant.
    """
    columns, present = frozenset(columns), frozenset(present)
    for conjunct in where.operands if isinstance(where, Every) else (where,):
        if not isinstance(conjunct, Comparison):
            continue
        left, right = conjunct.left, conjunct.right
        if not isinstance(left, Name) or not isinstance(right, Name):
            continue
        names = [name.parts[1:] if name.parts[0] == list_id else name.parts for name in (left, right)]
        if names[0] == names[1]:
            part = names[0][-1]
            raise ExpressionError("compared_with_itself", right.start, right.end, name=part, suggestion=f"this.{part}")
        for name in (left, right):
            if len(name.parts) == 1 and name.parts[0] not in columns and name.parts[0] in present:
                part = name.parts[0]
                raise ExpressionError("unknown_name", name.start, name.end, name=part, suggestion=f"this.{part}")


def family(traits: Traits) -> str:
    """What of two places must be alike so that what stands there can be the same."""
    match traits:
        case NumberTraits():
            return "number"
        case DateTraits():
            return "date"
        case TextTraits() | OptionTraits():
            return "text"
        case _:
            assert_never(traits)
