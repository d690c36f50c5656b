"""The cells of an opened workbook, as ``submission/`` asks for them: exact values, texts, lines of paragraphs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, TypeVar

from xlsreport.layout.cells import CellRef
from xlsreport.layout.positions import Positions
from xlsreport.spreadsheet.opened_spreadsheet import OpenedSheet, OpenedSpreadsheet, Visibility
from xlsreport.submission.cell_plan import SheetItems
from xlsreport.submission.invisible_characters import is_blank, trimmed
from xlsreport.values import Typed, exact, typed_text

T = TypeVar("T")
_JOINT = " "
"""Joins the pieces of a paragraph that was split at a tab."""

CellBeside = tuple[CellRef, Any]
"""A cell beside the lines, and its value."""


class FilledWorkbook:
    """The values of an opened workbook, sheet by sheet.

    ``sheets`` are the names of its sheets of cells in the order of their tabs; ``visibility`` says of each of them
    whether its tab is seen.
    """

    def __init__(self, opened: OpenedSpreadsheet) -> None:
        self.opened = opened
        self.sheets: tuple[str, ...] = tuple(opened.sheets)
        self.visibility: Mapping[str, Visibility] = {tab.name: tab.visibility for tab in opened.tabs if tab.has_cells}

    def cells(self, sheet: str) -> OpenedSheet:
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
    """The values from a section's first line down to the end of its sheet, since inserted rows move lines down."""
    return workbook.cells(first.sheet).column(first.column, first.row)


def filled_lines(workbook: FilledWorkbook, positions: Positions) -> Mapping[str, Mapping[int, Any]]:
    """The values of the lines of each section that are not empty, by their numbers from 0."""
    found = {}
    for section in positions.layout.narratives:
        lines = lines_of(workbook, positions.first_line(section))
        found[section] = {number: value for number, value in enumerate(lines) if value != ""}
    return found


def items_with_values(workbook: FilledWorkbook, items: tuple[SheetItems[T], ...]) -> Iterator[tuple[T, Any]]:
    """Items, each with the value of its cell."""
    for here in items:
        yield from zip(here.items, workbook.cells(here.sheet).values(here.query), strict=True)


def nil_answer(workbook: FilledWorkbook, positions: Positions, table: str) -> str:
    """The answer to whether a table is all zero; empty where that is not asked."""
    cell = positions.nil(table)
    return "" if cell is None else trimmed(workbook.text(cell.sheet, cell.row, cell.column).strip())


def text_of(value: object) -> str:
    """What a cell holds, as text; empty where there is nothing to see."""
    text = value if isinstance(value, str) else typed_text(exact(value))
    return "" if is_blank(text) else text


def split_cells(workbook: FilledWorkbook, positions: Positions, section: str) -> Iterator[CellBeside]:
    """The filled cells between the lines of a section and their lengths, row by row from left to right.

    In text that is pasted as plain text each tab, and each cell of a table, leads to the next cell.
    """
    columns = positions.room_columns(section)
    if not columns:
        return
    first = positions.first_line(section)
    cells = workbook.cells(first.sheet)
    for row, column in cells.within(first.row, columns):
        if text_of(value := cells.value(row, column)):
            yield CellRef(first.sheet, row, column), value


def split_lines(workbook: FilledWorkbook, positions: Positions, section: str) -> Iterator[tuple[int, list[CellBeside]]]:
    """The numbers (from 0) of the lines that were split, each with its further cells."""
    first = positions.first_line(section).row
    for row, rest in groupby(split_cells(workbook, positions, section), key=lambda beside: beside[0].row):
        yield row - first, list(rest)


def joined_line(text: str, rest: Iterable[CellBeside]) -> str:
    """A paragraph as it was before it was split."""
    return _JOINT.join(filter(None, (text, *(text_of(value) for _, value in rest))))
