"""In which direction texts run.

In a document that runs from right to left, a text without any letter of such a script runs from left to right all the
same: else the minus of -5 would be seen behind it, and the full stop of an English sentence before it.
"""

from __future__ import annotations

import unicodedata

from xlsreport.messages.locales import runs_from_right_to_left


def has_letters_from_right(text: str) -> bool:
    """Whether a text has a letter or digit of a right-to-left script such as Hebrew or Arabic."""
    return not text.isascii() and any(unicodedata.bidirectional(letter) in ("R", "AL", "AN") for letter in text)


def unparted(text: str, language: str) -> str:
    """A text as it is put into a sentence: in one from right to left, the groups of a telephone number would stand in
    the opposite order if ordinary blanks were between them. Marks of direction are no way: no report prints them.
    """
    return text.replace(" ", "\xa0") if stays_from_left(text, language) else text


def stays_from_left(text: str, language: str) -> bool:
    """Whether a text of a document that runs from right to left runs from left to right nevertheless."""
    return runs_from_right_to_left(language) and not has_letters_from_right(text)
