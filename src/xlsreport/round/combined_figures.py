"""Combines the figures of several agencies, in exact arithmetic."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal, localcontext
from enum import Enum

from xlsreport.definition.figure_kinds.number_kinds import Combine
from xlsreport.values import EXACTLY, Number, plain_number


class Unasked(Enum):
    """What stands for a figure that an agency is not asked for, so that nothing is missing."""

    NOT_ASKED = "not asked"


NOT_ASKED = Unasked.NOT_ASKED
Figure = Number | str | Unasked | None
"""A number; the mark of one that is not applicable; NOT_ASKED; None for one that is not known."""
Figures = tuple[Figure, ...]
"""In the order of a :class:`FigureOrder`."""


def stated(figure: Figure) -> Number | str | None:
    """What is shown of a figure: nothing where it is not asked for."""
    return None if figure is NOT_ASKED else figure


def combine(how: Combine, figures: Sequence[Figure]) -> Figure:
    """Combine figures, passing over those that are not asked for and those that are not applicable.

    The result is not known if one of them is not known, not applicable if none of them is, and not asked for where
    nobody is asked.
    """
    asked = [figure for figure in figures if figure is not NOT_ASKED]
    if figures and not asked:
        return NOT_ASKED
    known = [figure for figure in figures if isinstance(figure, Number)]
    if how == "none" or None in asked:
        return None
    if not known:
        return next(iter(asked), None)
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


def significant_digits(number: Number) -> int:
    """How many digits it takes to write a number, without zeros at either end."""
    return len(Decimal(number).normalize(EXACTLY).as_tuple().digits)
