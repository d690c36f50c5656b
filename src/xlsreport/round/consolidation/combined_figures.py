"""Combines the figures of several agencies, in exact arithmetic."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal, localcontext

from xlsreport.definition.kinds import Combine
from xlsreport.values import EXACTLY, Number, plain_number

Figures = tuple[Number | None, ...]
"""Numbers in the order of a :class:`FigureOrder`; None for one that is not known."""


def combine(how: Combine, numbers: Sequence[Number | None]) -> Number | None:
    """Combine figures; the result is not known if one of them is not known."""
    known = [number for number in numbers if number is not None]
    if how == "none" or not known or len(known) < len(numbers):
        return None
    if how == "sum":
        return _sum(known)
    return min(known) if how == "min" else max(known)


def _sum(numbers: Sequence[Number]) -> Number:
    with localcontext(EXACTLY):
        return plain_number(Decimal(sum(numbers)))


def combine_columns(hows: Sequence[Combine], rows: Iterable[Figures]) -> Figures:
    """Combine rows of figures column by column."""
    columns = list(zip(*rows, strict=True)) or [()] * len(hows)
    return tuple(combine(how, column) for how, column in zip(hows, columns, strict=True))
