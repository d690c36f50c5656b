"""Opens a file as a workbook, or says in one sentence what it is instead.

The one module of ``submission/`` that knows which formats there are: it hands the bytes to the room of their format,
and everything else sees an :class:`~xlsreport.spreadsheet.opened_spreadsheet.OpenedSpreadsheet`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from xlsreport.definition.loading.checks.sheet_name_check import STAMP_SHEET
from xlsreport.errors import RejectedWorkbookError
from xlsreport.layout.cells import CellRef
from xlsreport.messages import Messages
from xlsreport.opc.invalid_file import InvalidFileError
from xlsreport.spreadsheet.opened_spreadsheet import OpenedSpreadsheet
from xlsreport.spreadsheet.reading_cache import ReadingCache
from xlsreport.spreadsheet.reading_limits import ORDINARY_LIMITS, ReadingLimits
from xlsreport.submission.filled_workbook import FilledWorkbook
from xlsreport.submission.identity.stamp import Stamp, parse_stamp
from xlsreport.submission.intake.default_password import decrypted
from xlsreport.submission.intake.file_types import foreign_archive, foreign_kind
from xlsreport.submission.intake.input_file import read_input
from xlsreport.xlsx.opened_workbook import OpenedWorkbook
from xlsreport.xlsx.package.workbook_package import unpack


def open_workbook(
    data: bytes,
    messages: Messages,
    cache: ReadingCache | None = None,
    limits: ReadingLimits = ORDINARY_LIMITS,
) -> FilledWorkbook:
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
        return FilledWorkbook(_opened(data, cache, limits))


def _opened(data: bytes, cache: ReadingCache | None, limits: ReadingLimits) -> OpenedSpreadsheet:
    """The file in whichever format it is; a second format would be recognised here."""
    kind = foreign_kind(data)
    if kind is not None:
        raise InvalidFileError(kind)
    return OpenedWorkbook(unpack(data, foreign_archive, limits), cache, limits)


def read_stamp(
    data: bytes, messages: Messages, limits: ReadingLimits = ORDINARY_LIMITS, cache: ReadingCache | None = None
) -> Stamp:
    """What a workbook says of itself, read without the definition that it was made from.

    Raises:
        RejectedWorkbookError: the file cannot be opened, or has no stamp.
    """
    workbook = open_workbook(openable(data, messages), messages, cache, limits)
    stamp = parse_stamp(workbook.pairs(STAMP_SHEET)) if STAMP_SHEET in workbook.sheets else None
    if stamp is None:
        raise RejectedWorkbookError(messages("rejected.no_stamp"))
    return stamp


def read_bytes(path: Path, messages: Messages) -> bytes:
    """All bytes of a file that should be a workbook.

    Raises:
        RejectedWorkbookError: there is nothing to read, or too much.
    """
    with refused(messages):
        return decrypted(read_input(path))


def openable(data: bytes, messages: Messages) -> bytes:
    """The bytes of a file that should be a workbook, decrypted where Excel would open it without asking.

    Raises:
        RejectedWorkbookError: what decrypts it is not installed.
    """
    with refused(messages):
        return decrypted(data)


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
