"""Entries that no rule combines, such as medians and dates, where what agencies state leaves only one answer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from xlsreport.round.combined_figures import NOT_ASKED, Unasked
from xlsreport.submission.submission import Entry

UncombinedEntry = Entry | Unasked | None
"""What an agency entered; NOT_ASKED; None where it entered nothing."""


def only_entry(entries: Sequence[UncombinedEntry], mark: str) -> Entry | None:
    """What stands in a consolidation of some agencies; None where that is left to be written.

    Not applicable where all of them say so. Where all but one say so, or are not asked, it is that one's entry: the
    median over everybody is that of the only agency that has cases.

    Args:
        entries: of the agencies.
        mark: what stands where it is not applicable.
    """
    asked = [entry for entry in entries if entry is not NOT_ASKED]
    known = [entry for entry in asked if isinstance(entry, Entry)]
    if not known or len(known) < len(asked):
        return None
    stated = [entry for entry in known if not entry.not_applicable]
    if len(stated) > 1:
        return None
    return plain_entry(stated[0]) if stated else Entry(mark, not_applicable=True)


def plain_entry(entry: Entry) -> Entry:
    """An entry as it would be typed without a mistake."""
    if entry.not_applicable:
        return entry
    if entry.number is not None:
        return Entry(entry.number, entry.number)
    return Entry(entry.stated, meaning=entry.meaning) if isinstance(entry.meaning, date) else Entry(entry.stated)
