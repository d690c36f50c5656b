"""What stands in some columns of a line, as it is compared with other lines."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from xlsreport.values import Number

LineKey: TypeAlias = tuple[Number | str, ...]
"""What a line has in some columns, without regard to case and blanks."""


def folded_text(text: str) -> str:
    """A text without regard to case and blanks."""
    return " ".join(text.split()).casefold()


def folded_key(values: Sequence[Number | str]) -> LineKey:
    """Values as they are compared between lines."""
    return tuple(folded_text(value) if isinstance(value, str) else value for value in values)
