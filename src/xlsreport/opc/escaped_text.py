"""Characters that Office files write in code, such as ``_x000D_`` for a carriage return."""

from __future__ import annotations

import re

_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
"""A character in code ([ECMA-376] part 1, 22.9.2.19)."""


def unescaped(text: str) -> str:
    """A text with the characters that are written in code."""
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text
