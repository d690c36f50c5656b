"""Decrypts workbooks that are encrypted with Excel's default password, which Excel opens without asking."""

from __future__ import annotations

import io
import struct
from xml.parsers.expat import ExpatError

from xlsreport.opc.invalid_file import InvalidFileError
from xlsreport.submission.intake.file_types import foreign_kind

_DEFAULT = "VelvetSweatshop"
"""Excel tries it before it asks for a password. Some programs, and old versions of Excel, encrypt with it what is only
protected."""
_MAX_HASH_ROUNDS = 500_000
"""Iterations of the password hash; Excel does a hundred thousand, and a million take two seconds."""


def decrypted(data: bytes) -> bytes:
    """The bytes of a workbook, decrypted where Excel's default password encrypts it.

    A file with another password is returned unchanged, and refused where it is opened.

    Raises:
        InvalidFileError: the library for decrypting is not installed.
    """
    return _without_password(data) if foreign_kind(data) == "encrypted" else data


def _without_password(data: bytes) -> bytes:
    try:
        from msoffcrypto.exceptions import DecryptionError, FileFormatError, InvalidKeyError, ParseError  # few need it
        from msoffcrypto.format.ooxml import OOXMLFile  # as above
    except ImportError:  # on machines for which cryptography was not built
        raise InvalidFileError("maybe_default_password") from None
    plain = io.BytesIO()
    try:
        file = OOXMLFile(io.BytesIO(data))
        if file.info.get("spinValue", 0) > _MAX_HASH_ROUNDS:
            return data
        file.load_key(password=_DEFAULT, verify_password=True)
        file.decrypt(plain)
    except (DecryptionError, FileFormatError, InvalidKeyError, ParseError):
        return data
    except (OSError, ValueError, LookupError, TypeError, AttributeError, struct.error, ExpatError):  # damaged ones
        return data
    return plain.getvalue()
