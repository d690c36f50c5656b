"""Tells of all entries of a column at once that they are what their place takes, as they were typed.

A list has thousands of entries in few columns, and hardly one of them is odd. What is told here is nothing but what
``fits`` and ``is_in_order`` of ``checking/figures/`` say of each; they are asked where it cannot be told.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date
from decimal import Decimal
from operator import attrgetter
from typing import assert_never

from xlsreport.definition.figure_kinds.kind_traits import DateTraits, NumberTraits, OptionTraits, TextTraits, Traits
from xlsreport.submission.lines_by_column import EntryColumn
from xlsreport.submission.submission import Entry
from xlsreport.values import is_too_great

_MENDED, _NOT_APPLICABLE = attrgetter("mended"), attrgetter("not_applicable")
_TYPED, _NUMBER, _MEANING = attrgetter("typed"), attrgetter("number"), attrgetter("meaning")


def are_plain(entries: Collection[Entry], traits: Traits) -> bool:
    """Whether it is certain that every entry is of its kind and nothing is found about it.

    Args:
        entries: of a column.
        traits: of its kind.
    """
    if not entries:
        return True
    if any(map(_MENDED, entries)) or any(map(_NOT_APPLICABLE, entries)):
        return False
    typed = list(map(_TYPED, entries))
    match traits:
        case NumberTraits():
            return list(map(_NUMBER, entries)) == typed and _are_taken_numbers(typed, traits)
        case DateTraits(earliest=earliest, latest=latest):
            days = list(map(_MEANING, entries))
            return set(map(type, days)) == {date} and min(days) >= earliest and max(days) <= latest
        case OptionTraits() | TextTraits():
            is_text = set(map(type, typed)) == {str} and set(map(_MEANING, entries)) == {None}
            return is_text and _are_taken_texts(typed, traits)
        case other:
            assert_never(other)


def is_plain_column(column: EntryColumn, traits: Traits) -> bool:
    """The same of a column of a list."""
    if column.form == "entries":
        return are_plain({id(entry): entry for entry in column.entries if entry is not None}.values(), traits)
    if isinstance(traits, NumberTraits):
        numbers = {number for number in column.numbers if number is not None}
        return column.form == "numbers" and (not numbers or _are_taken_numbers(numbers, traits))
    texts = set(filter(None, column.stated))
    return not isinstance(traits, DateTraits) and (not texts or _are_taken_texts(texts, traits))


def _are_taken_texts(texts: Collection[str], traits: OptionTraits | TextTraits) -> bool:
    """Whether texts are of the options, or not too long and as they are to be written."""
    if isinstance(traits, OptionTraits):
        return set(texts) <= set(traits.options)
    if traits.source is not None or max(map(len, texts)) > traits.max_length:
        return False
    return traits.pattern is None or all(map(traits.is_as_written, texts))


def _are_taken_numbers(numbers: Collection[int | Decimal], traits: NumberTraits) -> bool:
    """Whether numbers are within the bounds of their kind, and have no more decimals than it takes."""
    types = set(map(type, numbers))
    if traits.is_share or not types <= {int, Decimal}:  # 0.5 may have been typed for 50 %
        return False
    least, greatest = min(numbers), max(numbers)
    if is_too_great(least) or is_too_great(greatest):
        return False
    if (traits.least is not None and least < traits.least) or (
        traits.greatest is not None and greatest > traits.greatest
    ):
        return False
    if types == {int}:
        return True
    written = "".join(f"{number} " for number in numbers if isinstance(number, Decimal))
    decimals = rf"(?:-?[0-9]+\.[0-9]{{1,{traits.decimals}}} )*+"
    return not traits.is_count and traits.decimals > 0 and re.fullmatch(decimals, written) is not None
