"""Decodes texts between tags without an XML parser where that is certain to give the same result."""

from __future__ import annotations

from collections.abc import Sequence

_CONTROLS = bytes(number for number in range(32) if number not in (9, 10))
"""Bytes that are not allowed in XML, or that a parser changes (carriage return)."""
BLANKS = b" \t\r\n"
"""What may stand between tags."""
_SEPARATOR = b"\0"
_ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&"))
"""``&amp;`` comes last, so that its result is not resolved a second time."""


def plain_texts(written: Sequence[bytes]) -> list[str] | None:
    """The decoded texts; None where a parser might refuse one of them, or decode it otherwise."""
    if not written:
        return []
    joined = _SEPARATOR.join(written)
    if b"]]>" in joined or len(joined.translate(None, _CONTROLS)) != len(joined) - (len(written) - 1):
        return None
    try:
        text = joined.decode()
    except UnicodeDecodeError:
        return None
    if "\ufffe" in text or "\uffff" in text:
        return None
    return _resolved(text, len(written))


def _resolved(text: str, count: int) -> list[str] | None:
    if "&" in text:
        if text.count("&") != sum(text.count(entity) for entity, _ in _ENTITIES):
            return None
        for entity, character in _ENTITIES:
            text = text.replace(entity, character)
    texts = text.split("\0")
    return texts if len(texts) == count else None
