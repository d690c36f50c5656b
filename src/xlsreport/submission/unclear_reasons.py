"""Why it is not clear what a cell states."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from xlsreport.layout.cells import CellRef

UnclearReason = Literal[
    "nil",
    "year",
    "year_mended",
    "period",
    "period_mended",
    "text_error",
    "text_value",
    "text_number",
    "text_parted",
    "formula",
    "picture",
    "object",
    "struck",
    "raised",
    "reordered",
]
"""Why it is not clear what a cell states: neither yes nor no; no year or period, or one with other words; an error, a
date or truth value, or a number in place of a text; a text that goes on in the cells beside it; a formula without a
result; a picture; the name that a program has for a value; letters that are struck out, raised, or shown in another
order."""


UNREADABLE_REASONS: frozenset[UnclearReason] = frozenset({"text_error", "formula", "picture", "object"})
"""Reasons for which nothing can be read of a cell."""

NO_ENTRY: frozenset[UnclearReason] = frozenset({"picture", "object"})
"""Those by which what the cell holds is no entry at all, so that nothing else is wrong with it."""


@dataclass(frozen=True, slots=True)
class UnclearCell:
    """A cell that does not clearly state what it is asked for.

    Attributes:
        reason: why.
        name: of its place or text.
        cell: where it is in the file.
        typed: what it holds.
    """

    reason: UnclearReason
    name: str
    cell: CellRef
    typed: str
