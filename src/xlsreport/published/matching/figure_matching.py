"""Finds the places of the figures that a publication's tables print.

The stages: labels lead printed rows and columns to those of the form (``grids``, ``publication_rows``,
``place_readings``); cells become figures (``printed_values``); what was assumed must add up (``confirmation``); what is
printed twice is compared (``agreed_figures``); and every place without a figure is named with the reason
(``unread_places``). Lists are read apart (``lists``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from xlsreport.definition.definition import Definition
from xlsreport.messages import Messages
from xlsreport.published.imported_report import MatchedFigures
from xlsreport.published.matching.agreed_figures import ReadFigure, agreed
from xlsreport.published.matching.confirmation import confirmed
from xlsreport.published.matching.lists.line_rows_read import line_names, unread_line_rows
from xlsreport.published.matching.lists.list_matching import match_lists
from xlsreport.published.matching.matching_notes import foreign_rows, matching_notes
from xlsreport.published.matching.matching_outcome import MatchingOutcome
from xlsreport.published.matching.place_readings import Reading, readings_of
from xlsreport.published.matching.printed_shapes.usual_shapes import in_usual_shapes
from xlsreport.published.matching.printed_values import ReadValue, read_value
from xlsreport.published.matching.publication_rows import RowCollector
from xlsreport.published.matching.surroundings.glued_text import glued_tables
from xlsreport.published.matching.unread_places import unread_places
from xlsreport.published.publication.publication import Publication


def match_figures(
    publication: Publication, definition: Definition, messages: Messages | None = None, year: int | None = None
) -> MatchedFigures:
    """The figures whose row and column are certain by their labels; all others are named as unread.

    Args:
        publication: what was published.
        definition: whose labels lead to the places.
        messages: the sentences of the user's language; by default that of the definition.
        year: that the report is about, of which the figures are taken where several stand side by side.
    """
    messages = messages or definition.messages
    of_year = None if definition.calendar.has_parts else year
    publication, shapes = in_usual_shapes(publication, definition, of_year, messages)
    lists = match_lists(publication, definition, messages)
    others = tuple(block for block in publication.blocks if getattr(block, "number", None) not in lists.tables)
    named = line_names(definition, lists.lines)
    readings = readings_of(list(RowCollector(replace(publication, blocks=others), definition, named).rows()))
    read = {
        place: [(reading, read_value(reading, definition)) for reading in several]
        for place, several in readings.found.items()
    }
    values = confirmed(read, definition)
    together = agreed({place: list(_figures(several)) for place, several in values.items()})
    outcome = MatchingOutcome(readings, values, together, glued_tables(publication, definition))
    unread = tuple(unread_places(definition, outcome, messages))
    nobodys = unread_line_rows(definition, lists.lines, together.figures, messages)
    notes = (*shapes, *matching_notes(outcome, messages))
    named_unread = (*unread, *lists.unread, *nobodys)
    foreign = tuple(foreign_rows(readings))
    return MatchedFigures(together.figures, lists.lines, named_unread, notes + lists.notes, foreign)


def _figures(several: Iterable[tuple[Reading, ReadValue]]) -> Iterator[ReadFigure]:
    for reading, value in several:
        if value.figure is not None:
            yield ReadFigure(value.figure, reading.printed.grid)
