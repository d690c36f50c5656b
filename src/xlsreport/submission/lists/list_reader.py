"""Reads the lines of lists: column by column, which is how they stand on their sheets."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from itertools import chain, repeat
from typing import Any

from xlsreport.definition.figure_kinds.kind_traits import NumberTraits, TextTraits, Traits
from xlsreport.definition.figure_kinds.kinds import AnyKind, is_numeric
from xlsreport.definition.place import Place
from xlsreport.definition.place_facts import PlaceFacts
from xlsreport.submission.filled_workbook import FilledWorkbook, ListColumn
from xlsreport.submission.invisible_characters import is_blank
from xlsreport.submission.lines_by_column import EntryColumn, ListLines, entry_as_typed
from xlsreport.submission.submission import Entry, Overflow, PreviousValue
from xlsreport.values import Number, exact, is_number, typed_text

EntryOf = Callable[[PlaceFacts, Any, int], Entry | None]
"""The entry that a cell's value is for a column, in a line of this number."""


def read_lines(
    workbook: FilledWorkbook, columns: Sequence[ListColumn], entry_of: EntryOf
) -> tuple[ListLines, Overflow | None]:
    """The lines of a list in which something is filled, and what is filled below its room."""
    most = workbook.layout.lists[columns[0].facts.place.table].most
    rows = range(len(columns[0].values))
    blank: Sequence[int] = rows
    for column in columns:
        blank = [row for row in blank if column.values[row] == ""]
    left_out = set(blank)
    kept = [row for row in rows if row not in left_out]
    found = {column.facts.place: _entries(workbook, column, kept, entry_of) for column in columns}
    lines = ListLines([row + 1 for row in kept], found).without_blank()
    within = [number <= most for number in lines.numbers]
    if all(within):
        return lines, None
    further = tuple(lines.among([not is_within for is_within in within]))
    beyond = [workbook.positions.line_cell(place, line.number) for line in further for place in line.entries]
    return lines.among(within), Overflow(len(beyond), min(beyond), further)


def _entries(workbook: FilledWorkbook, column: ListColumn, rows: Sequence[int], entry_of: EntryOf) -> EntryColumn:
    """The entries of a column in some lines: equal values have equal ones, unless their formats decide."""
    facts, traits, first = column.facts, column.facts.kind.traits, column.first
    values = column.values if len(rows) == len(column.values) else [column.values[row] for row in rows]
    may_decide = isinstance(traits, NumberTraits) and traits.is_share  # 0.405 in a cell that shows 40.5%
    if not may_decide or workbook.sheet(first).shows_digits(first.column, first.row, ""):
        known = entry_column(values, column.distinct, facts.kind, lambda value: entry_of(facts, value, 1))
        if known is not None:
            return known
    in_lines = zip(values, rows, strict=True)
    return EntryColumn("entries", [None if value == "" else entry_of(facts, value, row + 1) for value, row in in_lines])


def is_out_of_order(workbook: FilledWorkbook, name: str) -> bool:
    """Whether the numbers beside the lines of a list are not those that they were given out with, one after the other.

    Then lines were deleted, inserted or sorted, and it is not known which rows of tables are whose.
    """
    laid = workbook.layout.lists[name]
    first = workbook.positions.where(laid.number_cell(1))
    numbers = workbook.sheet(first).column(first.column, first.row)
    expected = range(1, laid.most + 1)
    return any(number != found for number, found in zip(expected, (*numbers, *[""] * laid.most), strict=False))


def values_in_column(workbook: FilledWorkbook, column: ListColumn) -> Iterator[tuple[PlaceFacts, int, Any]]:
    """What the cells of a column hold, each with its line: also nothing, of a formula without a result."""
    first, most = column.first, workbook.layout.lists[column.facts.place.table].most
    with_formulas = {row for row, columns in workbook.sheet(first).formula_columns if first.column in columns}
    values = chain(column.values[:most], repeat("", most - len(column.values)))
    for number, value in enumerate(values, start=1):
        if value != "" or first.row + number - 1 in with_formulas:
            yield column.facts, number, value


def previous_lines(workbook: FilledWorkbook, name: str) -> Mapping[Place, PreviousValue]:
    """What the workbook shows of last year's lines of a list; those in which anything stands are numbered from 1."""
    laid, definition = workbook.layout.lists[name], workbook.definition
    assert laid.before is not None
    found: dict[int, dict[Place, PreviousValue]] = {}
    for place, column in laid.before.shown.items():
        of_numbers = is_numeric(definition.facts(place).kind)
        first = workbook.positions.in_line(name, 1, column)
        values = workbook.sheet(first).column(first.column, first.row)
        for row, value in enumerate(values):
            shown = exact(value) if isinstance(value, float) else str(value).strip()
            if shown != "":
                found.setdefault(row, {})[place] = shown if of_numbers else typed_text(shown)
    rows = enumerate(sorted(found), start=1)
    return {place._replace(row=str(n)): value for n, row in rows for place, value in found[row].items()}


def entry_column(
    values: Sequence[Any], distinct: Collection[Any], kind: AnyKind, entry_of: Callable[[Any], Entry | None]
) -> EntryColumn | None:
    """What is entered in a column, equal values being parsed once; None where they may have different entries.

    Args:
        values: all that the column holds; an empty text is nothing.
        distinct: the same, each once.
        kind: what is asked for.
        entry_of: the entry of a single value, wherever it stands; it is asked for whatever is not as usual.
    """
    if bool in set(map(type, values)):  # True equals 1
        return None
    plain = {value: _plain(value, kind.traits) for value in distinct if value != ""}
    if None not in plain.values():
        return EntryColumn("texts" if isinstance(kind.traits, TextTraits) else "numbers", list(map(plain.get, values)))
    entries = {value: entry_of(value) if found is None else entry_as_typed(found) for value, found in plain.items()}
    if all(isinstance(value, str) and entry in (None, Entry(value)) for value, entry in entries.items()):
        texts = {value for value, entry in entries.items() if entry is not None}
        return EntryColumn("texts", [value if value in texts else None for value in values])
    return EntryColumn("entries", list(map(entries.get, values)))


def _plain(value: object, traits: Traits) -> Number | str | None:
    """A value that states just what it is, as nearly all do; None where more has to be known of it."""
    if isinstance(value, float) and isinstance(traits, NumberTraits):
        number = exact(value)
        return number if is_number(number) else None
    return value if isinstance(value, str) and isinstance(traits, TextTraits) and not is_blank(value) else None
