"""The lists of a consolidation: the lines of all agencies, one below the other, or made one where they are the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from xlsreport.definition.definition import Definition, LineDefinition
from xlsreport.errors import RoundError
from xlsreport.messages import Messages
from xlsreport.round.combined_figures import significant_digits
from xlsreport.round.consolidation.contributions import Contribution
from xlsreport.round.consolidation.lists.combined_lines import JoinedLine, LineCombiner, SourceLine, groups_of
from xlsreport.values import SIGNIFICANT_DIGITS, Number, number_text


def joined_lines(
    form: Definition, contributions: Iterable[Contribution], messages: Messages
) -> Mapping[str, tuple[JoinedLine, ...]]:
    """The lines of each list, numbered anew, with the agency's name where the list has a column for it.

    Lines stand in the order of the agencies and within each as they were; one that is made of several stands where the
    first of them would.

    A list that has more lines together than it has room for has none, see
    :mod:`xlsreport.round.consolidation.lists.lists_left_out`.

    Raises:
        RoundError: a sum has more digits than a spreadsheet keeps.
    """
    given = list(contributions)
    lines = {name: tuple(_joined(definition, given, form.messages)) for name, definition in form.lines.items()}
    for name, definition in form.lines.items():
        _refuse_long(definition, lines[name], messages)
    return {name: found for name, found in lines.items() if 0 < len(found) <= form.lines[name].shape.most}


def joined_counts(form: Definition, contributions: Iterable[Contribution]) -> Mapping[str, int]:
    """How many lines each list has in the consolidation, whether there is room for them or not."""
    given = list(contributions)
    return {
        name: sum(1 for _ in groups_of(definition, _sources(definition, given)))
        for name, definition in form.lines.items()
    }


def joined_numbers(
    form: Definition, contributions: Iterable[Contribution]
) -> Iterator[tuple[Contribution, str, int, int]]:
    """For each line of each agency its list, its number, and its number in the consolidation."""
    given = list(contributions)
    for name, definition in form.lines.items():
        for number, sources in enumerate(groups_of(definition, _sources(definition, given)), start=1):
            yield from ((source.contribution, name, source.line.number, number) for source in sources)


def _joined(
    definition: LineDefinition, contributions: Iterable[Contribution], messages: Messages
) -> Iterator[JoinedLine]:
    combiner = LineCombiner(definition, messages)
    for number, sources in enumerate(groups_of(definition, _sources(definition, contributions)), start=1):
        yield combiner.combined(number, sources)


def _sources(definition: LineDefinition, contributions: Iterable[Contribution]) -> Iterator[SourceLine]:
    for one in contributions:
        lines, cells = one.read.lines.get(definition.list, ()), one.read.line_cells.get(definition.list, ())
        for line, where in zip(lines, cells, strict=True):
            yield SourceLine(one, line, where)


def _refuse_long(definition: LineDefinition, lines: Iterable[JoinedLine], messages: Messages) -> None:
    """Refuse a sum that no spreadsheet keeps exactly."""
    for joined in lines:
        for place, entry in joined.line.entries.items():
            if isinstance(entry.typed, Number) and significant_digits(entry.typed) > SIGNIFICANT_DIGITS:
                column = definition.places[place].column_name
                words = {
                    "place": messages("checks.place", row=joined.line.number, column=column),
                    "number": number_text(entry.typed),
                    "limit": SIGNIFICANT_DIGITS,
                }
                raise RoundError(messages("consolidate.too_long", **words))
