"""What the lines of lists are called, by the definition's pattern, as are the rows of tables that stand for them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from xlsreport.checking.evaluation.conditions import is_true
from xlsreport.checking.evaluation.previous_lines import PreviousLine
from xlsreport.checking.evaluation.submission_values import Values
from xlsreport.definition.definition import LineDefinition
from xlsreport.definition.place import Place
from xlsreport.definition.tables.line_rows import line_rows
from xlsreport.submission.row_names import filled_in, line_name
from xlsreport.submission.submission import Submission
from xlsreport.values import typed_text


def name_of_previous(definition: LineDefinition, line: PreviousLine) -> str:
    """What a line of last year was called: by the pattern, or where there is none by its key."""
    said = {place.column: typed_text(value) for place, value in line.items()}
    key = " ".join(f"{{{place.column}}}" for place in definition.previous_key)
    return filled_in(definition.shape.name or key, said)


def name_of_row(submission: Submission, place: Place) -> str:
    """What the line is called for which the row of a place stands; empty where there is none, or it has no name."""
    at = submission.definition.line_of(place)
    if at is None:
        return ""
    name, number = at
    line = next((line for line in submission.lines.get(name, ()) if line.number == number), None)
    return "" if line is None else line_name(submission.definition.lines[name], line)


@lru_cache(maxsize=2)
def _rows_of_some_lines(submission: Submission) -> frozenset[tuple[str, str]]:
    """By table, the rows that there are of those that not every line has; each table of a report asks for them."""
    values, conditions = Values(submission), submission.definition.row_conditions
    return frozenset(at for at, row in conditions.items() if row.where is not None and is_true(row, values))


def named_rows(submission: Submission, table: str) -> Mapping[str, str]:
    """The rows of a table that there are for lines of a list, with what these are called, in the list's order."""
    definition = submission.definition
    rows = line_rows(definition.tables[table])
    if definition.tables[table].rows_when is not None:
        there = _rows_of_some_lines(submission)
        rows = {row: number for row, number in rows.items() if (table, row) in there}
    names = {row: name_of_row(submission, Place(table, row, "")) for row in rows}
    begun = {line.number for line in submission.lines.get(definition.tables[table].rows_from or "", ())}
    words = definition.messages
    return {row: names[row] or words("rows.line", number=number) for row, number in rows.items() if number in begun}
