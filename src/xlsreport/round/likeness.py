"""When two names or two codes are the same to a person, whatever a program makes of them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from xlsreport.round.roster import Agency

_BRACKETS = ("Ps", "Pe", "Pi", "Pf")
"""Categories of brackets and quotation marks ([UAX #44])."""
_UNSEEN = ("Cf", "Cc", "Zs", "Zl", "Zp")
"""Characters without a width of their own, controls and blanks."""
_LOOK_ALIKE = str.maketrans("oilоаеіѕсрхуквнмт", "011oae1scpxykbhmt")
"""Small letters that are read as digits, and Cyrillic ones that are read as Latin."""
_ZEROS = re.compile(r"(?<![0-9])0+(?=[0-9])")
_NO_FRACTION = re.compile(r"\.0+$")


def plain_name(name: str) -> str:
    """What of a name tells one agency from another: neither brackets, nor width, capitals or blanks."""
    return "".join(c for c in _folded(name) if unicodedata.category(c) not in (*_UNSEEN, *_BRACKETS))


def plain_code(code: str) -> str:
    """What of a code tells one agency from another: neither width nor capitals nor what nobody sees."""
    return "".join(c for c in _folded(code) if unicodedata.category(c) not in _UNSEEN)


def likeness(code: str) -> str:
    """What a code has in common with all that a person or a spreadsheet may take for it: 011 with 11, O1 with 01."""
    looks = plain_code(code).translate(_LOOK_ALIKE)
    return _ZEROS.sub("", _NO_FRACTION.sub("", looks))


def like_code(code: str, agencies: Iterable[Agency]) -> Agency | None:
    """The only agency whose code is like one that none of them has."""
    found = [agency for agency in agencies if likeness(agency.code) == likeness(code)]
    return found[0] if len(found) == 1 else None


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()
