"""Opens a file as a workbook, or says in one sentence what it is instead.

The one module of ``submission/`` that knows which formats there are: it hands the bytes to the room of their format,
and everything else sees an :class:`~xlsreport.spreadsheet.opened_spreadsheet.OpenedSpreadsheet`.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from xml.parsers.expat import ExpatError

from xlsreport.definition.loading.sheet_names import STAMP_SHEET
from xlsreport.errors import RejectedWorkbookError
from xlsreport.layout.cells import CellRef
from xlsreport.messages import Messages
from xlsreport.opc.invalid_file import InvalidFileError
from xlsreport.spreadsheet.opened_spreadsheet import OpenedSpreadsheet
from xlsreport.spreadsheet.reading_cache import ReadingCache
from xlsreport.spreadsheet.reading_limits import ORDINARY_LIMITS, ReadingLimits
from xlsreport.submission.filled_workbook import pairs_in
from xlsreport.submission.identity.stamp import Stamp, parse_stamp
from xlsreport.submission.intake.file_types import foreign_archive, foreign_kind
from xlsreport.submission.intake.input_file import read_input
from xlsreport.submission.intake.locked_files import is_locked_open_document, is_locked_xls
from xlsreport.xlsx.opened_workbook import OpenedWorkbook
from xlsreport.xlsx.package.workbook_package import unpack

_DEFAULT = "VelvetSweatshop"
"""Excel tries it before it asks for a password. Some programs, and old versions of Excel, encrypt with it what is only
protected."""
_MAX_HASH_ROUNDS = 500_000
"""Iterations of the password hash; Excel does a hundred thousand, and a million take two seconds."""


def open_workbook(
    data: bytes,
    messages: Messages,
    cache: ReadingCache | None = None,
    limits: ReadingLimits = ORDINARY_LIMITS,
) -> OpenedSpreadsheet:
    """Open the bytes of an .xlsx file.

    Args:
        data: the bytes.
        messages: the language of refusals.
        cache: what is known of other workbooks.
        limits: how large it may be.

    Raises:
        RejectedWorkbookError: it is something else, or cannot be opened; the error's text says what to do.
    """
    with refused(messages):
        return _opened(data, cache, limits)


def _opened(data: bytes, cache: ReadingCache | None, limits: ReadingLimits) -> OpenedSpreadsheet:
    """The file in whichever format it is; a second format would be recognised here."""
    kind = foreign_kind(data)
    if kind is not None:
        raise InvalidFileError("locked_other" if kind == "old_excel" and is_locked_xls(data) else kind)

    def foreign(names: Sequence[str]) -> str:
        found = foreign_archive(names)
        return "locked_other" if found == "open_document" and is_locked_open_document(data) else found

    return OpenedWorkbook(unpack(data, foreign, limits), cache, limits)


def open_stamped(
    data: bytes, messages: Messages, cache: ReadingCache | None = None, limits: ReadingLimits = ORDINARY_LIMITS
) -> tuple[bytes, OpenedSpreadsheet, Stamp]:
    """Open a workbook of ours, decrypted where Excel would open it without asking: its bytes, cells, and stamp.

    The arguments are those of :func:`open_workbook`.

    Raises:
        RejectedWorkbookError: the file cannot be opened, or has no stamp.
    """
    with refused(messages):
        data = _decrypted(data)
    workbook = open_workbook(data, messages, cache, limits)
    stamp = parse_stamp(pairs_in(workbook.sheets[STAMP_SHEET])) if STAMP_SHEET in workbook.sheets else None
    if stamp is None:
        raise RejectedWorkbookError(messages("rejected.no_stamp"))
    return data, workbook, stamp


def read_bytes(path: Path, messages: Messages) -> bytes:
    """All bytes of a file that should be a workbook.

    Raises:
        RejectedWorkbookError: there is nothing to read, or too much.
    """
    with refused(messages):
        return _decrypted(read_input(path))


@contextmanager
def refused(messages: Messages) -> Iterator[None]:
    """Whatever makes a file invalid within, as the sentence of a refusal."""
    try:
        yield
    except InvalidFileError as error:
        words = {name: _address(value) if name == "at" else value for name, value in error.values.items()}
        raise RejectedWorkbookError(messages(f"rejected.{error.key}", **words)) from None


def _address(at: Any) -> str:
    if isinstance(at, str):
        return at
    row, column = at
    return CellRef("", row, column).a1


def _decrypted(data: bytes) -> bytes:
    """The bytes of a workbook, decrypted where Excel's default password encrypts it.

    A file with another password is returned unchanged, and refused where it is opened.
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
