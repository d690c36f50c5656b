"""Estimates the width of texts in ems, before any program has set them.

The estimates allow for substitute fonts, which are wider: a figure that does not fit is broken between two digits.
"""

from __future__ import annotations

import unicodedata

_DIGIT = 0.64
"""A digit: 0.5 em in Times New Roman, 0.64 in DejaVu Serif, its widest substitute. Digits are never parted."""
_LETTERS = {
    letter: width
    for letters, width in (("fijlrtI", 0.37), ("acesz", 0.48), ("mwMW", 0.96), ("JPSTLFE", 0.66))
    for letter in letters
}
"""Letters that are narrower or wider than others, in Times New Roman with some five per cent added."""
_LOWER, _UPPER = 0.54, 0.77
"""Other small and capital letters, likewise."""
_NARROW = 0.38
"""Punctuation, signs and blanks: at most 0.33 em in Times New Roman, 0.38 in DejaVu Serif."""


class _CharacterWidths(dict[str, float]):
    """The width of each character in ems, worked out when it is first met: a long list has millions of them."""

    def __missing__(self, character: str) -> float:
        self[character] = width = _width(character)
        return width


_WIDTHS = _CharacterWidths()


def width_in_ems(text: str) -> float:
    """The width of a text on one line, in ems."""
    return sum(map(_WIDTHS.__getitem__, text))


def widest_word(text: str) -> float:
    """The width in ems of the longest part that no program breaks; Chinese breaks after every character."""
    return max(map(_unbroken, text.split()), default=0.0)


def _unbroken(word: str) -> float:
    if word.isascii():
        return width_in_ems(word)
    # An en dash or a quotation mark, which is wide in Chinese alone, does not part the word: 101–120.
    parts = "".join(" " if unicodedata.east_asian_width(one) in "WF" else one for one in word).split()
    wide = 1.0 if any(map(_is_wide, word)) else 0.0
    return max(wide, *map(width_in_ems, parts), 0.0)


def _width(character: str) -> float:
    if _is_wide(character):
        return 1.0
    if not character.isalpha():
        return _DIGIT if character.isalnum() else _NARROW
    return _LETTERS.get(character, _UPPER if character.isupper() else _LOWER)


def _is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "WFA"
