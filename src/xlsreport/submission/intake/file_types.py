"""Recognises the type of a file that is no workbook, by its first bytes or by the members of its archive."""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import PurePosixPath

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""The container of encrypted workbooks and of the formats before 2007 ([MS-CFB])."""
_OLE_STREAMS = (
    ("__properties_version1.0", "mail"),  # [MS-OXMSG] 2.4; first, since what is attached has streams of its own
    ("DRMEncryptedDataSpace", "rights"),  # [MS-OFFCRYPTO] 2.2
    ("EncryptedPackage", "encrypted"),  # [MS-OFFCRYPTO] 2.3
    ("Workbook", "old_excel"),
    ("Book", "old_excel"),
    ("WordDocument", "word"),
    ("PowerPoint Document", "presentation"),
)
"""Streams by which a container is recognised, and the sentence for each; their names are UTF-16 in the file."""
_RAR, _SEVEN_ZIP, _PACKED = b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", (b"\x1f\x8b", b"BZh", b"\xfd7zXZ")
_OTHER_PACKED = (
    *(b"MSCF", b"\x28\xb5\x2f\xfd", b"\x1f\x9d", b"\x1f\xa0", b"\x5d\0\0", b"LZIP\x01"),
    *(b"xar!", b"MSWIM\0\0\0", b"EGGA", b"ALZ\x01"),
)
"""Of .cab, .zst, .Z (two), .lzma, .lz, .xar, .wim, and the Korean .egg and .alz."""
_BEGINNINGS = (
    ((b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\x00", b"MM\x00*", b"RIFF"), "picture"),
    ((b"%PDF",), "pdf"),
    ((b"{\\rtf",), "word"),
    ((_RAR, _SEVEN_ZIP, *_PACKED, *_OTHER_PACKED), "other_archive"),
    ((b"!BDN",), "outlook_store"),  # [MS-PST] 2.2.2.6
    ((b"\x78\x9f\x3e\x22",), "winmail"),  # [MS-OXTNEF] 2.1.3.1
    ((b"L\0\0\0\x01\x14\x02\0", b"[InternetShortcut]", b"[Desktop Entry]"), "shortcut"),  # [MS-SHLLINK] 2.1
    ((b"MZ", b"\x7fELF"), "program"),
    ((b"%TSD-Header-###%", b".pfile"), "encryption_product"),
)
_ENCRYPTION_PRODUCT, _ITS_PLACE = b"E-SafeNet", 64
"""Written near the beginning of each file by a Chinese product that encrypts all files of an office."""
_LATER_MARKS = ((2, b"-lh5-"), (2, b"-lh6-"), (2, b"-lh7-"), (7, b"**ACE**"), (0x8001, b"CD001"))
"""Places and marks of archives that do not begin with one: .lzh, .ace, and images of disks (ECMA-119)."""
TAR_HEADER = 512
"""Bytes before each file of a tar archive."""
_TAR_AT, _TAR = 257, b"ustar"
_TAR_SUM = slice(148, 156)
"""Where the sum of all bytes of the header stands, its own counted as spaces; before POSIX nothing else marked it."""
_SPREADSHEET_XML = b"urn:schemas-microsoft-com:office:spreadsheet"
"""The namespace of Excel 2003's text format."""
_FLAT_OPEN_DOCUMENT = b"urn:oasis:names:tc:opendocument"
_FLAT_UNIFORM_OFFICE = b"http://schemas.uof.org/"
_WEB_PAGE = re.compile(rb"<(?:!doctype\s+html|html|head|body|meta|table)\b|^mime-version:", re.IGNORECASE)
_CONTROLS = re.compile("[\0-\x08\x0e-\x1f]")
"""Characters that do not occur in texts."""
_MEMBERS = (
    ("xl/workbook.bin", "binary_workbook"),
    ("word/document.xml", "word"),
    ("ppt/presentation.xml", "presentation"),
    ("ofd.xml", "ofd"),  # GB/T 33190
    ("index/document.iwa", "iwork"),
    ("metadata/buildversionhistory.plist", "iwork"),
    ("buildversionhistory.plist", "iwork"),
    ("uof.xml", "uniform_office"),  # GB/T 20916
    ("_meta/meta.xml", "uniform_office"),
    ("meta-inf/container.xml", "book"),  # EPUB Open Container Format
    ("androidmanifest.xml", "program"),
    ("meta-inf/manifest.mf", "program"),
    ("content.xml", "open_document"),
    ("mimetype", "open_document"),
    ("[content_types].xml", "document"),
)
"""Members by which a zip-based document is recognised, the more specific ones first."""
_WORKBOOKS = (".xlsx", ".xlsm")
_DOCUMENT_ENDINGS = {
    ".ofd": "ofd",
    **dict.fromkeys((".numbers", ".pages", ".key"), "iwork"),
    **dict.fromkeys((".uof", ".uos", ".uot", ".uop"), "uniform_office"),
    ".epub": "book",
    **dict.fromkeys((".jar", ".apk", ".apks", ".xapk", ".ipa", ".whl", ".xpi", ".crx", ".vsix", ".msix"), "program"),
    **dict.fromkeys((".docx", ".docm", ".dotx", ".wps"), "word"),
    **dict.fromkeys((".pptx", ".pptm", ".ppsx", ".dps"), "presentation"),
    **dict.fromkeys((".odt", ".ods", ".odp", ".odg"), "open_document"),
    **dict.fromkeys((".vsdx", ".xps", ".oxps", ".xmind", ".kmz", ".3mf", ".mmap", ".ddd"), "document"),
}
"""Endings of zip-based documents that cannot be recognised by their members."""
HEAD = 4096
"""Bytes at the beginning of a text that are examined."""
_FIELD = re.compile(rb"([!-9;-~]{1,80}):[ \t]?[^\n]*")
"""A header field: its name, and the first line of its body."""
_FOLDED = re.compile(rb"[ \t]")
_OF_SERVERS = {b"received", b"return-path", b"message-id", b"delivered-to"}
"""Fields that servers write; one of them beside any other field is certain."""
_OF_SENDERS = {b"from", b"sender", b"to", b"cc", b"date", b"subject", b"mime-version", b"reply-to", b"content-type"}
"""Fields of which a mail has several, with a sender among them."""
_SAVED_PAGE = re.compile(
    rb"^from: ?<saved by |^snapshot-content-location:|^x-document-type:", re.IGNORECASE | re.MULTILINE
)
"""Written by browsers and Excel, which save web pages in the format of a mail."""
_MAILBOX = re.compile(rb"From [^\r\n]{1,200}\r?\n(?:>?From [^\r\n]*\r?\n)?[!-9;-~]{1,80}:")
"""The line above the first mail of a mailbox file (RFC 4155), and the first field of that mail."""


