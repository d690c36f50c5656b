"""Opens a file as a workbook, or says in one sentence what it is instead."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from xlsreport.layout.cells import CellRef
from xlsreport.layout.positions import Positions
from xlsreport.messages import Messages
from xlsreport.opc.unfit_file import UnfitFileError
from xlsreport.submission.archive import Archive, unpack
from xlsreport.submission.cells import LibrarySheet, SheetCells, column_asked
from xlsreport.submission.default_password import decrypted
from xlsreport.submission.input_file import read_input
from xlsreport.submission.invisible import is_blank, trimmed
from xlsreport.submission.library import Book, Tab, UnreadableError, plain_styles, tabs_of
from xlsreport.submission.looking import STRINGS
from xlsreport.submission.normalise import exact
from xlsreport.submission.plan import OnSheet
from xlsreport.submission.recognising import foreign_kind
from xlsreport.submission.submission import RejectedWorkbookError, Typed, typed_text

_STYLES = "xl/styles.xml"
T = TypeVar("T")


class Workbook:
    """The values of an opened workbook, sheet by sheet; each sheet is read once, when it is first asked for.

    ``archive`` is what was unpacked of the file; ``sheets`` are its sheets of cells in the order of their tabs;
    ``visibility`` says of each of them whether it is ``visible``, ``hidden`` or ``very_hidden``.

    Asking for values raises RejectedWorkbookError where a sheet turns out to be damaged.
    """

    def __init__(self, archive: Archive, messages: Messages) -> None:
        self.archive = archive
        self._messages = messages
        self._cells: dict[str, SheetCells] = {}
        with _damaged_where_unreadable(messages):
            self._book = None if _is_ordinary(archive) else Book(archive.parts)
            tabs = _tabs(archive) if self._book is None else self._book.tabs
        self.sheets: tuple[str, ...] = tuple(tab.name for tab in tabs)
        self.visibility: Mapping[str, str] = {tab.name: tab.visibility for tab in tabs}
        if len({name.casefold() for name in self.sheets}) < len(self.sheets):
            raise RejectedWorkbookError(messages("rejected.damaged"))

    def cells(self, sheet: str) -> SheetCells:
        """The cells of a sheet, as the library gives them."""
        if sheet not in self._cells:
            self._cells[sheet] = self._sheet(sheet)
        return self._cells[sheet]

    def value(self, sheet: str, row: int, column: int) -> Typed | None:
        """What a cell holds, with exact numbers; None where it is empty."""
        value = self.cells(sheet).value(row, column)
        return None if value == "" else exact(value)

    def text(self, sheet: str, row: int, column: int) -> str:
        """What a cell holds, as text; empty where it is empty."""
        return text_of(self.cells(sheet).value(row, column))

    def pairs(self, sheet: str) -> list[tuple[str, str]]:
        """The first two columns of a sheet, as texts."""
        return [(self.text(sheet, row, 0), self.text(sheet, row, 1)) for row in range(self.cells(sheet).height)]

    def _sheet(self, name: str) -> SheetCells:
        part = self.archive.sheets.get(name, "")
        if self._book is None:
            return self.archive.read[part]
        with _damaged_where_unreadable(self._messages):
            return LibrarySheet(self._book.rows(name), self.archive.parts.get(part, b""))


def lines_of(workbook: Workbook, first: CellRef) -> Sequence[Any]:
    """What the cells from a section's first line to the end of its sheet hold, as the library gives it.

    Where rows were inserted, the last lines stand lower.
    """
    cells = workbook.cells(first.sheet)
    return cells.values(column_asked(first.column, first.row, cells.height))


def filled_lines(workbook: Workbook, positions: Positions) -> Mapping[str, Mapping[int, Any]]:
    """What stands in the lines of each section that are not empty, by their numbers from 0, as the library gives it."""
    found = {}
    for section in positions.layout.narratives:
        lines = lines_of(workbook, positions.first_line(section))
        found[section] = {number: value for number, value in enumerate(lines) if value != ""}
    return found


def asked_of(workbook: Workbook, things: tuple[OnSheet[T], ...]) -> Iterator[tuple[T, Any]]:
    """Things with what their cells hold, as the library gives it."""
    for here in things:
        yield from zip(here.things, workbook.cells(here.sheet).values(here.asked), strict=True)


def nil_answer(workbook: Workbook, positions: Positions, table: str) -> str:
    """What is said about a table being all zero; empty where it is not asked."""
    cell = positions.nil(table)
    return "" if cell is None else trimmed(workbook.text(cell.sheet, cell.row, cell.column).strip())


def text_of(value: object) -> str:
    """What a cell holds, as text; empty where there is nothing to see."""
    text = value if isinstance(value, str) else typed_text(exact(value))
    return "" if is_blank(text) else text


def _is_ordinary(archive: Archive) -> bool:
    """Whether every sheet was read, and every number in them is a number and no date."""
    styles = archive.parts.get(_STYLES)
    sheets = [archive.read.get(part) for part in archive.sheets.values()]
    if not sheets or styles is None:
        return False
    try:
        plain, tabs = plain_styles(styles), _tabs(archive)
    except UnreadableError:
        return False
    named = {tab.name for tab in tabs} == archive.sheets.keys()
    return named and all(sheet is not None and sheet.form.styles <= plain for sheet in sheets)


def _tabs(archive: Archive) -> tuple[Tab, ...]:
    read = archive.read
    others = {n: part for n, part in archive.parts.items() if n not in read and n.lower() != STRINGS}
    return tabs_of(others, read)


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
        return decrypted(read_input(path))


def openable(data: bytes, messages: Messages) -> bytes:
    """The bytes of a file that should be a workbook, decrypted where Excel would open it without asking.

    Raises:
        RejectedWorkbookError: what decrypts it is not installed.
    """
    with _said(messages):
        return decrypted(data)


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
    except UnreadableError:
        raise RejectedWorkbookError(messages("rejected.damaged")) from None
