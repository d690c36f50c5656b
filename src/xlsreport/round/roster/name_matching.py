"""Normalises names and codes, so that what a person takes for the same compares as equal."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from xlsreport.round.roster.agencies import Agency

_BRACKETS = ("Ps", "Pe", "Pi", "Pf")
"""Categories of brackets and quotation marks ([UAX #44])."""
_INVISIBLE = ("Cf", "Cc", "Zs", "Zl", "Zp")
"""Characters without a width of their own, controls and blanks."""
_LOOK_ALIKE = str.maketrans("oilоаеіѕсрхуквнмт", "011oae1scpxykbhmt")
"""Letters that look like digits, and Cyrillic letters that look like Latin ones."""
_ZEROS = re.compile(r"(?<![0-9])0+(?=[0-9])")
_NO_FRACTION = re.compile(r"\.0+$")


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
    return _folded(name).translate(_IN_NAMES)


def normalise_code(code: str) -> str:
    """A code for comparison: without blanks and invisible characters, in one width and case."""
    return _folded(code).translate(_IN_CODES)


def lookalike_key(code: str) -> str:
    """A key that is equal for codes a person or spreadsheet may confuse: 011 and 11, O1 and 01."""
    looks = normalise_code(code).translate(_LOOK_ALIKE)
    return _ZEROS.sub("", _NO_FRACTION.sub("", looks))


def find_lookalike(code: str, agencies: Iterable[Agency]) -> Agency | None:
    """The only agency whose code looks like the given one; None if there are none or several."""
    found = [agency for agency in agencies if lookalike_key(agency.code) == lookalike_key(code)]
    return found[0] if len(found) == 1 else None


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()
