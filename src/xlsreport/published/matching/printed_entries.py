"""TEXT → ENTRY: a figure as it would have been typed into a workbook, where it is printed as reports print it.

What documents add to a figure, such as the commas between thousands, is no oddity of what was reported.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from xlsreport.definition.figure_kinds.kind_traits import NumberTraits
from xlsreport.definition.figure_kinds.kinds import AnyKind
from xlsreport.messages.locales import number_marks
from xlsreport.submission.submission import Entry
from xlsreport.submission.typed_values.entry_parsing import parse_entry
from xlsreport.submission.typed_values.percentages import without_percent
from xlsreport.values import Typed, plain_number

_PLAIN = re.compile(r"-?(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{1,10})?")
_MARKED = re.compile(r"(\d)\s*[*＊※†‡]{1,3}$")
"""A figure with the mark of a remark below the table."""
_GROUPED = re.compile(r"-?[1-9][0-9]{0,2}(?:,[0-9]{3}){1,4}(?:\.[0-9]{1,10})?")


def printed_entry(text: str, kind: AnyKind, language: str, *, takes_own_words: bool = False) -> Entry | None:
    """The entry for a printed text; None for a blank.

    A number in plain digits, or grouped as the language groups them, is that number, and a date is in ISO 8601.
    Everything else is as it is printed.

    Args:
        text: on one line.
        kind: what is asked for.
        language: of the report.
        takes_own_words: as of :func:`parse_entry`.
    """
    typed = _plain(_MARKED.sub(r"\1", text), kind.traits, language) if isinstance(kind.traits, NumberTraits) else text
    entry = parse_entry(typed, kind, language, takes_own_words=takes_own_words)
    if entry is not None and isinstance(entry.meaning, date):
        return Entry(entry.stated, meaning=entry.meaning)
    return entry


def _plain(text: str, traits: NumberTraits, language: str) -> Typed:
    marks = number_marks(language)
    digits = marks.plain(without_percent(text) if traits.is_share else text.removesuffix(traits.suffix).rstrip())
    if _GROUPED.fullmatch(digits):
        digits = digits.replace(",", "")
    return plain_number(Decimal(digits)) if _PLAIN.fullmatch(digits) else text
