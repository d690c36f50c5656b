"""How the dates and numbers of a column of a text file are written, as far as the clear ones among them tell.

One program or person wrote the whole column. So where ``30/04/2025`` stands in it, ``02/04/2025`` is in April, and
where ``1.234,56`` stands in it, ``5.000`` are five thousand.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from xlsreport.definition.figure_kinds.kind_traits import DateTraits, NumberTraits
from xlsreport.definition.figure_kinds.kinds import AnyKind
from xlsreport.messages.locales import DateOrder
from xlsreport.messages.number_marks import OWN_MARKS, NumberMarks
from xlsreport.submission.typed_values.typed_dates import order_of

_COMMA_MARKS = NumberMarks(".", ",", "{}%")
_DECIMALS = (
    r"[+-]?(?:[0-9]{{1,3}}(?:{group}[0-9]{{3}})+{decimal}[0-9]+"  # 1.234,567
    r"|[0-9]+{decimal}(?:[0-9]{{1,2}}|[0-9]{{4,}})"  # 12,5 and 0,1234
    r"|(?:0|[0-9]{{4,}}){decimal}[0-9]+)"  # 1234,567
)
_WITH_COMMA = re.compile(_DECIMALS.format(group=r"\.", decimal=","))
_WITH_POINT = re.compile(_DECIMALS.format(group=",", decimal=r"\."))
"""Numbers whose last mark can only stand before decimals: not 5,000, which may be five or five thousand."""


@dataclass(frozen=True, slots=True)
class ColumnHabits:
    """How a column is written: which of day and month goes first, and the marks in numbers; None where none tells."""

    order: DateOrder | None = None
    marks: NumberMarks | None = None


def habits_of(texts: Sequence[str], kind: AnyKind, *, is_text_file: bool) -> ColumnHabits:
    """The habits of a column.

    Args:
        texts: all its cells.
        kind: what it takes.
        is_text_file: whether numbers are texts as well; in a workbook they are numbers.
    """
    if isinstance(kind.traits, DateTraits):
        return ColumnHabits(order=order_of(texts))
    if isinstance(kind.traits, NumberTraits) and is_text_file:
        return ColumnHabits(marks=_marks_of([text.strip() for text in texts]))
    return ColumnHabits()


def _marks_of(texts: Sequence[str]) -> NumberMarks | None:
    """Whose marks they are; None where no number tells, or they contradict each other."""
    has_commas, has_points = (any(map(pattern.fullmatch, texts)) for pattern in (_WITH_COMMA, _WITH_POINT))
    if has_commas == has_points:
        return None
    return _COMMA_MARKS if has_commas else OWN_MARKS
