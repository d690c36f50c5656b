"""Finds agencies by codes that a person or a spreadsheet may have confused."""

from __future__ import annotations

import re
from collections.abc import Iterable

from xlsreport.round.roster.agencies import Agency
from xlsreport.tabular.body_names import normalise_code

_LOOK_ALIKE = str.maketrans("oilоаеіѕсрхуквнмт", "011oae1scpxykbhmt")
"""Letters that look like digits, and Cyrillic letters that look like Latin ones."""
_ZEROS = re.compile(r"(?<![0-9])0+(?=[0-9])")
_NO_FRACTION = re.compile(r"\.0+$")


def lookalike_key(code: str) -> str:
    """A key that is equal for codes a person or spreadsheet may confuse: 011 and 11, O1 and 01."""
    looks = normalise_code(code).translate(_LOOK_ALIKE)
    return _ZEROS.sub("", _NO_FRACTION.sub("", looks))


def find_lookalike(code: str, agencies: Iterable[Agency]) -> Agency | None:
    """The only agency whose code looks like the given one; None if there are none or several."""
    found = [agency for agency in agencies if lookalike_key(agency.code) == lookalike_key(code)]
    return found[0] if len(found) == 1 else None
