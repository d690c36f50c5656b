"""Makes figures of the cells of a list's lines."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from xlsreport.definition.figure_kinds.kind_traits import NumberTraits, TextTraits
from xlsreport.definition.place import Place
from xlsreport.definition.place_facts import PlaceFacts
from xlsreport.definition.tables.table_declaration import LINE
from xlsreport.messages import Messages
from xlsreport.published.imported_report import PrintedFigure, PrintedLine, Unread
from xlsreport.published.matching.blank_marks import marks_a_blank
from xlsreport.published.matching.lists.heading_units import OtherUnit
from xlsreport.published.matching.lists.list_grid import one_line
from xlsreport.published.matching.lists.list_lines import RawCell, RawLine, RawSums
from xlsreport.published.matching.lists.printed_headings import PrintedHeadings
from xlsreport.published.matching.printed_entries import printed_entry


@dataclass
class LineFigures:
    """Reads the lines of one list.

    Attributes:
        headings: of the list.
        unread: columns that are not read at all.
        units: by column, a unit that is not its own.
        messages: the sentences of the user's language.
        not_told: the places that are not certain, with the reason.
    """

    headings: PrintedHeadings
    unread: Collection[str]
    units: Mapping[str, OtherUnit]
    messages: Messages
    not_told: list[Unread] = field(default_factory=list)

    def line(self, number: int, line: RawLine) -> PrintedLine:
        """A line; ``number`` is which of the list it is, from 1."""
        name = self.headings.list
        figures: dict[Place, PrintedFigure] = {}
        for column, facts in self.headings.facts.items():
            cell = line.cells.get(column)
            if cell is None or column in self.unread:
                continue
            if column in line.uncertain:
                reason = self.messages("imported_list.merged", text=one_line(cell.text))
                self.not_told.append(Unread(f"{name}.{number}.{column}", reason))
                continue
            figures[Place(name, LINE, column)] = self._figure(cell, facts)
        return PrintedLine(figures, line.spot)

    def _figure(self, cell: RawCell, facts: PlaceFacts) -> PrintedFigure:
        is_whole = isinstance(facts.kind.traits, TextTraits) and cell.spot.page is None  # pages have broken its lines
        text = cell.text.strip() if is_whole else one_line(cell.text)
        if marks_a_blank(text, facts, self.headings.definition):
            return PrintedFigure(text, None, cell.spot)
        unit = self.units.get(facts.place.column)
        stated = f"{text}{unit.written}" if unit is not None and unit.written and text[-1:].isdigit() else text
        return PrintedFigure(text, printed_entry(stated, facts.kind, self.headings.definition.locale), cell.spot)

    def contradicted(self, sums: RawSums, read: Sequence[PrintedLine]) -> Iterator[str]:
        """What is printed in a row of sums and is not the sum of the lines, a sentence for each."""
        for column, cell in sums.cells.items():
            facts = self.headings.facts[column]
            if column in self.unread or facts.computed or not isinstance(facts.kind.traits, NumberTraits):
                continue
            stated = self._figure(cell, facts).entry
            place = Place(self.headings.list, LINE, column)
            added = _sum(read[: sums.until or len(read)], place)
            if stated is None or stated.number is None:
                continue
            if Decimal(stated.number) not in {_sum(lines, place) for lines in _added(sums, read)}:
                yield self.messages(
                    "imported_list.sum_differs",
                    row=sums.text,
                    label=facts.column_name,
                    printed=one_line(cell.text),
                    sum=f"{added:f}",
                )


def _added(sums: RawSums, read: Sequence[PrintedLine]) -> Iterator[Sequence[PrintedLine]]:
    """The lines that a row of sums may add up: those before it, or all where it stands above them."""
    for start in sums.starts:
        yield read[start : sums.until] if sums.until else read


def _sum(lines: Sequence[PrintedLine], place: Place) -> Decimal:
    entries = (line.figures[place].entry for line in lines if place in line.figures)
    numbers = (entry.number for entry in entries if entry is not None and entry.number is not None)
    return sum(map(Decimal, numbers), Decimal(0))
