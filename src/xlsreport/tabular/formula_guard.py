"""An apostrophe before texts of a CSV file that a spreadsheet program would calculate when it opens the file.

A formula can send data elsewhere ([CSV Injection], OWASP). An apostrophe before a text that begins with an apostrophe
makes sure that it can be taken away again.
"""

from __future__ import annotations

APOSTROPHE = "'"
_BEGINNINGS = tuple("=+-@\t\r\n＝＋－＠'")
"""How formulas begin, in spreadsheet programs of several languages, and what could hide such a beginning."""


def guarded(text: str) -> str:
    """A text that no spreadsheet program takes for a formula."""
    return APOSTROPHE + text if text.startswith(_BEGINNINGS) else text


def unguarded(text: str) -> str:
    """The text of which :func:`guarded` made another one; also of other programs, which do the same."""
    is_guarded = text.startswith(APOSTROPHE) and text[1:].startswith(_BEGINNINGS)
    return text[1:] if is_guarded else text
