"""Reads the lines of lists: column by column, which is how they stand on their sheets."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, repeat, zip_longest
from typing import Any

from xlsreport.definition.figure_kinds.kind_traits import NumberTraits
from xlsreport.definition.figure_kinds.kinds import is_numeric
from xlsreport.definition.place import Place
from xlsreport.definition.place_facts import PlaceFacts
from xlsreport.layout.cells import CellRef
from xlsreport.layout.positions import Positions
from xlsreport.submission.filled_workbook import FilledWorkbook
from xlsreport.submission.submission import Entry, Line, Overflow, PreviousValue
from xlsreport.submission.typed_values.column_entries import entries_of
from xlsreport.values import exact, typed_text

EntryOf = Callable[[PlaceFacts, Any, int], Entry | None]
"""The entry that a cell's value is for a column, in a line of this number."""


@dataclass(frozen=True, slots=True)
class ListColumn:
    """A column of a list that a reporter fills: what is asked for, its cell in the first line, and what it holds."""

    facts: PlaceFacts
    first: CellRef
    values: Sequence[Any]


def read_lines(
    workbook: FilledWorkbook, positions: Positions, name: str, entry_of: EntryOf
) -> tuple[tuple[Line, ...], Overflow | None]:
    """The lines of a list in which something is filled, and what is filled below its room."""
    most, columns = positions.layout.lists[name].most, tuple(list_columns(workbook, positions, name))
    places = [column.facts.place for column in columns]
    rows = zip_longest(*(_entries(column, entry_of) for column in columns))
    lines = tuple(
        Line(number, {place: entry for place, entry in zip(places, entries, strict=True) if entry is not None})
        for number, entries in enumerate(rows, start=1)
        if any(entries)
    )
    within = tuple(each for each in lines if each.number <= most)
    further = lines[len(within) :]
    beyond = [positions.line_cell(place, line.number) for line in further for place in line.entries]
    return within, Overflow(len(beyond), min(beyond), further) if beyond else None


def list_columns(workbook: FilledWorkbook, positions: Positions, name: str) -> Iterator[ListColumn]:
    """The columns of a list that a reporter fills, down to the end of their sheet."""
    for facts in positions.layout.definition.lines[name].places.values():
        if not facts.computed:
            first = positions.line_cell(facts.place, 1)
            yield ListColumn(facts, first, workbook.cells(first.sheet).column(first.column, first.row))


def _entries(column: ListColumn, entry_of: EntryOf) -> Sequence[Entry | None]:
    """The entries of a column, one for each line: equal values have equal ones, unless their formats decide."""
    facts, values, traits = column.facts, column.values, column.facts.kind.traits
    by_format = isinstance(traits, NumberTraits) and traits.is_share  # 0.405 in a cell that shows 40.5%
    known = None if by_format else entries_of(values, facts.kind, lambda value: entry_of(facts, value, 1))
    if known is not None:
        return list(map(known.__getitem__, values))
    return [None if value == "" else entry_of(facts, value, number) for number, value in enumerate(values, start=1)]


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
    for column in list_columns(workbook, positions, name):
        yield from values_in_column(workbook, positions, column)


def values_in_column(
    workbook: FilledWorkbook, positions: Positions, column: ListColumn
) -> Iterator[tuple[PlaceFacts, int, Any]]:
    """The same of one column."""
    first, most = column.first, positions.layout.lists[column.facts.place.table].most
    with_formulas = {row for row, columns in workbook.cells(first.sheet).formula_columns if first.column in columns}
    values = chain(column.values[:most], repeat("", most - len(column.values)))
    for number, value in enumerate(values, start=1):
        if value != "" or first.row + number - 1 in with_formulas:
            yield column.facts, number, value


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
