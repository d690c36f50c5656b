"""Decides which fields may be kept: page counters, and conditions and sums of these ([ISO/IEC 29500-1] 17.16)."""

from __future__ import annotations

import re
from typing import Literal

NESTED = "￼"
"""Placeholder in an instruction for a nested field or picture."""
REFUSED = "\x00"
"""Placeholder for a nested field that is refused; the outer field is then refused, too."""

FieldVerdict = Literal["kept", "words", "refused"]
"""The field is kept; only its result is kept; nothing is kept."""

_MAX_LENGTH = 2000
_COUNTERS = ("PAGE", "NUMPAGES", "SECTIONPAGES", "SECTION")
_FUNCTIONS = "ABS AND DEFINED FALSE IF INT MAX MIN MOD NOT OR PRODUCT ROUND SIGN SUM TRUE AVERAGE COUNT"
_FORMAT = r'\\\*\s*\w{1,30}|\\#\s*(?:"[\w#.,+;% -]{0,60}"|[\w#.,+;%-]{1,60})'
"""Format switches: for the text, such as Arabic, and for a number."""
_QUOTED = r'"[^"\\]*"|“[^“”"\\]*”'

_KEYWORD = re.compile(r"\s*([A-Za-z]+(?=[\s\\\"“]|$)|=)")
_REST = {
    "counter": re.compile(rf"(?:\s+|{_FORMAT})*+"),
    "IF": re.compile(rf"(?:\s+|{_FORMAT}|{_QUOTED}|[^\s\"\\“”]+)*+"),
    "=": re.compile(rf"(?:\s+|{_FORMAT}|[\d.,;%+*/^()<>={NESTED}-]|(?:{_FUNCTIONS.replace(' ', '|')})\b)*+", re.I),
}
"""What may follow the keyword. Possessive quantifiers keep the matching time linear."""


def keyword_of(instruction: str) -> str:
    """The keyword of a field, such as PAGE; ``?`` if there is none."""
    found = re.match(r"\s*([A-Za-z]{1,20}|=)", instruction)
    return found.group(1).upper() if found else "?"


def verdict_on(instruction: str) -> FieldVerdict:
    """Decide on a field by its instruction, in which placeholders stand for nested fields.

    The keyword must be plain text: a nested field could produce another one.
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
