"""What the lines of a list are called, and digests of the rows of tables that stand for them.

The digests say whose figures stood in which row as a workbook was given out. They stand in the stamp. So it shows where
names were typed over others while the figures of their rows stayed.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Mapping
from string import Formatter
from typing import NamedTuple

from xlsreport.definition.definition import Definition, LineDefinition
from xlsreport.submission.submission import Entry, Line, Submission, shortened
from xlsreport.values import SIGNIFICANT_DIGITS

_DIGITS = 8
"""Hexadecimal digits of a digest (32 bits)."""


class RowDigest(NamedTuple):
    """A line from which tables take a row, with digests of what it is called and of what stands in its rows."""

    list: str
    number: int
    name: str
    figures: str

    def __str__(self) -> str:
        return f"{self.list}:{self.number}:{self.name}:{self.figures}"

    @classmethod
    def parse(cls, text: str) -> RowDigest | None:
        """Read what such a digest is printed as; None where it is something else."""
        parts = text.split(":")
        return cls(parts[0], int(parts[1]), *parts[2:]) if len(parts) == 4 and parts[1].isdecimal() else None


def row_digests(submission: Submission) -> tuple[RowDigest, ...]:
    """Of each line in whose rows anything stands."""
    definition, figures = submission.definition, _figures(submission)
    return tuple(
        RowDigest(name, line.number, name_digest(definition, name, line), figures[name, line.number])
        for name in sorted(definition.row_lists)
        for line in submission.lines.get(name, ())
        if (name, line.number) in figures
    )


def name_digest(definition: Definition, name: str, line: Line) -> str:
    """A digest of what a line is called, whatever the capitals and blanks."""
    return _digest(" ".join(line_name(definition.lines[name], line).casefold().split()))


def _figures(submission: Submission) -> dict[tuple[str, int], str]:
    """By list and number of a line, a digest of all that stands in its rows."""
    stated: dict[tuple[str, int], list[str]] = defaultdict(list)
    for place, entry in submission.entries.items():
        at = submission.definition.line_of(place)
        if at is not None:
            stated[at].append(f"{place.table}.{place.column}={_stated(entry)}")
    return {at: _digest("\n".join(sorted(texts))) for at, texts in stated.items()}


def _stated(entry: Entry) -> str:
    """An entry to the digits that a spreadsheet keeps."""
    return entry.stated if entry.number is None else f"{float(entry.number):.{SIGNIFICANT_DIGITS}g}"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]


def line_name(definition: LineDefinition, line: Line) -> str:
    """What a line is called; empty where the definition has no pattern."""
    entries = {place.column: entry.stated for place, entry in line.entries.items()}
    return filled_in(definition.shape.name or "", entries)


def filled_in(pattern: str, texts: Mapping[str, str]) -> str:
    """A pattern of names with the texts of a line."""
    columns = {name for _, name, _, _ in Formatter().parse(pattern) if name}
    return shortened(" ".join(pattern.format_map({name: texts.get(name, "") for name in columns}).split()))