def foreign_kind(data: bytes) -> str | None:
    """The key of the sentence about bytes that are no zip archive; None where they look like one."""
    if data.startswith(b"PK"):
        return None
    if not data:
        return "empty"
    if data.startswith(_OLE):
        return next((key for stream, key in _OLE_STREAMS if stream.encode("utf-16-le") in data), "not_xlsx")
    known = (key for beginnings, key in _BEGINNINGS if data.startswith(beginnings))
    return next(known, None) or _kind_by_marks(data) or _kind_of_zeros(data) or _kind_of_text(data[:HEAD])


def begins_like_an_archive(data: bytes) -> bool:
    """Whether bytes are those of an archive of files."""
    return data.startswith((b"PK", _RAR, _SEVEN_ZIP, *_PACKED))


def foreign_archive(names: Collection[str], name: str = "") -> str:
    """The key of the sentence about a zip archive without a workbook's parts.

    Args:
        names: those of its members.
        name: that of the archive itself, by which some documents are recognised.
    """
    present = {member.lower() for member in names}
    if any(member.endswith(_WORKBOOKS) and "/" not in member for member in present):
        return "archive_of_workbooks"  # at the top level; embedded workbooks of documents are in folders
    known = next((key for member, key in _MEMBERS if member in present), None)
    known = known or _DOCUMENT_ENDINGS.get(PurePosixPath(name).suffix.lower())
    if known is not None:
        return known
    if any(member.endswith(_WORKBOOKS) for member in present):
        return "archive_of_workbooks"
    return "archive"


def is_tar(head: bytes) -> bool:
    """Whether a file begins with the header of a tar archive, of the present format or of that before it."""
    if head.startswith(_TAR, _TAR_AT):
        return True
    stated = head[_TAR_SUM].strip(b" \0")
    if len(head) < TAR_HEADER or not head[0] or not stated or stated.strip(b"01234567"):
        return False
    others = sum(head[: _TAR_SUM.start]) + sum(head[_TAR_SUM.stop : TAR_HEADER])
    return int(stated, 8) == others + sum(b" " * 8)


def _kind_by_marks(data: bytes) -> str | None:
    """Types that are recognised by bytes a little after the beginning."""
    if _ENCRYPTION_PRODUCT in data[:_ITS_PLACE]:
        return "encryption_product"
    marked = any(data.startswith(mark, at) for at, mark in _LATER_MARKS)
    return "other_archive" if marked or is_tar(data[:TAR_HEADER]) else None


def _kind_of_zeros(data: bytes) -> str | None:
    """A file of zeros: its size was reserved, but its contents were never transferred."""
    return "zeros" if data.count(0) == len(data) else None


def _kind_of_text(head: bytes) -> str:
    if is_mail(head) or is_mailbox(head):
        return "mail"
    if _SPREADSHEET_XML in head:
        return "old_excel"
    if _FLAT_OPEN_DOCUMENT in head:
        return "open_document"
    if _FLAT_UNIFORM_OFFICE in head:
        return "uniform_office"
    if _WEB_PAGE.search(head):
        return "web_page"
    utf_16 = head.startswith((b"\xff\xfe", b"\xfe\xff"))
    text = head.decode("utf-16" if utf_16 else "gb18030", "ignore")  # ASCII is a subset of it
    return "not_xlsx" if _CONTROLS.search(text) else "text"


def is_mail(head: bytes) -> bool:
    """Whether a text is a saved mail ([RFC 5322]), going by the header fields at its beginning."""
    names: set[bytes] = set()
    for line in head.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n").split(b"\n"):
        if not line.strip():
            break
        field = _FIELD.match(line)
        if field is not None:
            names.add(field[1].lower())
        elif not names or not _FOLDED.match(line):
            if len(head) == HEAD and head.endswith(line):  # cut off there, maybe within a name
                break
            return False
    came = bool(names & _OF_SERVERS) and len(names) > 1
    written = bool(names & {b"from", b"sender"}) and len(names & _OF_SENDERS) > 1
    return (came or written) and not _SAVED_PAGE.search(head)


def is_mailbox(head: bytes) -> bool:
    """Whether a text is a file of mails, going by its beginning."""
    return _MAILBOX.match(head) is not None
