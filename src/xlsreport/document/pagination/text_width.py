"""How wide texts are for the size they are set in, before any program has set them.

Measured wide enough for the fonts that stand in where a document's own are not installed: where a text does not fit
after all, a figure is broken between two digits.
"""

from __future__ import annotations

import unicodedata

_LATIN = 0.64
"""A digit or a letter on average: 0.5 in Times New Roman, 0.64 in DejaVu Serif, the widest that stands in for it."""
_NARROW = 0.38
"""Points, commas, signs and blanks: 0.33 at most in Times New Roman, 0.38 in DejaVu Serif."""


def width_in_ems(text: str) -> float:
    """The width of a text on one line, in its own size."""
    return sum(map(_width, text))


def widest_word(text: str) -> float:
    """The width of the longest part that no program breaks, in its own size; Chinese breaks after every character."""
    return max((_unbroken(word) for word in text.split()), default=0.0)


def _unbroken(word: str) -> float:
    parts = "".join(" " if _is_wide(character) else character for character in word).split()
    wide = 1.0 if any(map(_is_wide, word)) else 0.0
    return max(wide, *map(width_in_ems, parts), 0.0)


def _width(character: str) -> float:
    if _is_wide(character):
        return 1.0
    return _LATIN if character.isalnum() else _NARROW


def _is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "WFA"
