"""Reads the lines of lists: column by column, which is how they stand on their sheets."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from xlsreport.definition.figure_kinds.kinds import is_numeric
from xlsreport.definition.place import Place
from xlsreport.definition.place_facts import PlaceFacts
from xlsreport.layout.cells import CellRef
from xlsreport.layout.positions import Positions
from xlsreport.submission.filled_workbook import FilledWorkbook
from xlsreport.submission.submission import Entry, Line, Overflow, PreviousValue
from xlsreport.values import exact, typed_text

EntryOf = Callable[[PlaceFacts, Any, int], Entry | None]
"""The entry that a cell's value is for a column, in a line of this number."""


def read_lines(
    workbook: FilledWorkbook, positions: Positions, name: str, entry_of: EntryOf
) -> tuple[tuple[Line, ...], Overflow | None]:
    """The lines of a list in which something is filled, and what is filled below its room."""
    laid, line = positions.layout.lists[name], positions.layout.definition.lines[name]
    entries: dict[int, dict[Place, Entry]] = {}
    beyond: list[CellRef] = []
    for facts in line.places.values():
        if facts.computed:
            continue
        for number, value in _filled(workbook, positions, facts.place):
            if (entry := entry_of(facts, value, number)) is not None:
                entries.setdefault(number, {})[facts.place] = entry
                beyond += [positions.line_cell(facts.place, number)] if number > laid.most else []
    lines = tuple(Line(number, _in_order(entries[number], line.places)) for number in sorted(entries))
    within = tuple(each for each in lines if each.number <= laid.most)
    return within, Overflow(len(beyond), min(beyond), lines[len(within) :]) if beyond else None


def is_out_of_order(workbook: FilledWorkbook, positions: Positions, name: str) -> bool:
    """Whether the numbers beside the lines of a list are not those that they were given out with, one after the other.

    Then lines were deleted, inserted or sorted, and it is not known which rows of tables are whose.
    """
    laid = positions.layout.lists[name]
    first = positions.where(laid.number_cell(1))
    numbers = workbook.cells(first.sheet).column(first.column, first.row)
    expected = range(1, laid.most + 1)
    return any(number != found for number, found in zip(expected, (*numbers, *[""] * laid.most), strict=False))


def values_in_lines(workbook: FilledWorkbook, positions: Positions, name: str) -> Iterator[tuple[PlaceFacts, int, Any]]:
    """What the cells of a list hold, each with its column and line: also nothing, of a formula without a result."""
    laid, line = positions.layout.lists[name], positions.layout.definition.lines[name]
    formulas: dict[int, list[int]] = {}
    for row, column in workbook.cells(positions.sheet(laid.sheet)).formulas:
        formulas.setdefault(column, []).append(row)
    for facts in line.places.values():
        if facts.computed:
            continue
        first = positions.line_cell(facts.place, 1)
        held = {row - first.row + 1: "" for row in formulas.get(first.column, ()) if row >= first.row}
        held |= _filled(workbook, positions, facts.place)
        yield from ((facts, number, held[number]) for number in sorted(held) if number <= laid.most)


def previous_lines(workbook: FilledWorkbook, positions: Positions, name: str) -> Mapping[Place, PreviousValue]:
    """What the workbook shows of last year's lines of a list; those in which anything stands are numbered from 1."""
    laid, definition = positions.layout.lists[name], positions.layout.definition
    assert laid.before is not None
    found: dict[int, dict[Place, PreviousValue]] = {}
    for place, column in laid.before.shown.items():
        of_numbers = is_numeric(definition.facts(place).kind)
        first = positions.in_line(name, 1, column)
        values = workbook.cells(first.sheet).column(first.column, first.row)
        for row, value in enumerate(values):
            shown = exact(value) if isinstance(value, float) else str(value).strip()
            if shown != "":
                found.setdefault(row, {})[place] = shown if of_numbers else typed_text(shown)
    rows = enumerate(sorted(found), start=1)
    return {place._replace(row=str(n)): value for n, row in rows for place, value in found[row].items()}


def _filled(workbook: FilledWorkbook, positions: Positions, place: Place) -> Iterator[tuple[int, Any]]:
    """The values of a column that are not empty, with the numbers of their lines."""
    first = positions.line_cell(place, 1)
    column = workbook.cells(first.sheet).column(first.column, first.row)
    return ((number, value) for number, value in enumerate(column, start=1) if value != "")


def _in_order(entries: Mapping[Place, Entry], places: Mapping[Place, PlaceFacts]) -> Mapping[Place, Entry]:
    return {place: entries[place] for place in places if place in entries}
