"""Takes figures and texts out of last year's submission, for the rules that compare two years."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from xlsreport.checking.evaluation.lists.line_values import LineValues
from xlsreport.checking.evaluation.submission_values import Values
from xlsreport.checking.wording import Wording
from xlsreport.definition.definition import Definition
from xlsreport.definition.figure_kinds.kinds import is_numeric
from xlsreport.definition.place import Place
from xlsreport.definition.succession.succession import Succession, multiplied, succession_between
from xlsreport.definition.tables.line_rows import carried_from
from xlsreport.errors import PreviousError
from xlsreport.submission.submission import PreviousTexts, PreviousValue, Submission
from xlsreport.values import Number

_NAMED = 5
"""Places that a sentence names; ``describe`` lists all."""


def previous_figures(
    definition: Definition,
    year: int | None,
    previous: Submission,
    places: Iterable[Place] | None = None,
    *,
    part: int | None = None,
) -> Mapping[Place, Number]:
    """The figures of last year that this year's rules need, entered or recomputed, where last year's form had them.

    Args:
        definition: this year's definition.
        year: this year, where it is known.
        previous: last year's submission, of the same definition or of an edition that it succeeds.
        part: this half year, quarter or month, where the definition has such periods.
        places: those whose figures are wanted, such as ``definition.pictured_places``; by default those of the rules.

    Raises:
        PreviousError: ``previous`` is of another report, or not of the year before.
    """
    messages = definition.messages
    found = previous.definition.name
    if found not in definition.predecessors:
        raise PreviousError(messages("previous.definition", found=found, expected=", ".join(definition.predecessors)))
    if year is not None and previous.year is not None:
        expected = definition.calendar.before(year, part)
        if (previous.year, previous.part) != expected:
            found_period = previous.definition.calendar.in_sentences(previous.year, previous.part)
            names = {"found": found_period, "expected": definition.calendar.in_sentences(*expected)}
            raise PreviousError(messages(f"previous.{definition.calendar.asked}", **names))
    values, succession = Values(previous), succession_between(previous.definition, definition)
    wanted = definition.previous_places if places is None else places
    # A row for a line of a list may have been that of another line: these are found by the keys of the lines.
    shared = (place for place in wanted if definition.line_of(place) is None)
    return {place: number for place in shared if (number := succession.number(place, values.at)) is not None}


def previous_values(
    definition: Definition, year: int | None, previous: Submission, *, part: int | None = None
) -> Mapping[Place, PreviousValue]:
    """The figures of :func:`previous_figures`, and of last year's lines what this year's are compared with.

    The places of lines have the numbers of the lines: those that were filled are numbered from 1.

    Raises:
        PreviousError: as :func:`previous_figures`, or a list had more lines than there is room for now.
    """
    figures = previous_figures(definition, year, previous, part=part)
    values, succession = Values(previous), succession_between(previous.definition, definition)
    lines: dict[Place, PreviousValue] = {}
    for name, carried in definition.carried.items():
        there = [(before, line) for before in succession.lists_before(name) for line in values.lines[before].lines]
        if len(there) > definition.lines[name].shape.most:
            room = definition.lines[name].shape.most
            raise PreviousError(definition.messages("previous.lines", name=name, count=len(there), room=room))
        of_rows = definition.carried_figures.get(name, {})
        for number, (before, line) in enumerate(there, start=1):
            for place in carried:
                if place in of_rows:
                    value = _of_row(values, carried_from(place, f"{name}_{line.line.number}"), before, succession)
                else:
                    value = _value(line, place, succession)
                if value is not None and value != "":
                    lines[place._replace(row=str(number))] = value
    return {**figures, **lines}


def _value(line: LineValues, place: Place, succession: Succession) -> PreviousValue | None:
    """What a line had in the column that leads to one of this year's, where it had that column."""
    places = line.submission.definition.places
    source = next((one for one in succession.sources(place) if one in places), None)
    if source is None:
        return None
    if is_numeric(places[source].kind):
        number, change = line.at(source), succession.place(source).change
        return None if number is None else multiplied(number, None if change is None else change.times)
    entry = line.line.entries.get(source)
    return None if entry is None else " ".join(entry.stated.split())


def _of_row(values: Values, place: Place, before: str, succession: Succession) -> PreviousValue | None:
    """What stood in the row for a line of last year, where that form had one for each line of a list, too."""
    lists = {(succession.earlier.line_of(source) or ("", 0))[0] for source in succession.sources(place)}
    return succession.number(place, values.at) if lists == {before} else None


def places_lacking(
    definition: Definition, earlier: Definition, places: Iterable[Place] | None = None
) -> tuple[Place, ...]:
    """The places whose earlier figures are wanted, and that an earlier form does not have.

    Args:
        definition: the present definition.
        earlier: that of an earlier submission.
        places: those whose figures are wanted; by default those of the rules.
    """
    wanted, succession = (
        definition.previous_places if places is None else places,
        succession_between(earlier, definition),
    )
    return tuple(place for place in wanted if not succession.sources(place))


def sentence_on_lacking(definition: Definition, earlier: str, lacking: Sequence[Place]) -> str:
    """A sentence about :func:`places_lacking` of an earlier form, called ``id/edition``."""
    messages, wording = definition.messages, Wording(definition)
    named = [messages("previous.lacking_place", name=wording.place(place), place=place) for place in lacking[:_NAMED]]
    names = messages("previous.comma").join(named)
    if len(lacking) > _NAMED:
        names = messages("previous.and_more", names=names, count=len(lacking) - _NAMED)
    return messages("previous.lacking", edition=earlier, count=len(lacking), names=names)


def previous_texts(definition: Definition, previous: Submission) -> PreviousTexts:
    """The paragraphs of last year's submission in the sections that this year's form has, too.

    Args:
        definition: this year's definition.
        previous: last year's submission, of which :func:`previous_figures` has made sure that it will do.
    """
    succession = succession_between(previous.definition, definition)
    found: dict[str, tuple[str, ...]] = {}
    for section in previous.definition.narratives:
        led = succession.destination(section)
        if led.name in definition.narratives and led.is_led:
            found[led.name] = (*found.get(led.name, ()), *previous.paragraphs(section))
    in_order = {section: found[section] for section in definition.narratives if section in found}
    return PreviousTexts(previous.agency, in_order)


def with_previous_year(submission: Submission, previous: Submission) -> Submission:
    """A submission with last year's figures and texts as last year's submission has them.

    Raises:
        PreviousError: ``previous`` is of another report, or not of the year before.
    """
    definition = submission.definition
    figures = previous_values(definition, submission.year, previous, part=submission.part)
    return submission.with_previous(figures, previous_texts(definition, previous))
