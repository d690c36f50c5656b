"""Estimates the width of texts in ems, before any program has set them.

The estimates allow for substitute fonts, which are wider: a figure that does not fit is broken between two digits.
"""

from __future__ import annotations

import re
import unicodedata

_DIGIT = 0.64
"""A digit: 0.5 em in Times New Roman, 0.64 in DejaVu Serif, its widest substitute. Digits are never parted."""
_LETTERS = {
    letter: width
    for letters, width in (
        ("fijlrtI", 0.37),
        ("acesz", 0.48),
        ("mwMW", 0.96),
        ("JPSTLFE", 0.66),
        ("ийнпцμσφ", 0.59),
        ("мфжыæœψω", 0.73),
        ("шщю", 0.82),
        ("ЖМЫФÆŒ", 0.96),
        ("ШЩЮ", 1.08),
    )
    for letter in letters
}
"""Letters that are narrower or wider than others, in Times New Roman with some five per cent added."""
_LOWER, _UPPER = 0.54, 0.77
"""Other small and capital letters, likewise."""
_NARROW = 0.38
"""Punctuation, signs and blanks: at most 0.33 em in Times New Roman, 0.38 in DejaVu Serif."""


_HYPHEN = re.compile(r"(?<=[^\W\d_]{7}-)(?=[^\W\d_]{7})")
"""Behind a hyphen between long words a line may end, as in информационно-телекоммуникационный."""


class _CharacterWidths(dict[str, float]):
    """The width of each character in ems, worked out when it is first met: a long list has millions of them."""

    def __missing__(self, character: str) -> float:
        self[character] = width = _width(character)
        return width


_WIDTHS = _CharacterWidths()
_MAX_HANGUL = 6
"""Syllables of a Korean word that is kept whole; programs break longer ones anywhere, as they would break all."""


def width_in_ems(text: str) -> float:
    """The width of a text on one line, in ems."""
    return sum(map(_WIDTHS.__getitem__, text))


def widest_word(text: str) -> float:
    """The width in ems of the longest part that is not to be broken; Chinese breaks after every character.

    Korean has blanks between its words: a short one stands on one line, as 구성비(%).
    """
    return max((_unbroken(part) for word in text.split() for part in _HYPHEN.split(word)), default=0.0)


def _unbroken(word: str) -> float:
    if word.isascii():
        return width_in_ems(word)
    # An en dash or a quotation mark, which is wide in Chinese alone, does not part the word: 101–120.
    keeps = 0 < sum(map(_is_hangul, word)) <= _MAX_HANGUL
    parts = "".join(
        " " if unicodedata.east_asian_width(one) in "WF" and not (keeps and _is_hangul(one)) else one for one in word
    ).split()
    wide = 1.0 if any(map(_is_wide, word)) else 0.0
    return max(wide, *map(width_in_ems, parts), 0.0)


def _is_hangul(character: str) -> bool:
    return "\uac00" <= character <= "\ud7a3"


def _width(character: str) -> float:
    if unicodedata.category(character) in ("Mn", "Me"):
        return 0.0  # an accent or vowel sign that stands over its letter
    if _is_wide(character):
        return 1.0
    if not character.isalpha():
        return _DIGIT if character.isalnum() else _NARROW
    letter = unicodedata.normalize("NFD", character)[0]
    return _LETTERS.get(letter, _UPPER if letter.isupper() else _LOWER)


def _is_wide(character: str) -> bool:
    """Whether a character is as wide as a Chinese one.

    Signs that Unicode calls ambiguous are, as … and “ in a Chinese font. Letters are not: Cyrillic, Greek and accented
    ones are ambiguous, too, but only old Chinese encodings had them in this width.
    """
    return unicodedata.east_asian_width(character) in ("WF" if character.isalpha() else "WFA")
