"""Puts agencies' figures of rows for the lines of a list to the rows that their lines have in the consolidation.

The third line of one agency is another body than the third line of the next, so that their figures are never combined
by the number of the line.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from xlsreport.checking.line_names import line_name
from xlsreport.definition.definition import Definition
from xlsreport.definition.place import Place
from xlsreport.layout.workbook_layout import layout_of
from xlsreport.round.consolidation.combined_figures import NOT_ASKED, Figure, Unasked
from xlsreport.round.consolidation.contributions import AgencyFigures, Contribution, FigureOrder, UnusualFigure
from xlsreport.round.consolidation.lists.joined_lists import joined_numbers
from xlsreport.values import typed_text

_Value = TypeVar("_Value")

_Numbers = Mapping[tuple[str, int], int]
"""By list and number of a line of one agency, its number in the consolidation."""


def with_placed_rows(
    form: Definition, places: FigureOrder, counted: Sequence[Contribution], others: Iterable[Contribution]
) -> Mapping[str, Contribution]:
    """By code the contributions, each with the figures of such rows where their lines stand in the consolidation.

    Lines of agencies that are not counted stand where the line of the same name does, or nowhere.
    """
    known = {one.state.agency.code: one for one in (*counted, *others)}
    if not form.row_lists:
        return known
    numbers: dict[str, dict[tuple[str, int], int]] = {}
    names: dict[tuple[str, str], set[int]] = {}
    for contribution, name, own, joined in joined_numbers(form, counted):
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


def _placed(form: Definition, places: FigureOrder, read: AgencyFigures, numbers: _Numbers) -> AgencyFigures:
    own = {(name, joined): number for (name, number), joined in numbers.items()}

    def moved(order: Sequence[Place], values: Sequence[_Value]) -> tuple[_Value | Unasked, ...]:
        known = dict(zip(order, values, strict=True))
        sources = (_in_line(form, place, own) for place in order)
        return tuple(NOT_ASKED if one is None else known.get(one, NOT_ASKED) for one in sources)

    unusual = ((one, _in_line(form, one.place, numbers)) for one in read.oddities)
    oddities = [replace(one, place=place) for one, place in unusual if place is not None]
    figures = dict(zip(places.entries, read.numbers, strict=True))
    oddities += _moved(form, figures, own, {one.place for one in oddities})
    return replace(
        read,
        numbers=moved(places.entries, read.numbers),
        previous=moved(places.previous, read.previous),
        uncombined=moved(places.uncombined, read.uncombined),
        oddities=tuple(oddities),
    )


def _in_line(form: Definition, place: Place, numbers: _Numbers) -> Place | None:
    """The same place in the row of another line; itself where it is in no such row, None where that line is none."""
    at = form.line_of(place)
    if at is None:
        return place
    number = numbers.get(at)
    return None if number is None else place._replace(row=f"{at[0]}_{number}")


def _moved(
    form: Definition, figures: Mapping[Place, Figure], own: _Numbers, told: Container[Place]
) -> Iterator[UnusualFigure]:
    """The figures that stand in another row of their agency's file, by which each is traced to its cell there."""
    for place in figures:
        came = _in_line(form, place, own)
        figure = None if came is None or came == place or place in told else figures.get(came)
        if came is not None and figure is not None and not isinstance(figure, Unasked):
            yield UnusualFigure(place, layout_of(form).cell(came), typed_text(figure), ("moved",))
