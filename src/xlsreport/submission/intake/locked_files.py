"""Whether a file of another spreadsheet format needs a password to open, so that saving it as .xlsx is not enough."""

from __future__ import annotations

import io
import struct

from xlsreport.opc.invalid_file import InvalidFileError
from xlsreport.opc.zip_reader import ZipReader, unpacked

_BEGINNING = b"\x09\x08\x10\0\0\x06\x05\0"
"""Of the first record of an .xls workbook: kind, length, version, and that it is the whole ([MS-XLS] 2.4.21)."""
_FILE_PASS, _WRITE_PROTECTION = 0x2F, 0x86
"""The record of a password to open, before which only that of a password to save may stand ([MS-XLS] 2.1.7.20.3)."""
_RECORD = struct.Struct("<HH")
_MANIFEST, _WHOLE = "META-INF/manifest.xml", "encrypted-package"
"""Where an OpenDocument file says which parts are encrypted (part 2 of 1.3, 4.4), and the part that is all of it."""
_MAX_DIRECTORY, _MAX_MANIFEST = 1_000_000, 1_000_000


def is_locked_xls(data: bytes) -> bool:
    """Whether an .xls or .et file needs a password."""
    at = data.find(_BEGINNING)
    while 0 <= at <= len(data) - _RECORD.size:
        kind, length = _RECORD.unpack_from(data, at)
        if kind == _FILE_PASS:
            return True
        if not (data.startswith(_BEGINNING, at) or kind == _WRITE_PROTECTION):
            return False
        at += _RECORD.size + length
    return False


def is_locked_open_document(data: bytes) -> bool:
    """Whether an .ods file needs a password."""
    try:
        members = {member.filename: member for member in ZipReader(io.BytesIO(data), _MAX_DIRECTORY).members}
        if _WHOLE in members:
            return True
        manifest = members.get(_MANIFEST)
        if manifest is None or manifest.file_size > _MAX_MANIFEST:
            return False
        return b"encryption-data" in unpacked(data, manifest)
    except InvalidFileError:
        return False
