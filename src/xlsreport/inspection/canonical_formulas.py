"""Canonical forms of formulas: programs write the same one with other quotes, blanks, dollar signs and numbers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from xlsreport.layout.cells import CellRange, CellRef, parse_range
from xlsreport.values import SIGNIFICANT_DIGITS

Canonical = tuple[str, ...]
"""The tokens of a formula, each in one spelling."""
_CALLED_CONSTANTS = {"TRUE(": "TRUE", "FALSE(": "FALSE"}
_TOKEN = re.compile(
    r"""
    \s+
    | "(?:[^"]|"")*"                                                       # a text
    | (?:\d+(?:\.\d*)?|\.\d+)E[+-]?\d+(?![\w.])                            # a number with an exponent
    | (?:'(?:[^']|'')*' | \[[^][]*] | [^\s"'\[\](){},;%+\-*/^&=<>]+)+\(?   # any other operand, or a function
    | .
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL | re.ASCII,
)
_TWO_MINUSES = "-(-("
_NUMBER = re.compile(r"(?:\d+(?:\.\d*)?|\.\d+)(?:E[+-]?\d+)?", re.IGNORECASE | re.ASCII)


def tokens_of(formula: str) -> list[str]:
    """The tokens of a formula without its sign of equality, blanks among them; together they are the formula."""
    return _TOKEN.findall(formula)


class CanonicalForms:
    """The canonical forms of the formulas of a workbook, most of which refer to the same cells.

    Args:
        where: where a cell is to which a formula refers.
    """

    def __init__(self, where: Callable[[CellRef], CellRef] = lambda cell: cell) -> None:
        self._where = where
        self._sheets: dict[str, _Spellings] = {}

    def of(self, formula: str, sheet: str) -> Canonical:
        """The canonical form of a formula on a sheet."""
        spellings = self._sheets.get(sheet)
        if spellings is None:
            spellings = self._sheets[sheet] = _Spellings(sheet, self._where)
        parts = [part for token in tokens_of(formula.removeprefix("=")) if (part := spellings[token])]
        if _TWO_MINUSES in formula:
            parts = _without_brackets_of_minuses(parts)
        return tuple(parts if _CALLED_CONSTANTS.keys().isdisjoint(parts) else _with_plain_constants(parts))


class _Spellings(dict[str, str]):
    """By token of the formulas of a sheet its one spelling, found when it is first asked for; nothing of blanks.

    A large form has millions of tokens in its formulas, and some thousand different ones.
    """

    def __init__(self, sheet: str, where: Callable[[CellRef], CellRef]) -> None:
        super().__init__()
        self._sheet, self._where = sheet, where

    def __missing__(self, token: str) -> str:
        spelled = self[token] = "" if token.isspace() else self._spelled(token)
        return spelled

    def _spelled(self, token: str) -> str:
        if token[0] == '"' and len(token) > 1:
            return token
        if token.endswith("("):
            return token.upper().removeprefix("_XLFN.")
        if _NUMBER.fullmatch(token):
            return f"{float(token):.{SIGNIFICANT_DIGITS}g}"
        found = parse_range(token, self._sheet) if len(token) > 1 else None
        return token.upper() if found is None else str(CellRange(self._where(found.first), self._where(found.last)))


def _without_brackets_of_minuses(parts: list[str]) -> list[str]:
    """The parts with ``--(x)`` as it is, which gnumeric writes as ``-(-(x))``."""
    opened: list[int] = []
    ends: dict[int, int] = {}
    for at, part in enumerate(parts):
        if part.endswith("("):
            opened.append(at)
        elif part == ")" and opened:
            ends[opened.pop()] = at
    dropped: set[int] = set()
    for at in range(1, len(parts) - 2):
        is_around = parts[at - 1 : at + 3] == list(_TWO_MINUSES) and at in ends and ends[at] - 1 == ends.get(at + 2)
        dropped |= {at, ends[at]} if is_around else set()
    return [part for at, part in enumerate(parts) if at not in dropped]


def _with_plain_constants(parts: Sequence[str]) -> Iterator[str]:
    """The parts with TRUE and FALSE as constants, which LibreOffice writes as functions: ``FALSE()``."""
    for before, part in pairwise(("", *parts)):
        if part in _CALLED_CONSTANTS:
            yield _CALLED_CONSTANTS[part]
        elif not (part == ")" and before in _CALLED_CONSTANTS):
            yield part
