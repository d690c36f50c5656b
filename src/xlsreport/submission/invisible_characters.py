"""Characters that cannot be seen, and texts without them."""

from __future__ import annotations

import re
import unicodedata

_INVISIBLE = ("Cc", "Cf", "Zs", "Zl", "Zp")
_NEVER_SEEN = (
    "\0-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"  # controls, but for the ends of lines
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff0-\ufff8"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e00ff\U000e01f0-\U000e0fff"
    "\ufff9-\ufffc"  # annotations, and the place of an object that was not copied
    "\ud800-\udfff\ufdd0-\ufdef"
    + "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000))
)
"""Control characters, surrogates, noncharacters, and the Default_Ignorable_Code_Point characters of [UAX #44], which
are drawn as nothing; without joiners and variation selectors, which say how a letter is drawn."""
_EMPTY_LETTERS = "\u115f\u1160\u3164\uffa0"
"""Hangul fillers: letters by their category that show nothing."""
_LIKE_BLANKS = "\u1680\u2800\u3164\uffa0"
"""Characters that most fonts draw as a blank."""
_PASS_FOR_PRINTABLE = "\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0\ufffc"
"""Characters of both lists that Python calls printable."""
_UNSEEN = re.compile(f"[{_NEVER_SEEN}{_LIKE_BLANKS}]")
_BLANK = re.compile(f"[{_LIKE_BLANKS}]")
_SHAPELESS = re.compile(f"[{_NEVER_SEEN}{_LIKE_BLANKS}\u180b-\u180d\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef]")
"""Characters that show nothing by themselves; a variation selector needs a letter before it."""

_PUNCTUATION = ".,;:!?…—–-_*~/()"
_CHINESE_PUNCTUATION = "。，、；：！？－～／（）【】"


def punctuation(language: str) -> str:
    """Punctuation that is ignored where a text is tested for content.

    The list is short: the workbook's formulas nest one function for each character, and spreadsheets allow 64 levels.
    """
    return _PUNCTUATION + (_CHINESE_PUNCTUATION if language.startswith("zh") else "")


def unpunctuated(text: str, language: str) -> str:
    """A text without punctuation, as the workbook's formulas compare it too."""
    return text.translate(dict.fromkeys(map(ord, punctuation(language))))


def visible_text(text: str) -> str:
    """A text as it is printed: without invisible characters."""
    if text.isprintable() and not any(letter in text for letter in _PASS_FOR_PRINTABLE):
        return text
    return _UNSEEN.sub("", _BLANK.sub(" ", text)) if _UNSEEN.search(text) else text


def is_blank(text: str) -> bool:
    """Whether nothing of a text can be seen: it is empty, or has only blanks and invisible characters."""
    if text[:1].isalnum() and text[0] not in _EMPTY_LETTERS:
        return False
    return all(unicodedata.category(letter) in _INVISIBLE or _SHAPELESS.match(letter) for letter in text)


def trimmed(text: str) -> str:
    """A text without the blanks and invisible characters at its ends."""
    visible_text = [number for number, letter in enumerate(text) if not is_blank(letter)]
    return text[visible_text[0] : visible_text[-1] + 1] if visible_text else ""
