"""Recognises what a published file is by its bytes: names lie, and pages are often saved as .doc."""

from __future__ import annotations

import io
from typing import Literal

import olefile

from xlsreport.opc.office_package import PartLimits
from xlsreport.opc.zip_reader import ENCRYPTED, ZipReader
from xlsreport.published.publication.text_decoding import is_wide_text
from xlsreport.published.publication.unreadable import UnreadablePublicationError
from xlsreport.submission.intake.file_types import foreign_archive, foreign_kind

PublishedKind = Literal["docx", "doc", "rtf", "odt", "word_xml", "pdf", "xlsx", "xls", "xlsb", "ods", "ofd", "text"]
"""What the bytes are; ``text`` is any text that no word processor writes, web pages and mails among it."""

_MAX_DIRECTORY = 1_000_000
"""Bytes of the zip directory, for some ten thousand members."""
_MAX_UNPACKED = 300_000_000
"""Bytes of all members as the directory has them; the pictures of a long report may be a third of it."""
PART_LIMITS = PartLimits(size=64_000_000, tags=3_000_000)
"""Of the parts that are unpacked: a hundred pages of text have five million bytes and two hundred thousand tags."""
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
_OF_STREAMS: tuple[tuple[str, PublishedKind], ...] = (("WordDocument", "doc"), ("Workbook", "xls"), ("Book", "xls"))
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
        InvalidFileError: it is an archive that is damaged, or holds too much.
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
    if data.startswith(olefile.MAGIC) and olefile.isOleFile(io.BytesIO(data)):
        return _kind_of_container(data)
    foreign = foreign_kind(data)
    if foreign in ("text", "web_page", "mail") or is_wide_text(data):
        return "text"
    raise UnreadablePublicationError(_told(foreign))


def _kind_of_container(data: bytes) -> PublishedKind:
    """What a file of the formats before 2007 is, by its streams ([MS-CFB])."""
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as container:
            streams = {"/".join(path) for path in container.listdir()}
    except Exception:  # the library raises whatever it stumbles over in a damaged file
        raise UnreadablePublicationError("damaged") from None
    if "EncryptedPackage" in streams:
        has_rights = any("DRMEncryptedDataSpace" in stream for stream in streams)
        raise UnreadablePublicationError("rights" if has_rights else "encrypted")
    kind = next((kind for stream, kind in _OF_STREAMS if stream in streams), None)
    if kind is None:
        raise UnreadablePublicationError("foreign")
    return kind


def _kind_of_archive(data: bytes) -> PublishedKind:
    reader = ZipReader(io.BytesIO(data), _MAX_DIRECTORY)
    members = {member.filename.lower().replace("\\", "/"): member for member in reader.members}
    if sum(member.file_size for member in members.values()) > _MAX_UNPACKED:
        raise UnreadablePublicationError("too_much")
    if any(member.flag_bits & ENCRYPTED for member in members.values()):
        raise UnreadablePublicationError("encrypted")
    for name, kind in _OF_MEMBERS:
        if name in members:
            return kind
    if "mimetype" in members and "content.xml" in members:
        said = reader.open(members["mimetype"]).read(200).strip()
        if said in _OPEN_DOCUMENTS:
            return _OPEN_DOCUMENTS[said]
    raise UnreadablePublicationError(_told(foreign_archive(set(members))))


def _told(kind: str | None) -> str:
    """The key of the sentence about a kind that cannot be read."""
    if kind in _ARCHIVES:
        return "archive"
    return kind if kind in _OWN_SENTENCES else "foreign"
