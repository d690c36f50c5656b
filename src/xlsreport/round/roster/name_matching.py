"""When two names or two codes are the same to a person, whatever a program makes of them."""

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
"""Small letters that are read as digits, and Cyrillic ones that are read as Latin."""
_ZEROS = re.compile(r"(?<![0-9])0+(?=[0-9])")
_NO_FRACTION = re.compile(r"\.0+$")


class _DroppedCategories(dict[int, int | None]):
    """For :meth:`str.translate`: drops characters of some categories; what each is, is looked up once."""

    def __init__(self, *dropped: str) -> None:
        super().__init__()
        self._dropped = dropped

    def __missing__(self, code: int) -> int | None:
        kept = None if unicodedata.category(chr(code)) in self._dropped else code
        self[code] = kept
        return kept


_IN_NAMES, _IN_CODES = _DroppedCategories(*_INVISIBLE, *_BRACKETS), _DroppedCategories(*_INVISIBLE)


def normalise_name(name: str) -> str:
    """What of a name tells one agency from another: neither brackets, nor width, capitals or blanks."""
    return _folded(name).translate(_IN_NAMES)


def normalise_code(code: str) -> str:
    """What of a code tells one agency from another: neither width nor capitals nor what nobody sees."""
    return _folded(code).translate(_IN_CODES)


def lookalike_key(code: str) -> str:
    """What a code has in common with all that a person or a spreadsheet may take for it: 011 with 11, O1 with 01."""
    looks = normalise_code(code).translate(_LOOK_ALIKE)
    return _ZEROS.sub("", _NO_FRACTION.sub("", looks))


def find_lookalike(code: str, agencies: Iterable[Agency]) -> Agency | None:
    """The only agency whose code is like one that none of them has."""
    found = [agency for agency in agencies if lookalike_key(agency.code) == lookalike_key(code)]
    return found[0] if len(found) == 1 else None


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()
