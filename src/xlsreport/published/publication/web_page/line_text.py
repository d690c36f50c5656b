"""The text of one line of a page, put together out of its pieces as a browser does."""

from __future__ import annotations

import re

_SPACES = re.compile(r"[ \t\n\r\f\u00a0]+")
_NEVER_SEEN = re.compile("[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\ufeff]")
_WIDE = "\u1100-\u11ff\u2e80-\u303f\u3040-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff01-\uff60\U00020000-\U0003ffff“”‘’…—"
_BETWEEN_WIDE = re.compile(rf"(?<=[{_WIDE}])[ \t\r\f]*\n[ \t\r\n\f]*(?=[{_WIDE}])")
"""The end of a line of the markup within Chinese text, where no blank is meant."""
_DIGITS = str.maketrans("0123456789+-()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ⁿ")
_LOW_DIGITS = str.maketrans("0123456789+-()", "₀₁₂₃₄₅₆₇₈₉₊₋₍₎")
_BRACKETED = re.compile(r"[(（\[【〔].*[)）\]】〕]", re.DOTALL)
_TEN = re.compile(r"(?<![0-9.,])10\Z")


def line_text(text: str) -> str:
    """A text without the blanks of the markup around and within it, and without characters that are not seen."""
    if text.isascii() and text.isalnum():
        return text
    text = _BETWEEN_WIDE.sub("", _NEVER_SEEN.sub("", text))
    return _SPACES.sub(" ", text).strip(" \u3000\u2002\u2003\u2009")


def raised_text(before: str, text: str, *, is_low: bool = False) -> str:
    """How a raised or lowered text is written behind what stands before it.

    Behind a Latin letter it is part of a unit or formula. Behind anything else it is a footnote's mark, and stands in
    brackets: it must not become a digit of a number. Behind a 10 it may be an exponent, and is written as one.
    """
    text = line_text(text)
    before = before.rstrip()
    if not text or not before:
        return text
    if not (before[-1].isascii() and before[-1].isalpha()):
        if text[0].isalpha() and text.isascii() and len(text) <= 2:  # as in 1st
            return text
        if _TEN.search(before) and text.lstrip("+-−").isdigit():
            return f"^{text}"
        return text if _BRACKETED.fullmatch(text) else f"[{text}]"
    return text.translate(_LOW_DIGITS if is_low else _DIGITS)
