"""What a line of a list is called, by the definition's pattern."""

from __future__ import annotations

from collections.abc import Mapping
from string import Formatter

from xlsreport.definition.definition import LineDefinition
from xlsreport.submission.submission import Line, shortened


def line_name(definition: LineDefinition, line: Line) -> str:
    """What a line is called; empty where the definition has no pattern."""
    entries = {place.column: entry.stated for place, entry in line.entries.items()}
    return filled_in(definition.shape.name or "", entries)


def filled_in(pattern: str, texts: Mapping[str, str]) -> str:
    """A pattern of names with the texts of a line."""
    columns = {name for _, name, _, _ in Formatter().parse(pattern) if name}
    return shortened(" ".join(pattern.format_map({name: texts.get(name, "") for name in columns}).split()))
