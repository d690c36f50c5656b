"""Canonical forms of formulas: programs write the same one with other quotes, blanks, dollar signs and numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from openpyxl.formula import Tokenizer
from openpyxl.formula.tokenizer import Token, TokenizerError

from xlsreport.layout.cells import CellRange, CellRef, parse_range
from xlsreport.values import SIGNIFICANT_DIGITS

Canonical = tuple[str, ...]
"""The tokens of a formula, each in one spelling."""
_CALLED_CONSTANTS = {"TRUE(": "TRUE", "FALSE(": "FALSE"}


def canonical(formula: str, sheet: str, where: Callable[[CellRef], CellRef] = lambda cell: cell) -> Canonical:
    """The canonical form of a formula on a sheet; ``where`` maps the cells of its references to their positions now."""
    try:
        tokens = Tokenizer(formula if formula.startswith("=") else f"={formula}").items
        parts = [_part(token, sheet, where) for token in tokens if token.type != Token.WSPACE]
        return tuple(_with_plain_constants(parts))
    except (TokenizerError, IndexError, ValueError):
        return (formula,)  # not a formula that can be tokenised: it equals only itself


def _with_plain_constants(parts: Sequence[str]) -> Iterator[str]:
    """The parts with TRUE and FALSE as constants, which LibreOffice writes as functions: ``FALSE()``."""
    for before, part in pairwise(("", *parts)):
        if part in _CALLED_CONSTANTS:
            yield _CALLED_CONSTANTS[part]
        elif not (part == ")" and before in _CALLED_CONSTANTS):
            yield part


def _part(token: Token, sheet: str, where: Callable[[CellRef], CellRef]) -> str:
    if token.type == Token.OPERAND and token.subtype == Token.RANGE:
        found = parse_range(token.value, sheet)
        return token.value.upper() if found is None else str(CellRange(where(found.first), where(found.last)))
    if token.type == Token.OPERAND and token.subtype == Token.NUMBER:
        return f"{float(token.value):.{SIGNIFICANT_DIGITS}g}"
    if token.type == Token.FUNC:
        return str(token.value.upper().removeprefix("_XLFN."))
    return str(token.value)
