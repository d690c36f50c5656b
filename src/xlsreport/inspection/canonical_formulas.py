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
        self._parts: dict[tuple[str, str], str] = {}

    def of(self, formula: str, sheet: str) -> Canonical:
        """The canonical form of a formula on a sheet."""
        tokens = [token for token in tokens_of(formula.removeprefix("=")) if not token.isspace()]
        return tuple(_with_plain_constants([self._part(token, sheet) for token in tokens]))

    def _part(self, token: str, sheet: str) -> str:
        if len(token) == 1 or token[0] == '"':
            return token if len(token) > 1 else token.upper()
        known = self._parts.get((token, sheet))
        if known is None:
            known = self._parts[token, sheet] = self._spelled(token, sheet)
        return known

    def _spelled(self, token: str, sheet: str) -> str:
        if token.endswith("("):
            return token.upper().removeprefix("_XLFN.")
        if _NUMBER.fullmatch(token):
            return f"{float(token):.{SIGNIFICANT_DIGITS}g}"
        found = parse_range(token, sheet)
        return token.upper() if found is None else str(CellRange(self._where(found.first), self._where(found.last)))


def _with_plain_constants(parts: Sequence[str]) -> Iterator[str]:
    """The parts with TRUE and FALSE as constants, which LibreOffice writes as functions: ``FALSE()``."""
    for before, part in pairwise(("", *parts)):
        if part in _CALLED_CONSTANTS:
            yield _CALLED_CONSTANTS[part]
        elif not (part == ")" and before in _CALLED_CONSTANTS):
            yield part
