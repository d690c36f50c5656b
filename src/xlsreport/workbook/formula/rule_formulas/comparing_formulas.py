"""Formulas that compare two numbers, without the noise of binary fractions."""

from __future__ import annotations

from collections.abc import Mapping

from xlsreport.checking.evaluation.comparing import PRECISION
from xlsreport.definition.rule_language.expression import (
    Comparator,
)

_SYMBOLS: Mapping[Comparator, str] = {"==": "=", "!=": "<>", "<=": "<=", ">=": ">=", "<": "<", ">": ">"}
"""How Excel writes a comparator."""


def comparison_with_zero(difference: str, comparator: Comparator) -> str:
    """A condition that compares a rounded difference with 0."""
    return f"{difference}{_SYMBOLS[comparator]}0"


def rounded_difference(left: str, right: str) -> str:
    """The difference of two cells, rounded to remove floating-point noise."""
    return f'IF(COUNT({left},{right})=2,{rounded(f"{left}-{right}")},"")'


def rounded(number: str) -> str:
    """A number to the decimals to which two sides are compared."""
    return f"ROUND({number},{PRECISION})"
