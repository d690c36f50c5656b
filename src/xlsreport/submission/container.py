"""Opens a file as a workbook, or says in one sentence what it is instead."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from xlsreport.messages import Messages
from xlsreport.submission.archive import Archive, unpack
from xlsreport.submission.input_file import read_input
from xlsreport.submission.normalise import exact
from xlsreport.submission.recognising import foreign_kind
from xlsreport.submission.source import formula_cells
from xlsreport.submission.submission import RejectedWorkbookError, Typed, is_blank, typed_text
from xlsreport.submission.unfit import UnfitFileError

_VISIBILITIES = (
    (SheetVisibleEnum.Visible, "visible"),
    (SheetVisibleEnum.Hidden, "hidden"),
    (SheetVisibleEnum.VeryHidden, "very_hidden"),
)


class Workbook:
    """The values of an opened workbook, sheet by sheet; each sheet is read once, when it is first asked for.

    ``archive`` is what was unpacked of the file; ``sheets`` are its sheets of cells in the order of their tabs;
    ``visibility`` says of each of them whether it is ``visible``, ``hidden`` or ``very_hidden``.

    Asking for values raises RejectedWorkbookError where a sheet turns out to be damaged.
    """

    def __init__(self, archive: Archive, messages: Messages) -> None:
        self.archive = archive
        self._messages = messages
        self._read: dict[str, Sequence[Sequence[Any]]] = {}
        with _damaged_where_unreadable(messages):
            self._book = CalamineWorkbook.from_filelike(io.BytesIO(archive.clean()))
            known = [sheet for sheet in self._book.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
        self.sheets: tuple[str, ...] = tuple(sheet.name for sheet in known)
        self.visibility: Mapping[str, str] = {
            sheet.name: word for sheet in known for visible, word in _VISIBILITIES if sheet.visible == visible
        }
        if len({name.casefold() for name in self.sheets}) < len(self.sheets):
            raise RejectedWorkbookError(messages("rejected.damaged"))

    def value(self, sheet: str, row: int, column: int) -> Typed | None:
        """What a cell holds, with exact numbers; None where it is empty."""
        rows = self.rows(sheet)
        if row >= len(rows) or column >= len(rows[row]):
            return None
        value = rows[row][column]
        return None if value == "" else exact(value)

    def text(self, sheet: str, row: int, column: int) -> str:
        """What a cell holds, as text; empty where it is empty."""
        text = typed_text(self.value(sheet, row, column))
        return "" if is_blank(text) else text

    def has_formula(self, sheet: str, address: str) -> bool:
        """Whether a cell holds a formula, as far as formulas are written in the usual way."""
        return address in formula_cells(self.archive.parts.get(self.archive.sheets.get(sheet, ""), b""))

    def is_text(self, sheet: str, row: int, column: int) -> bool:
        """Whether a cell holds a text or nothing, rather than a number, a date or a truth value."""
        rows = self.rows(sheet)
        return row >= len(rows) or column >= len(rows[row]) or isinstance(rows[row][column], str)

    def pairs(self, sheet: str) -> list[tuple[str, str]]:
        """The first two columns of a sheet, as texts."""
        return [(self.text(sheet, row, 0), self.text(sheet, row, 1)) for row in range(len(self.rows(sheet)))]

    def rows(self, sheet: str) -> Sequence[Sequence[Any]]:
        """All cells of a sheet from its first to its last filled one, as the library gives them."""
        if sheet not in self._read:
            with _damaged_where_unreadable(self._messages):
                self._read[sheet] = self._book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
        return self._read[sheet]


def open_workbook(data: bytes, messages: Messages) -> Workbook:
    """Open the bytes of an .xlsx file.

    Raises:
        RejectedWorkbookError: it is something else, or cannot be opened; the error's text says what to do.
    """
    with _said(messages):
        kind = foreign_kind(data)
        if kind is not None:
            raise UnfitFileError(kind)
        archive = unpack(data)
    return Workbook(archive, messages)


def read_bytes(path: Path, messages: Messages) -> bytes:
    """All bytes of a file that should be a workbook.

    Raises:
        RejectedWorkbookError: there is nothing to read, or too much.
    """
    with _said(messages):
        return read_input(path)


@contextmanager
def _said(messages: Messages) -> Iterator[None]:
    """The reason why a file is unfit, as a sentence."""
    try:
        yield
    except UnfitFileError as error:
        raise RejectedWorkbookError(messages(f"rejected.{error.key}", **error.values)) from None


@contextmanager
def _damaged_where_unreadable(messages: Messages) -> Iterator[None]:
    """Whatever the library stumbles over means that the file is damaged."""
    try:
        yield
    except BaseException as error:
        # A panic of its Rust code is no Exception, and its class can be known by name only.
        if isinstance(error, Exception) or type(error).__name__ == "PanicException":
            raise RejectedWorkbookError(messages("rejected.damaged")) from None
        raise
