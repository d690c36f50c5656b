"""A mark in a file that we have made, by which it shows whether it is still as it was written.

An office edits what it has made: a leader changes a word, a clerk notes something beside a line. Such a file must not
be written over unasked, while an older one of ours may be; and nothing beside the file could be relied on to know the
difference, since files are moved, copied and renamed. So the file itself carries a digest of all the rest of it, where
its format has a place for remarks: Word, Excel, browsers and PDF readers pass over it, and whoever saves the file
drops it or no longer fits it.
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
    """The file with its mark; one of a format without a place for it is as it was.

    Args:
        data: a Word or Excel file or another zip archive, a web page, a PDF, or a JSON object.
    """
    blank = _with_blank_mark(data)
    if blank is None:
        return data
    return blank.replace(_NAME + _BLANK, _NAME + _digest(blank))


def is_as_written(data: bytes) -> bool:
    """Whether a file has a mark, and nothing in it has changed since."""
    found = _MARK.findall(data)
    return len(found) == 1 and found[0] == _digest(data.replace(found[0], _BLANK))


def _with_blank_mark(data: bytes) -> bytes | None:
    mark = _NAME + _BLANK
    if _MARK.search(data):
        return None
    if data[-_END_OF_ZIP_LENGTH:].startswith(_END_OF_ZIP) and data.endswith(b"\0\0"):
        return data[:-2] + len(mark).to_bytes(2, "little") + mark
    if data.startswith(b"%PDF"):
        # Nothing counts the bytes between the last object and the line that says where the table of objects begins.
        body, last, end = data.rpartition(b"startxref")
        return body + b"% " + mark + b"\n" + last + end if last else None
    if data.startswith(b"<!DOCTYPE html"):
        return data + b"<!-- " + mark + b" -->\n"
    if data.startswith(b"{") and data.endswith(b"\n}"):
        return data.removesuffix(b"\n}") + b',\n  "mark": "' + mark + b'"\n}'
    return None


def _digest(data: bytes) -> bytes:
    return hashlib.sha256(data).hexdigest().encode()
