"""READING → FIGURE: what a cell says at its place, in the unit of its heading."""

from __future__ import annotations

from dataclasses import dataclass

from xlsreport.definition.definition import Definition
from xlsreport.definition.figure_kinds.kind_traits import DateTraits, NumberTraits
from xlsreport.definition.place_facts import PlaceFacts
from xlsreport.published.imported_report import PrintedFigure, Spot
from xlsreport.published.matching.blank_marks import marks_a_blank
from xlsreport.published.matching.grids.cell_grid import words_of
from xlsreport.published.matching.grids.table_bands import is_figure
from xlsreport.published.matching.labels.printed_units import is_money, named_unit, names_money, scale_below, scale_in
from xlsreport.published.matching.place_readings import Reading
from xlsreport.published.matching.printed_entries import printed_entry
from xlsreport.submission.submission import Entry
from xlsreport.submission.typed_values.entry_parsing import parse_entry


@dataclass(frozen=True, slots=True)
class ReadValue:
    """What a cell says.

    Attributes:
        figure: the figure; None where it is none for certain.
        refused: why not, as the last part of the key of the sentence that says so.
        unit: the unit of the heading from which the figure was converted.
    """

    figure: PrintedFigure | None
    refused: str | None = None
    unit: str | None = None


def read_value(reading: Reading, definition: Definition) -> ReadValue:
    """The figure of a reading."""
    facts = definition.places[reading.place]
    cell = reading.cell
    if cell is None:
        return ReadValue(PrintedFigure("", None, Spot(table=reading.printed.grid.number, row=reading.printed.row + 1)))
    spot, text = reading.printed.grid.spot(cell), words_of(cell)
    if not text or marks_a_blank(text, facts, definition):
        return ReadValue(PrintedFigure(text, None, spot))
    entry = printed_entry(text, facts.kind, definition.locale)
    is_parted = isinstance(facts.kind.traits, DateTraits) and "\n" in cell.text.strip()
    if is_parted and (entry is None or entry.meaning is None):
        return ReadValue(None, "no_date")
    if not isinstance(facts.kind.traits, NumberTraits) or entry is None or entry.not_applicable:
        return ReadValue(PrintedFigure(text, entry, spot))
    if entry.number is None and text == facts.undefined:
        return ReadValue(PrintedFigure(text, Entry(text, not_applicable=True), spot))
    if entry.number is None:
        return ReadValue(None, "not_a_number")
    unit = _foreign_unit(reading, facts, facts.kind.traits)
    if unit is None or entry.number == 0:
        return ReadValue(PrintedFigure(text, entry, spot))
    if names_money(text):  # the cell has a unit of its own, by which it was read
        return ReadValue(PrintedFigure(text, entry, spot))
    converted = parse_entry(f"{text}{unit}", facts.kind, definition.locale)
    if converted is None or converted.number is None or not is_figure(text):
        return ReadValue(None, "unit")
    number = converted.number  # not what is printed, which a workbook would hold in the unit of the form
    return ReadValue(PrintedFigure(text, Entry(number, number), spot), unit=unit)


def _foreign_unit(reading: Reading, facts: PlaceFacts, traits: NumberTraits) -> str | None:
    """The unit that the headings of a figure name, where that is not the one of its place."""
    labels = (*facts.column_labels, *facts.row_labels)
    texts = (*reading.slot.words, reading.candidates.name)
    captions = tuple(reversed(reading.printed.surroundings.texts))
    scale = next(filter(None, (*map(scale_in, texts), *map(scale_below, captions))), None)
    if scale is not None and scale not in map(scale_in, labels):
        return scale
    named = next(filter(None, map(named_unit, texts)), None)
    if named is None:
        around = next(filter(None, map(named_unit, captions)), None)
        fits = (
            around is not None
            and (_multiplies(around) if traits.is_count else True)
            and is_money(around) != traits.is_count
        )
        named = around if fits else None
    own = {traits.unit, *map(named_unit, labels)} - {None}
    if named is None or named in own:
        return None
    return named if is_money(named) or not traits.is_count or _multiplies(named) else None


def _multiplies(unit: str) -> bool:
    """Whether a unit of things counts them by tens, hundreds or thousands: 万件."""
    return unit[0] in "十百千万亿"
