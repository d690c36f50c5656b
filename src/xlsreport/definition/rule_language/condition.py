"""Conditions: comparisons, what is filled, and answers, joined by ``and``, ``or`` and ``not``.

condition   = conjunction { "or" conjunction }
conjunction = negation { "and" negation }
negation    = "not" negation | "filled" "(" name { "," name } ")" | name ( "==" | "!=" ) TEXT
            | "(" condition ")" | comparison
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias, assert_never

from xlsreport.definition.rule_language.binding import Binder
from xlsreport.definition.rule_language.expression import (
    Comparator,
    Comparison,
    ExpressionError,
    Figure,
    Name,
    figures_in,
)
from xlsreport.definition.rule_language.expression_parser import ExpressionParser


@dataclass(frozen=True, slots=True)
class Filled:
    """That something is entered at every one of some places, or known where they are computed."""

    figures: tuple[Figure, ...] = ()
    names: tuple[Name, ...] = ()


@dataclass(frozen=True, slots=True)
class Answered:
    """That one of the options of a choice is its answer, or that another one is."""

    option: str
    figure: Figure | None = None
    name: Name | None = None
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Not:
    """The contrary of a condition; of a bound one only of what is filled."""

    operand: Condition


@dataclass(frozen=True, slots=True)
class Every:
    """That each of some conditions holds."""

    operands: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Some:
    """That one of some conditions holds."""

    operands: tuple[Condition, ...]


Condition: TypeAlias = Comparison | Filled | Answered | Not | Every | Some


class _ConditionParser(ExpressionParser):
    def whole(self) -> Condition:
        """A condition that is the whole text."""
        tree = self.condition()
        self.expect("end", "rest")
        return tree

    def condition(self) -> Condition:
        """condition = conjunction { "or" conjunction }."""
        parts = [self.conjunction()]
        while self.next_is("name", "or"):
            self.take()
            parts.append(self.conjunction())
        return parts[0] if len(parts) == 1 else Some(tuple(parts))

    def conjunction(self) -> Condition:
        """conjunction = negation { "and" negation }."""
        parts = [self.negation()]
        while self.next_is("name", "and"):
            self.take()
            parts.append(self.negation())
        return parts[0] if len(parts) == 1 else Every(tuple(parts))

    def negation(self) -> Condition:
        """The alternatives of a negation."""
        with self.nested():
            if self.next_is("name", "not"):
                self.take()
                return Not(self.negation())
            if self.follows("filled", "("):
                return self.filled()
            alternatives: tuple[Callable[[], Condition | None], ...] = (self.answered, self.bracketed)
            for read in alternatives:
                found: Condition | None = self.tried(read)
                if found is not None:
                    return found
            return self.compared()

    def filled(self) -> Condition:
        """``filled(a, b)``."""
        self.take()
        self.take()
        names = [self.name()]
        while self.next_is("comma"):
            self.take()
            names.append(self.name())
        self.expect("close", "close")
        return Filled(names=tuple(names))

    def name(self) -> Name:
        """A name that is no function."""
        token = self.expect("name", "operand")
        return Name(tuple(token.text.split(".")), token.start, token.end)

    def answered(self) -> Condition | None:
        """``direct == "N"``; None where no text is compared."""
        name = self.name()
        if not self.next_is("comparator", "==", "!="):
            return None
        comparator = self.take().text
        if not self.next_is("text"):
            return None
        return Answered(self.take().text[1:-1], name=name, negated=comparator == "!=")

    def bracketed(self) -> Condition | None:
        """A condition in brackets; None where these belong to a number."""
        self.expect("open", "operand")
        tree = self.condition()
        self.expect("close", "close")
        return None if self.next_is("operator") or self.next_is("comparator") else tree


def parse_condition(source: str) -> Condition:
    """Parse when something is asked.

    Raises:
        ExpressionError: with the characters at fault.
    """
    return _ConditionParser(source).whole()


def bind_condition(source: str, binder: Binder) -> Condition:
    """A condition over figures of this year.

    Raises:
        ExpressionError: it is not right, or a name is unknown.
    """
    bound = _bound(parse_condition(source), binder)
    figures = list(figures_of(bound))
    if not figures:
        raise ExpressionError("no_figures", 0, len(source))
    if any(figure.previous for figure in figures):
        raise ExpressionError("condition_of_previous", 0, len(source))
    return bound


def _bound(tree: Condition, binder: Binder) -> Condition:
    match tree:
        case Comparison():
            return binder.comparison(tree)
        case Filled(names=names):
            return Filled(tuple(figure for name in names for figure in binder.places(name)))
        case Answered(option, name=name, negated=negated):
            return Answered(option, None if name is None else binder.answer(name, option), negated=negated)
        case Not(operand):
            return _contrary(_bound(operand, binder))
        case Every(operands):
            return Every(tuple(_bound(operand, binder) for operand in operands))
        case Some(operands):
            return Some(tuple(_bound(operand, binder) for operand in operands))
        case _:
            assert_never(tree)


_CONTRARY: Mapping[Comparator, Comparator] = {"==": "!=", "!=": "==", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}


def _contrary(bound: Condition) -> Condition:
    """The contrary of a bound condition, stated of its parts.

    Of a figure that is not asked neither a comparison nor its contrary holds, so that no ``not`` may stand before one.
    """
    match bound:
        case Comparison(comparator, left, right):
            return Comparison(_CONTRARY[comparator], left, right)
        case Answered(negated=negated):
            return replace(bound, negated=not negated)
        case Filled():
            return Not(bound)
        case Not(operand):
            return operand
        case Every(operands):
            return Some(tuple(map(_contrary, operands)))
        case Some(operands):
            return Every(tuple(map(_contrary, operands)))
        case _:
            assert_never(bound)


def figures_of(tree: Condition) -> Iterator[Figure]:
    """Every figure, text and answer that a bound condition asks about."""
    match tree:
        case Comparison():
            yield from figures_in(tree)
        case Filled(figures=figures):
            yield from figures
        case Answered(figure=figure):
            yield from () if figure is None else (figure,)
        case Not(operand):
            yield from figures_of(operand)
        case Every(operands) | Some(operands):
            for operand in operands:
                yield from figures_of(operand)
        case _:
            assert_never(tree)
