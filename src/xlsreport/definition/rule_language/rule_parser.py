"""The rule language: text to a tree of an expression, a comparison or a condition.

argument    = sum | name "where" ( same | [ same "and" ] condition )
same        = "same" "(" name { "," name } ")"
              in the condition also: name "==" ( "this" | "row" | "column" ) "." IDENTIFIER
condition   = conjunction { "or" conjunction }
conjunction = negation { "and" negation }
negation    = "not" negation | "filled" "(" name { "," name } ")" | "starts" "(" name "," TEXT ")"
            | name ( "==" | "!=" ) TEXT | "(" condition ")" | comparison
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from xlsreport.definition.rule_language.expression import (
    Answered,
    Comparison,
    Condition,
    Every,
    Expression,
    ExpressionError,
    Filled,
    Name,
    Not,
    Some,
)
from xlsreport.definition.rule_language.expression_parser import ExpressionParser
from xlsreport.definition.rule_language.look_up_keys import parted


class _RuleParser(ExpressionParser):
    def whole(self) -> Condition:
        """A condition that is the whole text."""
        tree = self.condition()
        self.expect("end", "rest")
        return tree

    def argument(self) -> Expression:
        """argument = sum | name "where" ( same | [ same "and" ] condition )."""
        tree = self.sum()
        if not self.next_is("name", "where"):
            return tree
        where = self.take()
        if not isinstance(tree, Name):
            raise ExpressionError("where_of_name", where.start, where.end)
        same: list[Name] = []
        while self.follows("same", "("):
            same += self.names()
            if not self.next_is("name", "and"):
                return replace(tree, same=tuple(same))
            self.take()
        keys, rest = parted(self.condition())
        return replace(tree, where=rest, same=tuple(same), keys=keys)

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
                return Filled(names=self.names())
            if self.follows("starts", "("):
                return self.begun()
            if self.follows("same", "("):
                same = self.take()
                raise ExpressionError("same_alone", same.start, same.end)
            alternatives: tuple[Callable[[], Condition | None], ...] = (self.answered, self.bracketed)
            for read in alternatives:
                found: Condition | None = self.tried(read)
                if found is not None:
                    return found
            return self.compared()

    def names(self) -> tuple[Name, ...]:
        """The names in the brackets of ``filled(a, b)``."""
        self.take()
        self.take()
        names = [self.name()]
        while self.next_is("comma"):
            self.take()
            names.append(self.name())
        self.expect("close", "close")
        return tuple(names)

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

    def begun(self) -> Condition:
        """``starts(code, "U")``."""
        self.take()
        self.take()
        name = self.name()
        self.expect("comma", "starts")
        beginning = self.expect("text", "starts").text[1:-1]
        self.expect("close", "close")
        return Answered(beginning, name=name, begins=True)

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
    return _RuleParser(source).whole()


def parse_comparison(source: str) -> Comparison:
    """Parse what a rule requires.

    Raises:
        ExpressionError: with the characters at fault.
    """
    return _RuleParser(source).comparison()


def parse_total(source: str) -> Expression:
    """Parse how a computed row or column comes about.

    Raises:
        ExpressionError: with the characters at fault.
    """
    return _RuleParser(source).whole_sum()
