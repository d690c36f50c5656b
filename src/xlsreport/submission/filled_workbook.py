"""Opens a file as a workbook, or says in one sentence what it is instead."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from xlsreport.errors import RejectedWorkbookError
from xlsreport.layout.cells import CellRef
from xlsreport.layout.positions import Positions
from xlsreport.messages import Messages
from xlsreport.opc.invalid_file import InvalidFileError
from xlsreport.submission.cell_plan import SheetItems
from xlsreport.submission.intake.default_password import decrypted
from xlsreport.submission.intake.file_types import foreign_archive, foreign_kind
from xlsreport.submission.intake.input_file import read_input
from xlsreport.submission.invisible_characters import is_blank, trimmed
from xlsreport.values import Typed, exact, typed_text
from xlsreport.xlsx.opened_workbook import OpenedWorkbook
from xlsreport.xlsx.package.workbook_package import Package, unpack
from xlsreport.xlsx.reading_cache import ReadingCache
from xlsreport.xlsx.worksheet.sheet_cells import SheetCells

T = TypeVar("T")


class FilledWorkbook:
    """The values of an opened workbook, sheet by sheet.

    ``package`` is what was unpacked of the file; ``sheets`` are its sheets of cells in the order of their tabs;
    ``visibility`` says of each of them whether it is ``visible``, ``hidden`` or ``very_hidden``.
    """

    def __init__(self, opened: OpenedWorkbook) -> None:
        self.opened = opened
        self.sheets: tuple[str, ...] = tuple(opened.sheets)
        self.visibility: Mapping[str, str] = opened.visibility

    @property
    def package(self) -> Package:
        """What was unpacked of the file."""
        return self.opened.package

    def cells(self, sheet: str) -> SheetCells:
        """The cells of a sheet."""
        return self.opened.sheets[sheet]

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


def lines_of(workbook: FilledWorkbook, first: CellRef) -> Sequence[Any]:
    """What the cells from a section's first line to the end of its sheet hold, as the sheet has it.

    Where rows were inserted, the last lines stand lower.
    """
    return workbook.cells(first.sheet).column(first.column, first.row)


def filled_lines(workbook: FilledWorkbook, positions: Positions) -> Mapping[str, Mapping[int, Any]]:
    """What stands in the lines of each section that are not empty, by their numbers from 0, as the sheet has it."""
    found = {}
    for section in positions.layout.narratives:
        lines = lines_of(workbook, positions.first_line(section))
        found[section] = {number: value for number, value in enumerate(lines) if value != ""}
    return found


def items_with_values(workbook: FilledWorkbook, items: tuple[SheetItems[T], ...]) -> Iterator[tuple[T, Any]]:
    """Things with what their cells hold, as the sheet has it."""
    for here in items:
        yield from zip(here.items, workbook.cells(here.sheet).values(here.query), strict=True)


def nil_answer(workbook: FilledWorkbook, positions: Positions, table: str) -> str:
    """What is said about a table being all zero; empty where it is not asked."""
    cell = positions.nil(table)
    return "" if cell is None else trimmed(workbook.text(cell.sheet, cell.row, cell.column).strip())


def text_of(value: object) -> str:
    """What a cell holds, as text; empty where there is nothing to see."""
    text = value if isinstance(value, str) else typed_text(exact(value))
    return "" if is_blank(text) else text


def open_workbook(data: bytes, messages: Messages, cache: ReadingCache | None = None) -> FilledWorkbook:
    """Open the bytes of an .xlsx file.

    Args:
        data: the bytes.
        messages: the language of refusals.
        cache: what is known of other workbooks.

    Raises:
        RejectedWorkbookError: it is something else, or cannot be opened; the error's text says what to do.
    """
    with refused(messages):
        kind = foreign_kind(data)
        if kind is not None:
            raise InvalidFileError(kind)
        return FilledWorkbook(OpenedWorkbook(unpack(data, foreign_archive), cache))


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
    """Whatever makes a file unfit within, as the sentence of a refusal."""
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
