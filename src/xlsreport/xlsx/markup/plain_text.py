"""Texts between tags, as bytes of a file, that can be read without a parser; all others are left to one."""

from __future__ import annotations

from collections.abc import Sequence

_CONTROLS = bytes(number for number in range(32) if number not in (9, 10))
"""Bytes that no text has as they are, or that a parser changes (carriage return)."""
_DECLARATIONS = (b'<?xml version="1.0" encoding="utf-8"', b"<?xml version='1.0' encoding='utf-8'")
BLANKS = b" \t\r\n"
"""What may stand between tags."""
_SEPARATOR = b"\0"
_ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&"))
"""In this order, so that what an ampersand gives is not resolved once more."""


def is_declared_utf_8(part: bytes) -> bool:
    """Whether a part begins by saying that it is UTF-8, as all programs but a few do."""
    return part[:100].lower().startswith(_DECLARATIONS)


def plain_texts(written: Sequence[bytes]) -> list[str] | None:
    """What texts without tags say; None where a parser might refuse one of them, or read it otherwise."""
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
