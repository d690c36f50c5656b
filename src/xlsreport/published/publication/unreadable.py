"""The exception by which a reader of a format says that it cannot read a file."""

from __future__ import annotations


class UnreadablePublicationError(Exception):
    """A file that cannot be read; ``key`` names the sentence of the catalogue below ``publication.``."""

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key)
        self.key = key
        self.values = values
