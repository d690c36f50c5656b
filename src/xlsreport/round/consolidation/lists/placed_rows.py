"""Puts agencies' figures of rows for the lines of a list to the rows that their lines have in the consolidation.

The third line of one agency is another body than the third line of the next, so that their figures are never combined
by the number of the line.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from xlsreport.definition.definition import Definition
from xlsreport.definition.figure_kinds.number_kinds import Combine
from xlsreport.definition.place import Place
from xlsreport.errors import RoundError
from xlsreport.layout.workbook_layout import layout_of
from xlsreport.messages import Messages
from xlsreport.round.combined_figures import NOT_ASKED, Figure, Figures, Unasked, combine
from xlsreport.round.consolidation.contributions import AgencyFigures, Contribution, FigureOrder, UnusualFigure
from xlsreport.round.consolidation.lists.joined_lists import joined_numbers
from xlsreport.submission.row_names import line_name
from xlsreport.values import typed_text

_Numbers = Mapping[tuple[str, int], int]
"""By list and number of a line of one agency, its number in the consolidation."""


def with_placed_rows(
    form: Definition,
    places: FigureOrder,
    counted: Sequence[Contribution],
    others: Iterable[Contribution],
    messages: Messages,
) -> Mapping[str, Contribution]:
    """By code the contributions, each with the figures of such rows where their lines stand in the consolidation.

    Lines of agencies that are not counted stand where the line of the same name does, or nowhere.

    Raises:
        RoundError: the list has more lines together than it has room for.
    """
    known = {one.state.agency.code: one for one in (*counted, *others)}
    if not form.row_lists:
        return known
    numbers: dict[str, dict[tuple[str, int], int]] = {}
    names: dict[tuple[str, str], set[int]] = {}
    for contribution, name, own, joined in joined_numbers(form, counted):
        _refuse_too_many(form, name, joined, messages)
        numbers.setdefault(contribution.state.agency.code, {})[name, own] = joined
        line = next(line for line in contribution.read.lines[name] if line.number == own)
        names.setdefault((name, line_name(form.lines[name], line).casefold()), set()).add(joined)
    for code, one in known.items():
        if code not in numbers:
            numbers[code] = dict(_by_name(form, one, names))
    return {
        code: replace(one, read=_placed(form, places, one.read, numbers.get(code, {}))) for code, one in known.items()
    }


def _by_name(
    form: Definition, one: Contribution, names: Mapping[tuple[str, str], set[int]]
) -> Iterable[tuple[tuple[str, int], int]]:
    for name in form.row_lists:
        for line in one.read.lines.get(name, ()):
            found = names.get((name, line_name(form.lines[name], line).casefold()), set())
            if len(found) == 1:
                yield (name, line.number), next(iter(found))


def _refuse_too_many(form: Definition, name: str, count: int, messages: Messages) -> None:
    """Refuse a list without room for all lines: figures of a part of its bodies would look like those of all."""
    most = form.lines[name].shape.most
    if name in form.row_lists and count > most:
        table = form.lists[name]
        words = {"list": table.title or name, "count": count, "most": most}
        raise RoundError(messages("consolidate.too_many_rows", **words))


def _placed(form: Definition, places: FigureOrder, read: AgencyFigures, numbers: _Numbers) -> AgencyFigures:
    own: dict[tuple[str, int], list[int]] = {}
    for (name, number), joined in numbers.items():
        own.setdefault((name, joined), []).append(number)

    def moved(order: Sequence[Place], values: Figures, hows: Sequence[Combine]) -> Figures:
        known = dict(zip(order, values, strict=True))
        rows = ([known.get(one, NOT_ASKED) for one in _sources(form, place, own)] for place in order)
        return tuple(_one_of(figures, how) for figures, how in zip(rows, hows, strict=True))

    entries = dict(zip(places.uncombined, read.uncombined, strict=True))
    lone = ((place, list(_sources(form, place, own))) for place in places.uncombined)
    unusual = ((one, _in_line(form, one.place, numbers)) for one in read.oddities)
    oddities = [replace(one, place=place) for one, place in unusual if place is not None]
    figures = dict(zip(places.entries, read.numbers, strict=True))
    oddities += _moved(form, figures, own, {one.place for one in oddities})
    return replace(
        read,
        numbers=moved(places.entries, read.numbers, places.hows),
        previous=moved(places.previous, read.previous, places.previous_hows),
        # What several lines of one agency state and no rule combines is left to be written.
        uncombined=tuple(
            NOT_ASKED if not sources else entries.get(sources[0], NOT_ASKED) if len(sources) == 1 else None
            for _, sources in lone
        ),
        oddities=tuple(oddities),
    )


def _one_of(figures: Sequence[Figure], how: Combine) -> Figure:
    """What the lines of one agency that became one have together."""
    return NOT_ASKED if not figures else figures[0] if len(figures) == 1 else combine(how, figures)


def _sources(form: Definition, place: Place, own: Mapping[tuple[str, int], Sequence[int]]) -> Iterator[Place]:
    """The places of an agency's report that stand at a place of the consolidation."""
    at = form.line_of(place)
    if at is None:
        yield place
    else:
        yield from (place._replace(row=f"{at[0]}_{number}") for number in own.get(at, ()))


def _in_line(form: Definition, place: Place, numbers: _Numbers) -> Place | None:
    """The same place in the row of another line; itself where it is in no such row, None where that line is none."""
    at = form.line_of(place)
    if at is None:
        return place
    number = numbers.get(at)
    return None if number is None else place._replace(row=f"{at[0]}_{number}")


def _moved(
    form: Definition,
    figures: Mapping[Place, Figure],
    own: Mapping[tuple[str, int], Sequence[int]],
    told: Container[Place],
) -> Iterator[UnusualFigure]:
    """The figures that stand in another row of their agency's file, by which each is traced to its cell there."""
    for place in figures:
        for came in _sources(form, place, own):
            figure = None if came == place or place in told else figures.get(came)
            if figure is not None and not isinstance(figure, Unasked):
                yield UnusualFigure(place, layout_of(form).cell(came), typed_text(figure), ("moved",))
