"""The rule language: text to expression tree.

comparison  = sum ("==" | "!=" | "<=" | ">=" | "<" | ">") sum
sum         = term { ("+" | "-") term }
term        = factor { ("*" | "/") factor }
factor      = "-" factor | NUMBER | function | name | "(" sum ")"
function    = ("sum" | "min" | "max" | "count") "(" sum { "," sum } ")"
            | "abs" "(" sum ")" | "round" "(" sum [ "," NUMBER ] ")" | "parts" "(" name "," TEXT ")"
name        = IDENTIFIER { "." IDENTIFIER }
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar, get_args

from xlsreport.definition.rule_language.expression import (
    Arithmetic,
    Call,
    Comparison,
    Expression,
    ExpressionError,
    Function,
    Name,
    Negative,
    NumberLiteral,
    Parts,
    Rounded,
)
from xlsreport.values import MAX_DECIMALS

FUNCTIONS: Mapping[str, Function] = {name: name for name in get_args(Function)}
"""Each function by the name that rules write, but for ``round``, which is a node of its own."""


_ROUND = "round"
_PARTS = "parts"


_Read = TypeVar("_Read")


MAX_NESTING = 60
"""Excel refuses formulas that are nested more than 64 levels deep."""


MAX_TOKENS = 500
"""A formula may have 8192 characters; with the addresses that stand for names this is more than fits."""


_TOKENS = {
    "number": r"\d+(?:\.\d+)?",
    "name": r"[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*",
    "comparator": r"==|!=|<=|>=|<|>",
    "operator": r"[-+*/]",
    "open": r"\(",
    "close": r"\)",
    "comma": r",",
    "text": r'"[^"]*"',
}


_TOKEN = re.compile(
    # White space may be Unicode, as the wide space of a Chinese keyboard is; names and digits are ASCII.
    r"(?u:\s*)(?:" + "|".join(f"(?P<{kind}>{rule})" for kind, rule in _TOKENS.items()) + r"|(?P<end>$))",
    re.ASCII,
)


_MEANT = {"=": "==", "≠": "!=", "≤": "<=", "≥": ">=", "&": "and", "|": "or", "×": "*", "÷": "/", "“": '"', "'": '"'}
"""What is meant by characters of other languages and of print."""


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    start: int
    end: int


def _tokens(source: str) -> Iterator[_Token]:
    position = 0
    while True:
        match = _TOKEN.match(source, position)
        if match is None:
            start = position + len(source[position:]) - len(source[position:].lstrip())
            error = ExpressionError("character", start, start + 1, character=source[start])
            if source[start] in _MEANT:
                error.values["suggestion"] = _MEANT[source[start]]
            raise error
        kind = str(match.lastgroup)
        yield _Token(kind, match[kind], match.start(kind), match.end(kind))
        if kind == "end":
            return
        position = match.end()


class ExpressionParser:
    """Reads expressions and comparisons from a text."""

    def __init__(self, source: str) -> None:
        self._rest = deque(_tokens(source))
        if len(self._rest) > MAX_TOKENS + 1:  # the end is a token too
            token = self._rest[MAX_TOKENS]
            raise ExpressionError("long", token.start, token.end)
        self._depth = 0

    def next_is(self, kind: str, *texts: str) -> bool:
        """Whether a token of a kind comes next, and is one of some texts."""
        token = self._rest[0]
        return token.kind == kind and (not texts or token.text in texts)

    def take(self) -> _Token:
        """The next token."""
        return self._rest.popleft()

    def follows(self, name: str, bracket: str) -> bool:
        """Whether a name with a bracket behind it comes next."""
        return self.next_is("name", name) and self._rest[1].text == bracket

    def tried(self, read: Callable[[], _Read]) -> _Read | None:
        """What a function reads; where it fails, nothing is taken."""
        before, depth = self._rest.copy(), self._depth
        try:
            found = read()
        except ExpressionError:
            found = None
        if found is None:
            self._rest, self._depth = before, depth
        return found

    @contextmanager
    def nested(self) -> Iterator[None]:
        """One level deeper."""
        self._depth += 1
        if self._depth > MAX_NESTING:
            token = self._rest[0]
            raise ExpressionError("deep", token.start, token.end)
        yield
        self._depth -= 1

    def expect(self, kind: str, key: str) -> _Token:
        """The next token, which must be of a kind."""
        if not self.next_is(kind):
            token = self._rest[0]
            raise ExpressionError(key, token.start, token.end)
        return self.take()

    def comparison(self) -> Comparison:
        """A comparison that is the whole text."""
        tree = self.compared()
        self.expect("end", "rest")
        return tree

    def compared(self) -> Comparison:
        """comparison = sum ("==" | "!=" | "<=" | ">=" | "<" | ">") sum."""
        left = self.sum()
        comparator = self.expect("comparator", "comparator")
        right = self.sum()
        return Comparison(comparator.text, left, right)  # type: ignore[arg-type]  # the token's pattern admits only these

    def whole_sum(self) -> Expression:
        """A sum that is the whole text."""
        tree = self.sum()
        self.expect("end", "rest")
        return tree

    def sum(self) -> Expression:
        """sum = term { ("+" | "-") term }."""
        tree = self.term()
        while self.next_is("operator", "+", "-"):
            tree = Arithmetic(self.take().text, tree, self.term())  # type: ignore[arg-type]  # as above
        return tree

    def term(self) -> Expression:
        """term = factor { ("*" | "/") factor }."""
        tree = self.factor()
        while self.next_is("operator", "*", "/"):
            tree = Arithmetic(self.take().text, tree, self.factor())  # type: ignore[arg-type]  # as above
        return tree

    def factor(self) -> Expression:
        """factor = "-" factor | NUMBER | function | name | "(" sum ")"."""
        with self.nested():
            return self.innermost()

    def innermost(self) -> Expression:
        """The alternatives of a factor."""
        if self.next_is("operator", "-"):
            self.take()
            return Negative(self.factor())
        if self.next_is("number"):
            return NumberLiteral(Decimal(self.take().text))
        if self.next_is("open"):
            self.take()
            tree = self.sum()
            self.expect("close", "close")
            return tree
        name = self.expect("name", "operand")
        if self.next_is("open"):
            return self.function(name)
        return Name(tuple(name.text.split(".")), name.start, name.end)

    def argument(self) -> Expression:
        """An argument of a function."""
        return self.sum()

    def parts(self) -> Parts:
        """``parts(names, "|")``."""
        self.take()
        name = self.expect("name", "operand")
        self.expect("comma", "parts_written")
        separator = self.expect("text", "parts_written")
        self.expect("close", "close")
        if len(separator.text) != len('"|"') or separator.text[1].isalnum() or separator.text[1].isspace():
            raise ExpressionError("parts_written", separator.start, separator.end)
        return Parts(separator.text[1], name=Name(tuple(name.text.split(".")), name.start, name.end))

    def function(self, name: _Token) -> Call | Rounded | Parts:
        """The alternatives of a function."""
        if name.text == _PARTS:
            return self.parts()
        function = FUNCTIONS.get(name.text)
        if function is None and name.text != _ROUND:
            possible = ", ".join((*FUNCTIONS, _ROUND, _PARTS))
            raise ExpressionError("function", name.start, name.end, name=name.text, possible=possible)
        self.take()
        arguments = [self.argument()]
        while self.next_is("comma"):
            self.take()
            arguments.append(self.argument())
        end = self.expect("close", "close").end
        if function is None:
            return _rounded(arguments, name.start, end)
        if function == "abs" and len(arguments) > 1:
            raise ExpressionError("one_argument", name.start, end, name=name.text)
        return Call(function, tuple(arguments))


def _rounded(arguments: list[Expression], start: int, end: int) -> Rounded:
    """``round(x)`` or ``round(x, 2)``."""
    decimals = arguments[1] if len(arguments) > 1 else NumberLiteral(Decimal(0))
    if len(arguments) > 2 or not isinstance(decimals, NumberLiteral) or decimals.value not in range(MAX_DECIMALS + 1):
        raise ExpressionError("round_arguments", start, end, most=str(MAX_DECIMALS))
    return Rounded(arguments[0], int(decimals.value), declared=True)
