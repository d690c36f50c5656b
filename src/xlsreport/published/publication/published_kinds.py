"""Recognises what a published file is by its bytes: names lie, and pages are often saved as .doc."""

from __future__ import annotations

import io
from typing import Literal

from xlsreport.opc.invalid_file import InvalidFileError
from xlsreport.opc.zip_reader import ENCRYPTED, ZipReader
from xlsreport.published.publication.unreadable import UnreadablePublicationError
from xlsreport.submission.intake.file_types import foreign_archive, foreign_kind

PublishedKind = Literal["docx", "doc", "rtf", "odt", "word_xml", "pdf", "xlsx", "xls", "xlsb", "ods", "ofd", "text"]
"""What the bytes are; ``text`` is any text that no word processor writes, web pages and mails among it."""

_MAX_DIRECTORY = 1_000_000
"""Bytes of the zip directory, for some ten thousand members."""
_PDF, _PDF_WITHIN = b"%PDF-", 1024
"""A PDF may have some bytes before its header (ISO 32000-1, implementation note 13)."""
_BEGINNINGS: tuple[tuple[bytes, PublishedKind], ...] = ((b"{\\rtf", "rtf"),)
_WORD_XML = (
    b"http://schemas.microsoft.com/office/word/2003/wordml",
    b"http://schemas.microsoft.com/office/2006/xmlPackage",
)
"""Word files that are one XML text, of 2003 and of today."""
_FLAT_OPEN_DOCUMENT = b"urn:oasis:names:tc:opendocument:xmlns:office"
_HEAD = 4096
_OF_CONTAINERS: dict[str, PublishedKind] = {"word": "doc", "old_excel": "xls"}
_OF_MEMBERS: tuple[tuple[str, PublishedKind], ...] = (
    ("word/document.xml", "docx"),
    ("xl/workbook.xml", "xlsx"),
    ("xl/workbook.bin", "xlsb"),
    ("ofd.xml", "ofd"),
)
_OPEN_DOCUMENTS: dict[bytes, PublishedKind] = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
}
_OWN_SENTENCES = ("empty", "encrypted", "rights", "picture", "zeros", "encryption_product", "other_archive", "archive")
"""Kinds that cannot be read and are told by sentences of their own."""
_ARCHIVES = ("archive", "other_archive", "archive_of_workbooks")


def kind_of_publication(data: bytes) -> PublishedKind:
    """What a file is.

    Raises:
        UnreadablePublicationError: it is empty, encrypted, damaged, or of a kind that cannot be read.
    """
    if data.startswith(b"PK"):
        return _kind_of_archive(data)
    if _PDF in data[:_PDF_WITHIN]:
        return "pdf"
    for beginning, kind in _BEGINNINGS:
        if data.lstrip()[: len(beginning)] == beginning:
            return kind
    head = data[:_HEAD]
    if head.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<?xml"):
        if any(name in head for name in _WORD_XML):
            return "word_xml"
        if _FLAT_OPEN_DOCUMENT in head:
            return "odt"
    foreign = foreign_kind(data)
    if foreign in ("text", "web_page", "mail"):
        return "text"
    if foreign in _OF_CONTAINERS:
        return _OF_CONTAINERS[foreign]
    raise UnreadablePublicationError(_told(foreign))


def _kind_of_archive(data: bytes) -> PublishedKind:
    try:
        reader = ZipReader(io.BytesIO(data), _MAX_DIRECTORY)
    except InvalidFileError as error:
        raise UnreadablePublicationError("damaged" if error.key == "damaged" else "too_much") from None
    members = {member.filename.lower().replace("\\", "/"): member for member in reader.members}
    if any(member.flag_bits & ENCRYPTED for member in members.values()):
        raise UnreadablePublicationError("encrypted")
    for name, kind in _OF_MEMBERS:
        if name in members:
            return kind
    if "mimetype" in members and "content.xml" in members:
        try:
            said = reader.open(members["mimetype"]).read(200).strip()
        except InvalidFileError:
            raise UnreadablePublicationError("damaged") from None
        if said in _OPEN_DOCUMENTS:
            return _OPEN_DOCUMENTS[said]
    raise UnreadablePublicationError(_told(foreign_archive(set(members))))


def _told(kind: str | None) -> str:
    """The key of the sentence about a kind that cannot be read."""
    if kind in _ARCHIVES:
        return "archive"
    return kind if kind in _OWN_SENTENCES else "foreign"
