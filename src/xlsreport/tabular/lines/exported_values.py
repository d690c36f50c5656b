"""The value of a list's column in a cell that another program wrote, and what a person should know about it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from xlsreport.definition.figure_kinds.kind_traits import NumberTraits, OptionTraits, TextTraits
from xlsreport.definition.figure_kinds.kinds import AnyKind
from xlsreport.messages.locales import number_marks, spoken_language
from xlsreport.submission.typed_values.entry_parsing import parse_entry
from xlsreport.tabular.lines.column_habits import ColumnHabits
from xlsreport.tabular.listed_sheets import CellOddity
from xlsreport.values import Number, plain_number

_PLAIN_NUMBER = re.compile(r"[+-]?[0-9]{1,300}(?:\.[0-9]{1,300})?")
_GROUPED = re.compile(r"[+-]?[0-9]{1,3}(?:\.[0-9]{3})+")
"""1.234, which means a thousand times as much where thousands are parted by points."""
_SPOILT_TEXTS = frozenset[CellOddity](("date", "digits", "fraction", "scientific"))
"""What a spreadsheet made of a text by taking it for a number or a date; a number is none the worse for it."""
_SPOILT = frozenset[CellOddity](("digits", "error", "uncalculated", "struck", "partly_struck"))


_NO_HABITS = ColumnHabits()


@dataclass(frozen=True, slots=True)
class CellValue:
    """What a cell states.

    Attributes:
        value: for an entries file; None where it is blank.
        fits: whether it is of the column's kind, and a text written as its pattern says.
        rewritten: whether it is written otherwise than in the file, such as 1234.5 for 1,234.50 in a text.
    """

    value: Number | str | None
    fits: bool = True
    rewritten: bool = False


def cell_value(
    text: str, kind: AnyKind, language: str, *, is_text_file: bool, habits: ColumnHabits = _NO_HABITS
) -> CellValue:
    """What a cell of a column states.

    Args:
        text: of the cell.
        kind: of the column.
        language: of the report, which decides what a comma in a number is.
        is_text_file: whether the file is a text, in which numbers are written in the language of whoever wrote it.
        habits: how the column is written, as far as that is known.
    """
    typed = read = text.strip()
    if habits.marks is not None:
        read, language = habits.marks.plain(typed), spoken_language(language)
    number = _plain(read, kind, language, is_text_file=is_text_file)
    if number is not None:
        return CellValue(number, rewritten=read != typed)
    entry = parse_entry(read, kind, language, takes_own_words=True, order=habits.order)
    if entry is None:
        return CellValue(None)
    figure = entry.figure(kind)
    if figure is None or not entry.is_understood(kind):
        return CellValue(typed, fits=False)
    if isinstance(kind.traits, TextTraits) and not kind.traits.is_as_written(typed):
        return CellValue(typed, fits=False)
    return CellValue(figure, rewritten=entry.mended and str(figure) != typed)


def spoils(oddity: CellOddity, kind: AnyKind) -> bool:
    """Whether an oddity of a cell may have changed what it states."""
    is_text = isinstance(kind.traits, TextTraits | OptionTraits)
    return oddity in _SPOILT or (is_text and oddity in _SPOILT_TEXTS)


def _plain(typed: str, kind: AnyKind, language: str, *, is_text_file: bool) -> Number | None:
    """The number that a program wrote, with a point before its decimals and nothing between its thousands."""
    if not isinstance(kind.traits, NumberTraits) or not _PLAIN_NUMBER.fullmatch(typed):
        return None
    if is_text_file and number_marks(language).group == "." and _GROUPED.fullmatch(typed):
        return None
    return plain_number(Decimal(typed))
