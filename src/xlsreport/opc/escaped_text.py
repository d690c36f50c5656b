"""Characters that Office files write in code, such as ``_x000D_`` for a carriage return."""

from __future__ import annotations

import re
import unicodedata

from xlsreport.opc.invalid_file import InvalidFileError

_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
"""A character in code ([ECMA-376] part 1, 22.9.2.19)."""


def unescaped(text: str) -> str:
    """A text with the characters that are written in code."""
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def expect_certain(text: str) -> str:
    """A text as it was read, if no program shows it otherwise.

    Programs write controls in code, and an underscore before what only looks like a code. LibreOffice shows codes of
    other characters as they are written, Excel the characters.

    Raises:
        InvalidFileError: a character that can be seen is written in code.
    """
    if "_x" in text and any(_is_seen(chr(int(digits, 16))) for digits in _ESCAPE.findall(text)):
        raise InvalidFileError("ambiguous")
    return text


def _is_seen(letter: str) -> bool:
    return letter != "_" and unicodedata.category(letter) not in ("Cc", "Cs", "Cn")
