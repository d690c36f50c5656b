"""What the lines of lists are called, by the definition's pattern, as are the rows of tables that stand for them."""

from __future__ import annotations

from string import Formatter

from xlsreport.definition.definition import LineDefinition
from xlsreport.definition.place import Place
from xlsreport.submission.submission import Line, Submission, shortened


def line_name(definition: LineDefinition, line: Line) -> str:
    """What a line is called; empty where the definition has no pattern."""
    pattern = definition.shape.name or ""
    entries = {place.column: entry.stated for place, entry in line.entries.items()}
    columns = {name for _, name, _, _ in Formatter().parse(pattern) if name}
    return shortened(pattern.format_map({name: entries.get(name, "") for name in columns}).strip())


def name_of_row(submission: Submission, place: Place) -> str:
    """What the line is called for which the row of a place stands; empty where there is none, or it has no name."""
    at = submission.definition.line_of(place)
    if at is None:
        return ""
    name, number = at
    line = next((line for line in submission.lines.get(name, ()) if line.number == number), None)
    return "" if line is None else line_name(submission.definition.lines[name], line)
