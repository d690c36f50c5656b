"""The exception by which a reader of a format says that it cannot read a file."""

from __future__ import annotations

from xlsreport.opc.invalid_file import InvalidFileError


class UnreadablePublicationError(Exception):
    """A file that cannot be read; ``key`` names the sentence of the catalogue below ``publication.``."""

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key)
        self.key = key
        self.values = values


_KEYS = {
    "locked_archive": "encrypted",
    "encrypted_mail": "encrypted",
    "volumes": "volumes",
    "missing_volume": "volumes",
    "archive": "nothing_inside",
    "mail_without_files": "nothing_inside",
    "archive_packing": "archive",
    "other_archive": "archive",
    "linked_attachment": "linked",
    **dict.fromkeys(("duplicate_members", "entities", "encoding", "packing"), "odd_parts"),
}
"""The sentence about a published file, by the reason for which an archive or a file in it is refused."""


def unreadable_archive(error: InvalidFileError) -> UnreadablePublicationError:
    """What a refusal of an archive, or of a file in it, means for a published file."""
    return UnreadablePublicationError("too_much" if error.is_too_much else _KEYS.get(error.key, "damaged"))
