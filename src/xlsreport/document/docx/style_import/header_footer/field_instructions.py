"""Which fields may be taken over: those that count pages, conditions and sums of these ([ISO/IEC 29500-1] 17.16)."""

from __future__ import annotations

import re
from typing import Literal

NESTED = "￼"
"""Stands in an instruction for a field, or a picture, within it."""
REFUSED = "\x00"
"""Stands for a field within it that is not taken over; no instruction with one is."""

FieldVerdict = Literal["kept", "words", "refused"]
"""What becomes of a field: it is kept; its words are and it is not; nothing of it is."""

_MAX_LENGTH = 2000
_COUNTERS = ("PAGE", "NUMPAGES", "SECTIONPAGES", "SECTION")
_FUNCTIONS = "ABS AND DEFINED FALSE IF INT MAX MIN MOD NOT OR PRODUCT ROUND SIGN SUM TRUE AVERAGE COUNT"
_FORMAT = r'\\\*\s*\w{1,30}|\\#\s*(?:"[\w#.,+;% -]{0,60}"|[\w#.,+;%-]{1,60})'
"""The form of letters, such as Arabic, and the picture of a number."""
_QUOTED = r'"[^"\\]*"|“[^“”"\\]*”'

_KEYWORD = re.compile(r"\s*([A-Za-z]+(?=[\s\\\"“]|$)|=)")
_REST = {
    "counter": re.compile(rf"(?:\s+|{_FORMAT})*+"),
    "IF": re.compile(rf"(?:\s+|{_FORMAT}|{_QUOTED}|[^\s\"\\“”]+)*+"),
    "=": re.compile(rf"(?:\s+|{_FORMAT}|[\d.,;%+*/^()<>={NESTED}-]|(?:{_FUNCTIONS.replace(' ', '|')})\b)*+", re.I),
}
"""What may follow the keyword; each part is taken once and for all, so that the time grows with the length alone."""


def keyword_of(instruction: str) -> str:
    """What a field does, such as PAGE; ``?`` where no letters say so."""
    found = re.match(r"\s*([A-Za-z]{1,20}|=)", instruction)
    return found.group(1).upper() if found else "?"


def verdict_on(instruction: str) -> FieldVerdict:
    """What becomes of a field, by its instruction with signs for the fields within it.

    The keyword must be written out: a field within it could spell another one.
    """
    if len(instruction) > _MAX_LENGTH:
        return "refused"
    found = _KEYWORD.match(instruction)
    keyword = found.group(1).upper() if found else ""
    if keyword == "HYPERLINK":
        return "words"
    rest = _REST.get("counter" if keyword in _COUNTERS else keyword)
    if found is None or rest is None or REFUSED in instruction or "://" in instruction:
        return "refused"
    return "kept" if rest.fullmatch(instruction, found.end()) else "refused"
