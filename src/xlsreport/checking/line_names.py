"""What the lines of lists are called, by the definition's pattern, as are the rows of tables that stand for them."""

from __future__ import annotations

from collections.abc import Mapping

from xlsreport.checking.evaluation.previous_lines import PreviousLine
from xlsreport.definition.definition import LineDefinition
from xlsreport.definition.place import Place
from xlsreport.definition.tables.line_rows import line_rows
from xlsreport.submission.row_names.named_lines import filled_in, line_name
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


def named_rows(submission: Submission, table: str) -> Mapping[str, str]:
    """The rows of a table for those lines of a list that are begun, with what these are called, in the list's order."""
    rows = line_rows(submission.definition.tables[table])
    names = {row: name_of_row(submission, Place(table, row, "")) for row in rows}
    begun = {line.number for line in submission.lines.get(submission.definition.tables[table].rows_from or "", ())}
    words = submission.definition.messages
    return {row: names[row] or words("rows.line", number=number) for row, number in rows.items() if number in begun}
