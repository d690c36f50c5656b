"""Tables with a row for each line of a list: what their rows are called, and which of their figures were not read."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence

from xlsreport.definition.definition import Definition
from xlsreport.definition.place import Place
from xlsreport.messages import Messages
from xlsreport.published.imported_report import PrintedLine, Unread
from xlsreport.published.matching.labels.expected_labels import NamedLines
from xlsreport.submission.row_names import line_name
from xlsreport.submission.submission import Line

ReadLines = Mapping[str, Sequence[PrintedLine]]
"""By list, the lines that were read."""


def line_names(definition: Definition, lines: ReadLines) -> NamedLines:
    """What the lines of those lists are called from which tables take their rows."""
    return tuple((name, tuple(_names(definition, name, lines[name]))) for name in definition.row_lists if name in lines)


def _names(definition: Definition, name: str, lines: Sequence[PrintedLine]) -> Iterator[str]:
    for number, line in enumerate(lines, start=1):
        entries = {place: figure.entry for place, figure in line.figures.items() if figure.entry is not None}
        called = line_name(definition.lines[name], Line(number, entries))
        yield called or definition.messages("rows.line", number=number)


def unread_line_rows(
    definition: Definition, lines: ReadLines, read: Container[Place], messages: Messages
) -> Iterator[Unread]:
    """The places of rows for lines that have no figure; the whole table where the list was not read."""
    for table in definition.tables.values():
        if table.rows_from is None:
            continue
        if table.rows_from not in lines:
            yield Unread(table.id, messages("imported_list.rows_unknown", list=table.rows_from))
            continue
        if table.rows_when is not None:
            continue  # not every line has a row there
        for facts in definition.places_of(table.id):
            at = definition.line_of(facts.place)
            if at is not None and at[1] <= len(lines[table.rows_from]) and facts.place not in read:
                yield Unread(str(facts.place), messages("imported_list.no_row"))
