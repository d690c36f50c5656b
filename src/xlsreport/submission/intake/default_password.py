"""Decrypts workbooks that Excel opens without asking, since they are encrypted by the password that it tries first."""

from __future__ import annotations

import io
import struct
from xml.parsers.expat import ExpatError

from xlsreport.opc.invalid_file import InvalidFileError
from xlsreport.submission.intake.file_types import foreign_kind

_DEFAULT = "VelvetSweatshop"
"""What Excel tries before it asks anybody; some programs encrypt by it, and so did Excel what it only protected."""
_MAX_HASH_ROUNDS = 500_000
"""Times that a password is hashed; Excel does it a hundred thousand times, and a million times take two seconds."""


def decrypted(data: bytes) -> bytes:
    """The bytes of a workbook: those that are given, or what is encrypted in them by Excel's default password.

    Raises:
        InvalidFileError: what is needed for decrypting is not installed. A file with another password is given back as
            it is, and is told as what it is where it is opened.
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
