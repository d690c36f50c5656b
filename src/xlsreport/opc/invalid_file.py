"""The one exception by which everything that looks at a file before it is read says no."""

from __future__ import annotations


class InvalidFileError(Exception):
    """A file that cannot be read; ``key`` names the sentence of the catalogue below ``rejected.``."""

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key)
        self.key = key
        self.values = values
