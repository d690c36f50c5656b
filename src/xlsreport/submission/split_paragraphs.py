"""Paragraphs that a paste has split over several cells of a row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from xlsreport.layout.cells import CellRef
from xlsreport.layout.positions import Positions
from xlsreport.submission.filled_workbook import FilledWorkbook, text_of

_JOINT = " "
"""Joins the pieces of a paragraph that was split at a tab."""

CellBeside = tuple[CellRef, Any]
"""A cell beside the lines, and its value."""


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
