"""The exception that every check of a file raises before its contents are used."""

from __future__ import annotations

_TOO_MUCH = ("archive_bomb", "bomb", "too_many_cells", "too_many_members")


class InvalidFileError(Exception):
    """A file that cannot be read; ``key`` names the sentence of the catalogue below ``rejected.``."""

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key)
        self.key = key
        self.values = values

    @property
    def is_too_much(self) -> bool:
        """Whether it unpacks to more than any such file has; rooms with sentences of their own do not tell how."""
        return self.key in _TOO_MUCH
