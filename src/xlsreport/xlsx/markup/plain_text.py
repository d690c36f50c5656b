"""Decodes texts between tags without an XML parser where that is certain to give the same result."""

from __future__ import annotations

import re
from collections.abc import Sequence

_CONTROLS = bytes(number for number in range(32) if number not in (9, 10))
"""Bytes that are not allowed in XML, or that a parser changes (carriage return)."""
BLANKS = b" \t\r\n"
"""What may stand between tags."""
_SEPARATOR = b"\0"
_REFERENCE = re.compile(b"&(?:([a-z]+);)?")
_ENTITIES = {b"lt": b"<", b"gt": b">", b"quot": b'"', b"apos": b"'", b"amp": b"&"}


def plain_texts(written: Sequence[bytes]) -> list[str] | None:
    """The decoded texts; None where a parser might refuse one of them, or decode it otherwise."""
    joined = _SEPARATOR.join(written)
    if b"]]>" in joined or len(joined.translate(None, _CONTROLS)) != len(joined) - max(0, len(written) - 1):
        return None
    try:
        text = _REFERENCE.sub(lambda found: _ENTITIES[found[1]], joined).decode()
    except (KeyError, UnicodeDecodeError):  # KeyError: a reference of another kind
        return None
    return None if "\ufffe" in text or "\uffff" in text else text.split("\0") if written else []
