"""Text from outside as it may reach a terminal."""

from __future__ import annotations

import unicodedata

UNPRINTABLE = ("Cc", "Cf", "Cs", "Zl", "Zp")
"""Categories of characters that could steer a terminal, turn a line around, or break it."""


def printable(text: str) -> str:
    """A line of text from outside, of which nothing but letters and blanks reaches the terminal."""
    return "".join(
        char.encode("unicode_escape").decode() if unicodedata.category(char) in UNPRINTABLE else char for char in text
    )
