"""Texts without regard to case.

Turkish and Azerbaijani have an i with a dot and one without, each with a capital of its own (İ and I). What a capital I
is the capital of, only the language of a text tells, and names and headings are in any language; so all four are one
letter here, as they are to a regular expression that ignores case.
"""

from __future__ import annotations

import unicodedata

_DOTLESS_AND_DOT = {ord("ı"): "i", ord("\u0307"): None}
"""The i without a dot, and the dot that case folding leaves of İ."""


def caseless(text: str) -> str:
    """A text in one case and width, for comparison; it may have more or fewer characters."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return folded if folded.isascii() else folded.translate(_DOTLESS_AND_DOT)


def lowered(text: str) -> str:
    """A text in small letters, each in its place: what a regular expression that ignores case takes for one, is one.

    ``str.lower`` makes two characters of İ, and another letter of a Greek sigma at the end of a word.
    """
    if text.isascii():
        return text.lower()
    return text.replace("İ", "i").lower().replace("ı", "i").replace("ς", "σ")
