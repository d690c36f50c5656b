"""Texts whose letters and digits are shown in another order than they have ([UAX #9])."""

from __future__ import annotations

import re
import unicodedata

_OVERRIDES = ("\u202d", "\u202e")
"""Characters after which everything runs in one direction, digits too."""
_TURNING = ("\u200f", "\u061c", "\u202b", "\u2067")
"""Characters that begin or stand for what is written from right to left."""
_PARTED = re.compile(r"[0-9][^\w\n]*[^\w\n%+./,:\u00a0-][^\w\n]*\w")
"""A number and a word or number with a blank or the like between them, so that they are two to whoever turns them."""
_FROM_RIGHT_TO_LEFT = ("R", "AL")


def is_reordered(text: str) -> bool:
    """Whether some of a text is shown in another order: 321 as 123, or 12 34 as 34 12."""
    if text.isascii():
        return False
    return any(mark in text for mark in _OVERRIDES) or (
        any(mark in text for mark in _TURNING) and any(map(_is_turned, text.splitlines()))
    )


def _is_turned(line: str) -> bool:
    """Whether a mark turns numbers about in a line that has no letters from right to left, to which it could belong."""
    if not any(mark in line for mark in _TURNING):
        return False
    bare = "".join(letter for letter in line if unicodedata.category(letter) != "Cf")
    has_letters = any(unicodedata.bidirectional(letter) in _FROM_RIGHT_TO_LEFT for letter in bare)
    return not has_letters and _PARTED.search(bare) is not None
