"""Whether what was entered is a value of its kind at all; whether it is within bounds is asked by the checks."""

from __future__ import annotations

from typing import assert_never

from xlsreport.definition.figure_kinds.kind_traits import DateTraits, NumberTraits, OptionTraits, TextTraits
from xlsreport.definition.figure_kinds.kinds import AnyKind
from xlsreport.submission.submission import Entry


def is_understood(entry: Entry, kind: AnyKind) -> bool:
    """Whether an entry is a number, a date, an option or a text, as its kind asks, or not applicable."""
    if entry.not_applicable:
        return True
    match kind.traits:
        case NumberTraits():
            return entry.number is not None
        case TextTraits():
            return True
        case OptionTraits(options=options):
            return entry.stated in options
        case DateTraits():
            return entry.meaning is not None
        case other:
            assert_never(other)
