"""Decodes header fields of mails, including encodings that programs use against the standard."""

from __future__ import annotations

import mimetypes
import re
from binascii import Error
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from functools import cache
from pathlib import PurePosixPath
from urllib.parse import unquote_to_bytes

_FOLD = re.compile(r"\r?\n(?=[ \t])")
_PERCENT = re.compile(r"%[89A-Fa-f][0-9A-Fa-f]")
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "cp936": "gb18030", "big5": "big5hkscs"}
"""Charset names that programs use for a larger charset."""
_NAMES = (("Content-Disposition", "filename"), ("Content-Type", "name"))
_MAX_SUBJECT = 40
_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_PICTURES = frozenset(
    (
        *(".avif", ".bmp", ".dib", ".emf", ".emz", ".gif", ".heic", ".heif", ".ico", ".jfif", ".jpe", ".jpeg", ".jpg"),
        *(".jxl", ".pcx", ".png", ".svg", ".svgz", ".tif", ".tiff", ".webp", ".wmf", ".wmz"),
    )
)
"""Endings of pictures. The computer's own list of types is not asked: which it has depends on what is installed."""


def header_text(part: Message, name: str) -> str:
    """A field, unfolded and decoded; empty if there is none."""
    raw = next((str(value) for key, value in part.raw_items() if key.lower() == name.lower()), "")
    return _FOLD.sub("", _decoded(raw.encode("utf-8", "surrogateescape"), None))


def subject_of(mail: Message) -> str:
    """The subject of a mail as part of a file name."""
    words = " ".join(_plain(header_text(mail, "Subject")).split())
    return words.replace("/", "／").replace("!", "！")[:_MAX_SUBJECT]


def attachment_name(part: Message, number: int) -> str:
    """The name of an attached file; without a name, its number and the suffix of its type.

    RFC 2231 defines the encoding of names, but many programs use that of RFC 2047, or raw bytes of their charset.
    """
    given = given_name(part)
    return given or f"{number}{_types().guess_extension(part.get_content_type()) or ''}"


@cache
def _types() -> mimetypes.MimeTypes:
    """The types of Python's own list, and workbooks, which it has not; those of the computer are not in it."""
    types = mimetypes.MimeTypes()
    types.add_type(_WORKBOOK, ".xlsx")
    return types


def is_called_a_picture(part: Message) -> bool:
    """Whether the name of what is said to be a picture is a picture's; some programs call any attachment an image."""
    suffix = PurePosixPath(given_name(part)).suffix.lower()
    return not suffix or suffix in _PICTURES


def given_name(part: Message) -> str:
    """The name that a part of a mail has; empty where it has none."""
    found = (_parameter(header_text(part, field), field, parameter) for field, parameter in _NAMES)
    name = next(filter(None, found), "")
    return _last(name)


def raw_name(name: bytes) -> str:
    """A name of which nothing says how it is encoded."""
    return _last(_decoded(name, None))


def _last(name: str) -> str:
    """A name without the folders that it was in."""
    return name.replace("\\", "/").rpartition("/")[2].lstrip(". ").rstrip()


def _parameter(text: str, field: str, parameter: str) -> str:
    alone = Message()
    alone[field] = text
    values = [value for key, value in alone.get_params([], field) if key.lower() == parameter]
    for value in values:
        if isinstance(value, tuple):  # charset, language and bytes of RFC 2231, which go before a plain name
            charset, _, escaped = value
            return _decoded(escaped.encode("latin-1", "replace"), charset)
    return _unescaped(_plain(values[0])) if values else ""


def _plain(text: str) -> str:
    """A text with the encoded words of RFC 2047 decoded."""
    if "=?" not in text:
        return text
    try:
        pieces = decode_header(text)
    except (HeaderParseError, Error, ValueError):
        return text
    return "".join(piece if isinstance(piece, str) else _decoded(piece, charset) for piece, charset in pieces)


def _unescaped(name: str) -> str:
    """A name without percent encoding, which some programs apply."""
    if not _PERCENT.search(name):
        return name
    try:
        return unquote_to_bytes(name).decode()
    except UnicodeDecodeError:
        return name


def _decoded(raw: bytes, charset: str | None) -> str:
    """Decode bytes by the stated charset, which may be wrong or missing."""
    stated = (charset or "").lower()
    for one in (_WIDER.get(stated, stated), "utf-8", "gb18030"):
        try:
            return raw.decode(one or "utf-8")
        except (UnicodeDecodeError, LookupError):
            continue
    return raw.decode("latin-1")
