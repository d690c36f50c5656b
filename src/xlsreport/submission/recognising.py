"""Recognises what a file is instead of a workbook, by its first bytes or by the members of its archive."""

from __future__ import annotations

import re
from collections.abc import Collection

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""The container of encrypted workbooks and of the formats before 2007 ([MS-CFB])."""
_OLE_STREAMS = (
    ("EncryptedPackage", "encrypted"),  # [MS-OFFCRYPTO] 2.3
    ("Workbook", "old_excel"),
    ("Book", "old_excel"),
    ("WordDocument", "word"),
    ("PowerPoint Document", "presentation"),
)
"""Streams by which a container is known, and the sentence for each; stream names are UTF-16 in it."""
_BEGINNINGS = (
    ((b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\x00", b"MM\x00*", b"RIFF"), "picture"),
    ((b"%PDF",), "pdf"),
    ((b"{\\rtf",), "word"),
    ((b"Rar!", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b", b"BZh", b"\xfd7zXZ"), "archive"),
)
_SPREADSHEET_XML = b"urn:schemas-microsoft-com:office:spreadsheet"
"""The namespace of Excel 2003's text format."""
_FLAT_OPEN_DOCUMENT = b"urn:oasis:names:tc:opendocument"
_WEB_PAGE = re.compile(rb"<(?:!doctype\s+html|html|head|body|meta|table)\b|^mime-version:", re.IGNORECASE)
_CONTROLS = re.compile("[\0-\x08\x0e-\x1f]")
"""Characters that no text has."""
_HEAD = 4096
"""As many bytes of a text as are looked at."""
_MEMBERS = (
    ("xl/workbook.bin", "binary_workbook"),
    ("word/document.xml", "word"),
    ("ppt/presentation.xml", "presentation"),
    ("content.xml", "open_document"),
    ("mimetype", "open_document"),
)


def foreign_kind(data: bytes) -> str | None:
    """The sentence about bytes that are no zip archive, or None where they look like one."""
    if data.startswith(b"PK"):
        return None
    if not data:
        return "empty"
    if data.startswith(_OLE):
        return next((key for stream, key in _OLE_STREAMS if stream.encode("utf-16-le") in data), "not_xlsx")
    known = (key for beginnings, key in _BEGINNINGS if data.startswith(beginnings))
    return next(known, None) or _kind_of_text(data[:_HEAD])


def foreign_archive(names: Collection[str]) -> str:
    """The sentence about a zip archive that has no workbook's parts."""
    present = {name.lower() for name in names}
    known = next((key for member, key in _MEMBERS if member in present), None)
    if known is not None:
        return known
    if any(name.endswith((".xlsx", ".xlsm")) for name in present):
        return "archive_of_workbooks"
    return "archive"


def _kind_of_text(head: bytes) -> str:
    if _SPREADSHEET_XML in head:
        return "old_excel"
    if _FLAT_OPEN_DOCUMENT in head:
        return "open_document"
    if _WEB_PAGE.search(head):
        return "web_page"
    utf_16 = head.startswith((b"\xff\xfe", b"\xfe\xff"))
    text = head.decode("utf-16" if utf_16 else "gb18030", "ignore")  # of which ASCII is a part, as of UTF-8
    return "not_xlsx" if _CONTROLS.search(text) else "text"
