"""Reads a published file of any format."""

from __future__ import annotations

from xlsreport.errors import PublicationError
from xlsreport.messages import Messages
from xlsreport.published.publication.publication import Publication


def read_publication(data: bytes, name: str, messages: Messages) -> Publication:
    """What a published file shows.

    Args:
        data: the bytes of the file; they tell its format, not its name.
        name: what to call it.
        messages: the sentences of the user's language.

    Raises:
        PublicationError: it is of no format that can be read, or damaged.
    """
    raise PublicationError(f"{name}: {messages.language}: {len(data)}")
