"""The exception that every check of a file raises before its contents are used."""

from __future__ import annotations


class InvalidFileError(Exception):
    """A file that cannot be read; ``key`` names the sentence of the catalogue below ``rejected.``."""

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key)
        self.key = key
        self.values = values
