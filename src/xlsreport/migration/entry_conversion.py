"""The entry of an earlier form as one of the present form, whose kind may be another."""

from __future__ import annotations

from xlsreport.definition.figure_kinds.kind_traits import NumberTraits
from xlsreport.definition.figure_kinds.kinds import AnyKind
from xlsreport.definition.succession.succession import multiplied
from xlsreport.submission.submission import Entry
from xlsreport.submission.typed_values.entry_parsing import parse_entry


def are_commensurable(before: AnyKind, now: AnyKind) -> bool:
    """Whether a number of one kind means the same as one of another: it has the same unit, or none."""
    left, right = before.traits, now.traits
    if not isinstance(left, NumberTraits) or not isinstance(right, NumberTraits):
        return True
    return (left.unit, left.is_share) == (right.unit, right.is_share)


def converted_entry(entry: Entry, before: AnyKind, now: AnyKind, language: str, times: float | None) -> Entry | None:
    """What is entered in the present form; None where it would say nothing there."""
    if times is not None and entry.number is not None:
        return parse_entry(multiplied(entry.number, times), now, language)
    if before == now:
        return entry
    found = parse_entry(entry.typed, now, language, takes_own_words=True)
    if found is not None and found.number != entry.number and entry.number is not None:
        return parse_entry(entry.number, now, language)
    return found
