"""The agencies of a round as lines for a terminal, which are never broader than it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

from xlsreport.cli.text_columns import aligned_table, display_width, wrapped_lines
from xlsreport.messages import Messages
from xlsreport.round.status.agency_columns import AgencyColumn, InTerminal, terminal_columns
from xlsreport.round.status.overview import AgencyStatus, Overview

_MIN_NAME_WIDTH = 12
"""Terminal columns; where names have less room, each agency has lines of its own."""
_INDENT = 4
_GAP = 2

_Row = list[str | int]
_T = TypeVar("_T")


def agency_table(lines: Sequence[AgencyStatus], overview: Overview, width: int) -> Iterator[str]:
    """The agencies, a line for each; in a narrower terminal with details below each, or with lines for each alone."""
    columns, messages = terminal_columns(), overview.messages
    whole = list(
        aligned_table(
            [messages(column.heading) for column, _ in columns],
            [[_value(column, line) for column, _ in columns] for line in lines],
        )
    )
    if max(map(display_width, whole)) <= width:
        yield from whole
        return
    core = [(column, shown) for column, shown in columns if shown.below is None]
    headings = [messages(column.heading) for column, _ in core]
    rows = [[_narrow_value(column, shown, line) for column, shown in core] for line in lines]
    name = next(number for number, (_, shown) in enumerate(core) if shown.wraps)
    nameless = aligned_table(_without(headings, name), [_without(row, name) for row in rows])
    room = width - max(map(display_width, nameless)) - _GAP
    if room < _MIN_NAME_WIDTH:
        for line in lines:
            yield from _stacked(line, core, name, messages, width)
            yield from _below(line, width)
    else:
        yield from _with_details(lines, headings, rows, name, room, width)


def _without(row: Sequence[_T], position: int) -> list[_T]:
    return [*row[:position], *row[position + 1 :]]


def _with_details(
    lines: Sequence[AgencyStatus], headings: Sequence[str], rows: Sequence[_Row], name: int, room: int, width: int
) -> Iterator[str]:
    """A table in which names are wrapped, with the details of each agency below its line."""
    names = [list(wrapped_lines(str(row[name]), room)) or [""] for row in rows]
    wrapped = [[*row[:name], parts[0], *row[name + 1 :]] for row, parts in zip(rows, names, strict=True)]
    heading, *table = aligned_table(headings, wrapped)
    start = sum(max(display_width(str(row[n])) for row in (headings, *rows)) + _GAP for n in range(name))
    yield heading
    for text, parts, line in zip(table, names, lines, strict=True):
        yield text
        yield from (" " * start + part for part in parts[1:])
        yield from _below(line, width)


def _stacked(
    line: AgencyStatus, core: Sequence[tuple[AgencyColumn, InTerminal]], name: int, messages: Messages, width: int
) -> Iterator[str]:
    """The agency's code and name on a line of their own, and below them what else is known, each count by its name."""
    yield from wrapped_lines("  ".join(str(_value(column, line)) for column, _ in core[: name + 1]), width)
    values = []
    for column, _ in core[name + 1 :]:
        value = column.value(line)
        if value:
            values.append(f"{messages(column.heading)} {value}" if isinstance(value, int) else value)
    yield from wrapped_lines("  ".join(values), width, _INDENT)


def _below(line: AgencyStatus, width: int) -> Iterator[str]:
    """The columns that have no room in the table."""
    texts = (text for _, shown in terminal_columns() if shown.below is not None for text in shown.below(line))
    yield from wrapped_lines("  ".join(filter(None, texts)), width, _INDENT)


def _value(column: AgencyColumn, line: AgencyStatus) -> str | int:
    value = column.value(line)
    return "" if value is None else value


def _narrow_value(column: AgencyColumn, shown: InTerminal, line: AgencyStatus) -> str | int:
    value = _value(column, line)
    return shown.narrow(str(value)) if shown.narrow is not None else value
