"""The exception by which a reader of a format says that it cannot read a file."""

from __future__ import annotations

from xlsreport.opc.invalid_file import InvalidFileError


class UnreadablePublicationError(Exception):
    """A file that cannot be read; ``key`` names the sentence of the catalogue below ``publication.``."""

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key)
        self.key = key
        self.values = values


def unreadable_archive(error: InvalidFileError) -> UnreadablePublicationError:
    """What a refusal of an archive means for a published file."""
    return UnreadablePublicationError(
        "too_much" if error.is_too_much else "encrypted" if error.key == "locked_archive" else "damaged"
    )
