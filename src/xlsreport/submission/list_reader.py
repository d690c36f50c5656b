"""Reads the lines of lists: column by column, which is how they stand on their sheets."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from xlsreport.definition.place import Place
from xlsreport.definition.place_facts import PlaceFacts
from xlsreport.layout.cells import CellRef
from xlsreport.layout.positions import Positions
from xlsreport.submission.filled_workbook import FilledWorkbook
from xlsreport.submission.submission import Entry, Line

EntryOf = Callable[[PlaceFacts, Any, CellRef], Entry | None]
"""The entry that a cell's value is for a place."""


def read_lines(
    workbook: FilledWorkbook, positions: Positions, name: str, entry_of: EntryOf
) -> tuple[tuple[Line, ...], int]:
    """The lines of a list in which something is filled, and how many cells are filled below its room."""
    laid, line = positions.layout.lists[name], positions.layout.definition.lines[name]
    entries: dict[int, dict[Place, Entry]] = {}
    beyond = 0
    for facts in line.places.values():
        if facts.computed:
            continue
        for number, value in _filled(workbook, positions, facts.place):
            if number > laid.most:
                beyond += 1
            elif (entry := entry_of(facts, value, positions.line_cell(facts.place, number))) is not None:
                entries.setdefault(number, {})[facts.place] = entry
    return tuple(Line(number, _in_order(entries[number], line.places)) for number in sorted(entries)), beyond


def cells_of_column(workbook: FilledWorkbook, positions: Positions, place: Place) -> Iterator[tuple[int, CellRef]]:
    """The cells of a list's column that hold anything, a formula without a result included, by their lines."""
    first, laid = positions.line_cell(place, 1), positions.layout.lists[place.table]
    cells = workbook.cells(first.sheet)
    rows = {number for number, _ in _filled(workbook, positions, place)}
    rows |= {row - first.row + 1 for row, column in cells.formulas if column == first.column and row >= first.row}
    for number in sorted(row for row in rows if row <= laid.most):
        yield number, positions.line_cell(place, number)


def _filled(workbook: FilledWorkbook, positions: Positions, place: Place) -> Iterator[tuple[int, Any]]:
    """The values of a column that are not empty, with the numbers of their lines."""
    first = positions.line_cell(place, 1)
    column = workbook.cells(first.sheet).column(first.column, first.row)
    return ((number, value) for number, value in enumerate(column, start=1) if value != "")


def _in_order(entries: Mapping[Place, Entry], places: Mapping[Place, PlaceFacts]) -> Mapping[Place, Entry]:
    return {place: entries[place] for place in places if place in entries}
