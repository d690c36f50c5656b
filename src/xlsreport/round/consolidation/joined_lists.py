"""The lists of a consolidation: the lines of all agencies, one agency after the other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from xlsreport.definition.definition import Definition, LineDefinition
from xlsreport.definition.place import Place
from xlsreport.definition.tables.table_declaration import LINE
from xlsreport.round.consolidation.contributions import Contribution
from xlsreport.submission.submission import Entry, Line


def joined_lines(form: Definition, contributions: Iterable[Contribution]) -> Mapping[str, tuple[Line, ...]]:
    """The lines of each list, numbered anew, with the agency's name where the list has a column for it.

    A list that has more lines together than it has room for has none, see
    :mod:`xlsreport.round.consolidation.long_lists`.
    """
    given = list(contributions)
    lines = {name: tuple(_joined(definition, given)) for name, definition in form.lines.items()}
    return {name: found for name, found in lines.items() if 0 < len(found) <= form.lines[name].shape.most}


def joined_numbers(
    form: Definition, contributions: Iterable[Contribution]
) -> Iterator[tuple[Contribution, str, int, int]]:
    """For each line of each agency its list, its number, and its number in the consolidation."""
    given = list(contributions)
    for name in form.lines:
        lines = ((one, line) for one in given for line in one.read.lines.get(name, ()))
        yield from ((one, name, line.number, number) for number, (one, line) in enumerate(lines, start=1))


def _joined(definition: LineDefinition, contributions: Iterable[Contribution]) -> Iterator[Line]:
    number = 0
    for one in contributions:
        for line in one.read.lines.get(definition.list, ()):
            number += 1
            yield Line(number, _with_agency(definition, line.entries, one.state.agency.name))


def _with_agency(definition: LineDefinition, entries: Mapping[Place, Entry], agency: str) -> Mapping[Place, Entry]:
    column = definition.shape.agency
    if column is None:
        return entries
    place = Place(definition.list, LINE, column)
    return entries if place in entries or place not in definition.places else {**entries, place: Entry(agency)}
