"""Reads an agency's figures and comments from the file that it sent."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Literal

from xlsreport.checking.evaluation.previous_lines import PreviousLine
from xlsreport.checking.evaluation.submission_values import Values
from xlsreport.definition.combining import combination_by_place
from xlsreport.definition.definition import Definition
from xlsreport.definition.figure_kinds.kind_traits import mark_of
from xlsreport.definition.figure_kinds.number_kinds import Combine
from xlsreport.definition.place import Place
from xlsreport.errors import RejectedWorkbookError, RoundError
from xlsreport.layout.cells import CellRange, CellRef
from xlsreport.parallel.ordered_map import Worker, each
from xlsreport.round.combined_figures import NOT_ASKED, Figure, Figures
from xlsreport.round.consolidation.uncombined_entries import UncombinedEntry
from xlsreport.round.counting.round_state import AgencyState
from xlsreport.round.folder import Round
from xlsreport.round.ledger.records import Receipt
from xlsreport.round.processing.parallel_map import map_in_order
from xlsreport.round.processing.round_reader import RoundReader, open_reader
from xlsreport.submission.submission import Entry, Line, Submission
from xlsreport.values import typed_text

Reason = Literal["moved", "mended", "nil"]
"""Why a figure is not simply the number in its cell of the form: it is in another cell, its text had to be normalised,
or there is none, since its table is declared to be all zero."""


@dataclass(frozen=True, slots=True)
class UnusualFigure:
    """A figure that needs an explanation: its cell in the file, and what was typed there.

    ``place`` is a figure's, or the first of a table that is declared to be all zero.
    """

    place: Place
    cell: CellRef
    typed: str
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class AgencyFigures:
    """The figures of one file, this year's and last year's, in the order of :class:`FigureOrder`, and unusual ones.

    ``uncombined`` are the entries that no rule combines, ``comments`` the words below tables by their names. ``kinds``
    are the kinds of bodies whose form it is; none where it is the whole form. ``line_cells`` are the cells of the
    entries of each of the ``lines``, ``previous_lines`` the lines of last year that its workbook shows.
    """

    numbers: Figures
    previous: Figures
    oddities: tuple[UnusualFigure, ...]
    lines: Mapping[str, Sequence[Line]]
    kinds: tuple[str, ...] = ()
    uncombined: tuple[UncombinedEntry, ...] = ()
    comments: Mapping[str, str] = field(default_factory=dict)
    line_cells: Mapping[str, tuple[CellRange, ...]] = field(default_factory=dict)
    previous_lines: Mapping[str, tuple[PreviousLine, ...]] = field(default_factory=dict)

    def in_order(self, now: FigureOrder, wanted: FigureOrder) -> AgencyFigures:
        """The same figures in another order, which may lack some."""
        numbers = dict(zip(now.entries, self.numbers, strict=True))
        previous = dict(zip(now.previous, self.previous, strict=True))
        uncombined = dict(zip(now.uncombined, self.uncombined, strict=True))
        return replace(
            self,
            numbers=tuple(map(numbers.__getitem__, wanted.entries)),
            previous=tuple(map(previous.__getitem__, wanted.previous)),
            uncombined=tuple(map(uncombined.__getitem__, wanted.uncombined)),
        )


@dataclass(frozen=True, slots=True)
class Contribution:
    """An agency and the figures that it sent."""

    state: AgencyState
    receipt: Receipt
    read: AgencyFigures


@dataclass(frozen=True, slots=True)
class FigureOrder:
    """The order of figures: the places of combined entries and of last year's figures, and how each is combined.

    ``uncombined`` are the places of entries that are not combined, but may be not applicable.
    """

    entries: tuple[Place, ...]
    hows: tuple[Combine, ...]
    previous: tuple[Place, ...]
    previous_hows: tuple[Combine, ...]
    uncombined: tuple[Place, ...]


def figure_order(definition: Definition) -> FigureOrder:
    """The places that a consolidation combines."""
    how = combination_by_place(definition)
    asked = [place for place, facts in definition.places.items() if not facts.computed]
    asked += definition.calculated_fields
    entries = tuple(place for place in asked if how[place] != "none")
    previous = definition.previous_places
    return FigureOrder(
        entries,
        tuple(map(how.__getitem__, entries)),
        previous,
        tuple(map(how.__getitem__, previous)),
        tuple(place for place in asked if how[place] == "none" and _may_have_one_answer(definition, place)),
    )


def _may_have_one_answer(definition: Definition, place: Place) -> bool:
    """Whether only one agency may have anything to state: of what may be not applicable, or of a line of its own."""
    return bool(mark_of(definition.facts(place).kind.traits)) or definition.line_of(place) is not None


def contributions(
    round_: Round, states: Iterable[AgencyState], *, processes: int | None = None
) -> Iterator[Contribution]:
    """The figures of agencies whose submission counts, in their order.

    Raises:
        LedgerError: the ledger cannot be read.
        RoundError: a file in it cannot be read any more, or is not the one that was recorded; or a process ended early.
    """
    chosen = [(one, one.current) for one in states if one.current is not None]
    receipts = [receipt for _, receipt in chosen]
    found = map_in_order(_reading, round_, receipts, processes)
    for (state, receipt), read in zip(chosen, found, strict=True):
        yield Contribution(state, receipt, read)


@contextmanager
def _reading(round_: Round) -> Iterator[Worker[Receipt, AgencyFigures]]:
    with open_reader(round_) as reader:
        yield each(_FigureReader(reader).read)


class _FigureReader:
    """Reads the figures of one received file after the other."""

    def __init__(self, reader: RoundReader) -> None:
        self._reader = reader
        self._messages = reader.round.messages
        self._places = figure_order(reader.round.definition)

    def read(self, receipt: Receipt) -> AgencyFigures:
        """The figures of the file that a receipt is about."""
        submission = self._submission(receipt)
        values = Values(submission)
        form = submission.definition
        asked = {*form.places, *map(Place.of_field, form.cover_fields)}

        def shown(place: Place) -> Figure:
            is_asked = place in asked and not values.is_left_blank(place)
            return values.shown(place) if is_asked else NOT_ASKED

        def before(place: Place) -> Figure:
            return submission.previous.get(place) if place in asked else NOT_ASKED

        def entered(place: Place) -> UncombinedEntry:
            if place not in asked or values.is_left_blank(place):
                return NOT_ASKED
            zero = values.at(place)  # under a nil return
            return submission.entry(place) or (None if zero is None else Entry(zero, zero))

        return AgencyFigures(
            tuple(map(shown, self._places.entries)),
            tuple(map(before, self._places.previous)),
            tuple(self._oddities(submission)),
            submission.lines,
            submission.definition.variant,
            tuple(map(entered, self._places.uncombined)),
            {name: text for name in submission.definition.comments if (text := submission.fields.get(name))},
            {name: tuple(_cells_of(submission, name)) for name in submission.lines},
            {name: tuple(before.by_number.values()) for name, before in values.previous_lines.items()},
        )

    def _submission(self, receipt: Receipt) -> Submission:
        messages = self._messages
        try:
            submission = self._reader.received_submission(receipt)
        except RejectedWorkbookError as error:
            values = {"number": receipt.number, "code": receipt.code, "reason": error}
            raise RoundError(messages("consolidate.unreadable", **values)) from None
        data = self._reader.ledger.file_of(receipt.number) or b""  # the file as it was received, possibly encrypted
        if hashlib.sha256(data).hexdigest() != receipt.sha256:
            raise RoundError(messages("consolidate.other_file", number=receipt.number, code=receipt.code))
        return submission

    def _oddities(self, submission: Submission) -> Iterator[UnusualFigure]:
        positions = submission.positions
        for table in sorted(submission.nil_returns):
            blank = [p for p in self._places.entries if p.table == table and p not in submission.entries]
            cell = positions.nil(table)
            if blank and cell is not None:
                yield UnusualFigure(blank[0], cell, self._messages("table.yes"), ("nil",))
        for place in self._places.entries:
            entry = submission.entry(place)
            if entry is not None:
                cell = positions.cell(place)
                moved: tuple[Reason, ...] = ("moved",) if cell != positions.layout.cell(place) else ()
                mended: tuple[Reason, ...] = ("mended",) if entry.mended else ()
                if moved or mended:
                    yield UnusualFigure(place, cell, typed_text(entry.typed), moved + mended)


def _cells_of(submission: Submission, name: str) -> Iterator[CellRange]:
    """Where the entries of each line of a list stand in the file."""
    places = submission.definition.lines[name].entry_places(name)
    for line in submission.lines[name]:
        cells = [submission.positions.line_cell(place, line.number) for place in places]
        yield min(cells, key=lambda cell: cell.column).to(max(cells, key=lambda cell: cell.column))
