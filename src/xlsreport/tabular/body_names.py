"""Normalises the names and codes of bodies, so that what a person takes for the same compares as equal."""

from __future__ import annotations

import unicodedata

from xlsreport.letter_case import caseless

_BRACKETS = ("Ps", "Pe", "Pi", "Pf")
"""Categories of brackets and quotation marks ([UAX #44])."""
_INVISIBLE = ("Cf", "Cc", "Zs", "Zl", "Zp")
"""Characters without a width of their own, controls and blanks."""


class _DroppedCategories(dict[int, int | None]):
    """A table for :meth:`str.translate` that drops characters of some categories, filled on demand."""

    def __init__(self, *dropped: str) -> None:
        super().__init__()
        self._dropped = dropped

    def __missing__(self, code: int) -> int | None:
        kept = None if unicodedata.category(chr(code)) in self._dropped else code
        self[code] = kept
        return kept


_IN_NAMES, _IN_CODES = _DroppedCategories(*_INVISIBLE, *_BRACKETS), _DroppedCategories(*_INVISIBLE)


def normalise_name(name: str) -> str:
    """A name for comparison: without brackets and blanks, in one width and case."""
    return caseless(name).translate(_IN_NAMES)


def normalise_code(code: str) -> str:
    """A code for comparison: without blanks and invisible characters, in one width and case."""
    return caseless(code).translate(_IN_CODES)
