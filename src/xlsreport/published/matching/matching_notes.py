"""Says what was found besides the figures: rows that the form does not have, labels that were only alike, units."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xlsreport.messages import Messages
from xlsreport.published.imported_report import ForeignRow, Spot
from xlsreport.published.matching.grids.cell_grid import words_of
from xlsreport.published.matching.labels.label_likeness import Likeness
from xlsreport.published.matching.matching_outcome import MatchingOutcome
from xlsreport.published.matching.place_readings import Reading, Readings
from xlsreport.published.matching.publication_rows import PrintedRow
from xlsreport.published.matching.unread_places import spot_words
from xlsreport.submission.submission import shortened


def matching_notes(outcome: MatchingOutcome, messages: Messages) -> Sequence[str]:
    """The sentences, each once."""
    said = (
        *_alike(outcome, messages),
        *_converted(outcome, messages),
        *_unknown(outcome, messages),
        *_blank(outcome, messages),
    )
    return tuple(dict.fromkeys(said))


def _alike(outcome: MatchingOutcome, messages: Messages) -> Iterator[str]:
    """Labels that were taken for others, where a figure was read by them."""
    for place, several in outcome.values.items():
        for reading, _ in several if place in outcome.together.figures else ():
            for printed, label in _taken_for(reading):
                yield messages("matching.note_alike", printed=shortened(printed), label=shortened(label))


def _taken_for(reading: Reading) -> Iterator[tuple[str, str]]:
    column, line = reading.slot.column, reading.line
    if _is_doubtful(reading.slot.likeness) and column is not None and column.own is not None and reading.slot.words:
        yield reading.slot.words[0], column.own.words[0]
    if _is_doubtful(reading.candidates.likeness) and line.own is not None:
        yield reading.candidates.name, line.own.words[0]


def _is_doubtful(likeness: Likeness | None) -> bool:
    return likeness is not None and likeness < Likeness.VARIANT


def _converted(outcome: MatchingOutcome, messages: Messages) -> Iterator[str]:
    for several in outcome.values.values():
        for _, value in several:
            if value.unit is not None and value.figure is not None and value.figure.entry is not None:
                where = spot_words(value.figure.spot, messages)
                number = value.figure.entry.number
                yield messages(
                    "matching.note_unit", where=where, printed=value.figure.printed, unit=value.unit, number=number
                )


def _blank(outcome: MatchingOutcome, messages: Messages) -> Iterator[str]:
    """Says that nothing at all is filled in, as on a form that was published empty."""
    figures = outcome.together.figures.values()
    if figures and all(figure.entry is None for figure in figures):
        yield messages("matching.note_blank", count=len(figures))


def _unknown(outcome: MatchingOutcome, messages: Messages) -> Iterator[str]:
    for printed in outcome.readings.unknown:
        figures = " ".join(filter(None, map(words_of, printed.grid.rows[printed.row])))
        yield messages("matching.note_unknown", row=shortened(figures), where=_where(printed, messages))


def foreign_rows(readings: Readings) -> Iterator[ForeignRow]:
    """The rows with figures that the form does not have."""
    for printed in readings.unknown:
        words = tuple(filter(None, map(words_of, printed.grid.rows[printed.row])))
        yield ForeignRow(words, _spot_of(printed))


def _where(printed: PrintedRow, messages: Messages) -> str:
    return spot_words(_spot_of(printed), messages)


def _spot_of(printed: PrintedRow) -> Spot:
    page = next((cell.page for cell in printed.grid.rows[printed.row]), None)
    row = None if printed.grid.is_turned or printed.grid.number is None else printed.row + 1
    return Spot(page, printed.grid.number, row)
