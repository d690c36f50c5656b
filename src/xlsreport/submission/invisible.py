"""What cannot be seen of a text."""

from __future__ import annotations

import unicodedata

_INVISIBLE = ("Cc", "Cf", "Zs", "Zl", "Zp")
_EMPTY_LETTERS = "\u2800\u3164\uffa0"
"""Letters of Braille and Hangul that are drawn as nothing."""

_PUNCTUATION = ".,;:!?…—–-_*~/()"
_CHINESE_PUNCTUATION = "。，、；：！？－～／（）【】"


def punctuation(language: str) -> str:
    """What says nothing by itself, wherever it stands in a text; a spreadsheet nests functions 64 deep."""
    return _PUNCTUATION + (_CHINESE_PUNCTUATION if language.startswith("zh") else "")


def unpunctuated(text: str, language: str) -> str:
    """A text without punctuation, as the workbook's formulas compare it too."""
    return text.translate(dict.fromkeys(map(ord, punctuation(language))))


def is_blank(text: str) -> bool:
    """Whether there is nothing to see in a text: no letters, or only blanks and characters without a shape."""
    if text[:1].isalnum() and text[0] not in _EMPTY_LETTERS:
        return False
    return all(unicodedata.category(letter) in _INVISIBLE or letter in _EMPTY_LETTERS for letter in text)


def trimmed(text: str) -> str:
    """A text without the blanks and invisible characters at its ends."""
    seen = [number for number, letter in enumerate(text) if not is_blank(letter)]
    return text[seen[0] : seen[-1] + 1] if seen else ""
