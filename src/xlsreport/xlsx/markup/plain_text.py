"""Decodes texts between tags without an XML parser where that is certain to give the same result."""

from __future__ import annotations

from collections.abc import Sequence

_CONTROLS = bytes(number for number in range(32) if number not in (9, 10))
"""Bytes that are not allowed in XML, or that a parser changes (carriage return)."""
BLANKS = b" \t\r\n"
"""What may stand between tags."""
_SEPARATOR = b"\0"
_ENTITIES = {b"&lt;": b"<", b"&gt;": b">", b"&quot;": b'"', b"&apos;": b"'", b"&amp;": b"&"}
"""That of ``&`` is last, so that what it gives is not taken for another."""


def plain_texts(written: Sequence[bytes]) -> list[str] | None:
    """The decoded texts; None where a parser might refuse one of them, or decode it otherwise."""
    joined = _SEPARATOR.join(written)
    if b"]]>" in joined or len(joined.translate(None, _CONTROLS)) != len(joined) - max(0, len(written) - 1):
        return None
    references = joined.count(b"&")
    if references and references != sum(map(joined.count, _ENTITIES)):
        return None
    for entity, letter in _ENTITIES.items() if references else ():
        joined = joined.replace(entity, letter)
    try:
        text = joined.decode()
    except UnicodeDecodeError:
        return None
    return None if "\ufffe" in text or "\uffff" in text else text.split("\0") if written else []
