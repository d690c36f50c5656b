"""Opens a file as a workbook, or says in one sentence what it is instead."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook

from xlsreport.layout.cells import column_number
from xlsreport.messages import Messages
from xlsreport.submission.normalise import exact
from xlsreport.submission.submission import RejectedWorkbookError, Typed

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""The container of encrypted workbooks and of the formats before 2007 ([MS-CFB])."""
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
"""The stream that holds an encrypted workbook ([MS-OFFCRYPTO] 2.3)."""
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\x00", b"MM\x00*", b"RIFF")
_OTHER_OFFICE = ("ppt/presentation.xml", "content.xml", "xl/workbook.bin")

_MOST_BYTES = 100_000_000
"""Of all parts unpacked; a workbook of ours has two million."""
_MOST_CELLS = 2_000_000
"""Of a sheet up to its last filled cell: the reader takes memory for each of them, filled or not."""
_FILLED_CELL = re.compile(rb"""<(?:\w+:)?c\s[^>]*?\br=["']([A-Z]{1,3})(\d{1,7})["'][^>]*(?<!/)>""")
"""The start of a cell with content; one that has only a format is closed at once."""


class Workbook:
    """The values of an opened workbook, sheet by sheet; each sheet is read once, when it is first asked for.

    Asking for values raises RejectedWorkbookError where a sheet turns out to be damaged.
    """

    def __init__(self, book: Any, messages: Messages) -> None:
        self._book = book
        self._messages = messages
        self._read: dict[str, Sequence[Sequence[Any]]] = {}
        self.sheets: tuple[str, ...] = tuple(book.sheet_names)

    def value(self, sheet: str, row: int, column: int) -> Typed | None:
        """What a cell holds, with exact numbers; None where it is empty."""
        rows = self._rows(sheet)
        if row >= len(rows) or column >= len(rows[row]):
            return None
        value = rows[row][column]
        return None if value == "" else exact(value)

    def text(self, sheet: str, row: int, column: int) -> str:
        """What a cell holds, as text; empty where it is empty."""
        value = self.value(sheet, row, column)
        return "" if value is None else str(value)

    def pairs(self, sheet: str) -> list[tuple[str, str]]:
        """The first two columns of a sheet, as texts."""
        return [(self.text(sheet, row, 0), self.text(sheet, row, 1)) for row in range(len(self._rows(sheet)))]

    def _rows(self, sheet: str) -> Sequence[Sequence[Any]]:
        if sheet not in self._read:
            try:
                self._read[sheet] = self._book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
            except CalamineError:
                raise RejectedWorkbookError(self._messages("rejected.damaged")) from None
        return self._read[sheet]


def open_workbook(path: Path, messages: Messages) -> Workbook:
    """Open an .xlsx file.

    Raises:
        RejectedWorkbookError: it is something else, or cannot be opened; the error's text says what to do.
    """
    data = _bytes(path, messages)
    reason = _reason_against(data)
    if reason is not None:
        raise RejectedWorkbookError(messages(f"rejected.{reason}"))
    try:
        return Workbook(CalamineWorkbook.from_filelike(io.BytesIO(data)), messages)
    except CalamineError:
        raise RejectedWorkbookError(messages("rejected.damaged")) from None


def _bytes(path: Path, messages: Messages) -> bytes:
    try:
        if path.exists() and not path.is_file():
            raise RejectedWorkbookError(messages("rejected.not_a_file"))
        return path.read_bytes()
    except (OSError, ValueError):
        raise RejectedWorkbookError(messages("rejected.no_file")) from None


def _reason_against(data: bytes) -> str | None:
    """The message that says why the bytes are no .xlsx workbook, or None where they look like one."""
    if not data:
        return "empty"
    if data.startswith(_OLE):
        return "encrypted" if _ENCRYPTED in data else "old_excel"
    if data.startswith(_PICTURES):
        return "picture"
    if data.startswith(b"%PDF"):
        return "pdf"
    if not data.startswith(b"PK"):
        return "not_xlsx"
    return _reason_against_archive(data)


def _reason_against_archive(data: bytes) -> str | None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            if "xl/workbook.xml" in names:
                return "too_large" if _is_too_large(archive) else None
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, RuntimeError):
        return "damaged"
    if "word/document.xml" in names:
        return "word"
    return "other_office" if names.intersection(_OTHER_OFFICE) else "not_xlsx"


def _is_too_large(archive: zipfile.ZipFile) -> bool:
    if sum(part.file_size for part in archive.infolist()) > _MOST_BYTES:
        return True
    sheets = (name for name in archive.namelist() if name.startswith("xl/worksheets/") and name.endswith(".xml"))
    return any(_cells_up_to_the_last(archive.read(sheet)) > _MOST_CELLS for sheet in sheets)


def _cells_up_to_the_last(sheet: bytes) -> int:
    filled = _FILLED_CELL.findall(sheet)
    columns, rows = {column.decode() for column, _ in filled}, {int(row) for _, row in filled}
    return (1 + max(map(column_number, columns), default=-1)) * max(rows, default=0)
