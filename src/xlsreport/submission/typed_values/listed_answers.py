"""Takes answers that must stand in a list as these are written there, whatever their case, width and blanks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TypeVar

from xlsreport.definition.definition import Definition, LineDefinition
from xlsreport.definition.figure_kinds.kind_traits import folded_answer
from xlsreport.definition.figure_kinds.kinds import AnyKind
from xlsreport.definition.place import Place
from xlsreport.submission.lines_by_column import by_columns
from xlsreport.submission.submission import Entry, Line, Submission, printed_fields

_Name = TypeVar("_Name")

Spellings = Mapping[str, str]
"""How answers are written in a list, by the folded answer; where two differ in case only, the first."""


def with_listed_answers(submission: Submission) -> Submission:
    """A submission whose answers are spelled as in the lists from which they are taken."""
    definition = submission.definition
    for source in definition.sources:  # those that take answers from others come after these
        spellings = _spellings(submission, source)
        of_tables = {place: definition.places[place].kind for place in submission.entries}
        of_cover = _spelled(definition, submission.field_entries, definition.field_kinds, source, spellings)
        submission = replace(
            submission,
            entries=_spelled(definition, submission.entries, of_tables, source, spellings),
            field_entries=of_cover,
            fields={**submission.fields, **printed_fields(definition, of_cover)},
            lines={
                name: _lines_spelled(definition.lines[name], lines, source, spellings)
                for name, lines in submission.lines.items()
            },
        )
    return submission


def _lines_spelled(
    definition: LineDefinition, lines: Sequence[Line], source: Place, spellings: Spellings
) -> Sequence[Line]:
    """Lines with those answers spelled as in a list that are taken from it."""
    taken = [place for place, facts in definition.places.items() if definition.source_of(facts.kind) == source]
    if not taken:
        return lines
    columns = by_columns(lines, definition.places)
    return columns.with_columns(
        {place: columns.column(place).changed(partial(_as_listed, spellings=spellings)) for place in taken}
    )


def _spellings(submission: Submission, source: Place) -> Spellings:
    """What stands in a column of a list."""
    answers = by_columns(submission.lines.get(source.table, ()), (source,)).column(source).stated
    return {folded_answer(answer): answer for answer in reversed(answers) if answer is not None}


def _spelled(
    definition: Definition,
    entries: Mapping[_Name, Entry],
    kinds: Mapping[_Name, AnyKind],
    source: Place,
    spellings: Spellings,
) -> Mapping[_Name, Entry]:
    """Entries with those spelled as in a list that are taken from it."""
    return {
        name: _as_listed(entry, spellings) if definition.source_of(kinds[name]) == source else entry
        for name, entry in entries.items()
    }


def _as_listed(entry: Entry, spellings: Spellings) -> Entry:
    listed = spellings.get(folded_answer(entry.stated))
    if listed is None or listed == entry.stated:
        return entry
    return replace(entry, meaning=listed, mended=True)
