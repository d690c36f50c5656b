"""Reads a published plain text."""

from __future__ import annotations

from xlsreport.errors import PublicationError
from xlsreport.messages import Messages
from xlsreport.published.publication.plain_text.text_blocks import text_blocks
from xlsreport.published.publication.publication import Publication
from xlsreport.published.publication.text_decoding import decoded_text

MAX_BYTES = 4 << 20
"""Of a text; the longest published report has some 100,000 characters."""
_MAX_LINES = 100_000
_BINARY = 0.02
"""Share of control characters from which a file is no text."""


def read_plain_text(data: bytes, name: str, messages: Messages) -> Publication:
    """What a plain text says: its lines as paragraphs, and tables by "|", tabs or columns of blanks.

    Args:
        data: the bytes of the text.
        name: what to call it.
        messages: the sentences of the user's language.

    Raises:
        PublicationError: it is larger than any report, or no text.
    """
    if len(data) > MAX_BYTES:
        raise PublicationError(messages("plain_text.too_large", file=name, limit=MAX_BYTES >> 20))
    decoded = decoded_text(data)
    if decoded.text.count("\n") > _MAX_LINES:
        raise PublicationError(messages("plain_text.too_large", file=name, limit=MAX_BYTES >> 20))
    controls = sum(letter < " " and letter not in "\t\n\r\f\v" for letter in decoded.text)
    if controls + decoded.unreadable > _BINARY * len(decoded.text):
        raise PublicationError(messages("plain_text.no_text", file=name))
    return Publication(name, "text", tuple(text_blocks(decoded.text)), notes=decoded.notes(messages))
