"""The agencies of a round as lines for a terminal, which are never broader than it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xlsreport.cli.text_columns import aligned_table, display_width, wrapped_lines
from xlsreport.messages import Messages
from xlsreport.round.status.overview import AgencyStatus, Overview

_HEADINGS = (
    "roster.code",
    "roster.name",
    "status.state",
    "status.time_limit",
    "status.received",
    "severity.error",
    "severity.warning",
    "status.explained",
    "roster.contact",
    "status.remarks",
)
_NAME, _CORE = 1, 8
"""The column of names; and the columns before contact and remarks, which are short."""
_MIN_NAME_WIDTH = 12
"""Columns; where names have less room, each agency has lines of its own."""
_INDENT = 4
_GAP = 2


def agency_table(lines: Sequence[AgencyStatus], overview: Overview, width: int) -> Iterator[str]:
    """The agencies, a line for each; or, where that is too broad, contact and remarks below it, or all in lines."""
    headings = [overview.messages(key) for key in _HEADINGS]
    whole = list(aligned_table(headings, [_row(line) for line in lines]))
    if max(map(display_width, whole)) <= width:
        yield from whole
        return
    rows = [_short(line) for line in lines]
    nameless = aligned_table(
        [*headings[:_NAME], *headings[_NAME + 1 : _CORE]], [[*r[:_NAME], *r[_NAME + 1 :]] for r in rows]
    )
    room = width - max(map(display_width, nameless)) - _GAP
    if room < _MIN_NAME_WIDTH:
        for line in lines:
            yield from _stacked(line, overview.messages, width)
    else:
        yield from _with_details(lines, headings[:_CORE], rows, room, width)


def _with_details(
    lines: Sequence[AgencyStatus], headings: Sequence[str], rows: Sequence[list[str | int]], room: int, width: int
) -> Iterator[str]:
    names = [list(wrapped_lines(line.agency.name, room)) or [""] for line in lines]
    short = [[*row[:_NAME], name[0], *row[_NAME + 1 :]] for row, name in zip(rows, names, strict=True)]
    heading, *table = aligned_table(headings, short)
    codes = [headings[0], *(line.agency.code for line in lines)]
    start = max(map(display_width, codes)) + _GAP
    yield heading
    for text, name, line in zip(table, names, lines, strict=True):
        yield text
        yield from (" " * start + part for part in name[1:])
        yield from _details(line, width)


def _stacked(line: AgencyStatus, messages: Messages, width: int) -> Iterator[str]:
    yield from wrapped_lines(f"{line.agency.code}  {line.agency.name}", width)
    grades = {"severity.error": "error", "severity.warning": "warning", "status.explained": "explained"}
    counts = [f"{messages(key)} {line.counts[grade]}" for key, grade in grades.items() if line.counts[grade]]  # type: ignore[index] # they are grades
    yield from wrapped_lines("  ".join(filter(None, (line.label, line.mark, line.received, *counts))), width, _INDENT)
    yield from _details(line, width)


def _details(line: AgencyStatus, width: int) -> Iterator[str]:
    yield from wrapped_lines("  ".join(filter(None, (line.agency.contact, *line.remarks))), width, _INDENT)


def _row(line: AgencyStatus) -> list[str | int]:
    agency = line.agency
    counts = [line.counts[grade] if line.state.telling else "" for grade in ("error", "warning", "explained")]
    remarks = " ".join(line.remarks)
    return [agency.code, agency.name, line.label, line.mark, line.received, *counts, agency.contact, remarks]


def _short(line: AgencyStatus) -> list[str | int]:
    """Without contact and remarks, and of the time the day."""
    *core, received, error, warning, explained = _row(line)[:_CORE]
    return [*core, str(received)[5:10], error, warning, explained]
