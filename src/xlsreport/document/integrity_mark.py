"""A digest within a file that we have written, which shows whether the file has been changed since.

Offices edit generated files. An edited file must not be overwritten unasked, an unedited one may be. Files are moved,
copied and renamed, so the information has to be in the file itself: a SHA-256 digest of the rest of the file, stored
where the format allows comments. Word, Excel, browsers and PDF readers ignore it; a program that saves the file drops
it or leaves it invalid.
"""

from __future__ import annotations

import hashlib
import re

_BLANK = b"0" * 64
_NAME = b"xlsreport sha256:"
_MARK = re.compile(_NAME + rb"([0-9a-f]{64})")
_END_OF_ZIP = b"PK\x05\x06"
_END_OF_ZIP_LENGTH = 22
"""The record that ends an archive, without a comment ([APPNOTE] 4.3.16)."""


def marked(data: bytes) -> bytes:
    """The file with its mark; unchanged if its format has no place for one.

    Args:
        data: a Word or Excel file or another zip archive, a web page, a PDF, or a JSON object.
    """
    blank = _with_blank_mark(data)
    if blank is None:
        return data
    return blank.replace(_NAME + _BLANK, _NAME + _digest(blank))


def is_as_written(data: bytes) -> bool:
    """Whether a file has a valid mark."""
    found = _MARK.findall(data)
    return len(found) == 1 and found[0] == _digest(data.replace(found[0], _BLANK))


def _with_blank_mark(data: bytes) -> bytes | None:
    mark = _NAME + _BLANK
    if _MARK.search(data):
        return None
    if data[-_END_OF_ZIP_LENGTH:].startswith(_END_OF_ZIP) and data.endswith(b"\0\0"):
        return data[:-2] + len(mark).to_bytes(2, "little") + mark
    if data.startswith(b"%PDF"):
        # A comment between the last object and `startxref` changes no offset.
        body, last, end = data.rpartition(b"startxref")
        return body + b"% " + mark + b"\n" + last + end if last else None
    if data.startswith(b"<!DOCTYPE html"):
        return data + b"<!-- " + mark + b" -->\n"
    if data.startswith(b"{") and data.endswith(b"\n}"):
        return data.removesuffix(b"\n}") + b',\n  "mark": "' + mark + b'"\n}'
    return None


def _digest(data: bytes) -> bytes:
    return hashlib.sha256(data).hexdigest().encode()
