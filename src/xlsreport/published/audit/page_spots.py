"""Leads from the cells of a definition's workbook, which findings name, to where the page prints what stands there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from xlsreport.checking.wording import Wording
from xlsreport.definition.place import Place
from xlsreport.layout.cells import CellRange, CellRef
from xlsreport.published.audit.audit_findings import PageSpot
from xlsreport.published.imported_report import ImportedReport, PrintedFigure
from xlsreport.submission.invisible_characters import is_blank
from xlsreport.submission.submission import Submission

MAX_SPOTS = 12
"""Spots that are named of one finding; more are a whole table, which its first spots lead to."""


class PageSpots:
    """Where the figures and texts of one published report stand."""

    def __init__(self, report: ImportedReport, submission: Submission) -> None:
        self._report, self._submission = report, submission
        self._wording = Wording(submission.definition, submission)
        self._positions = submission.positions

    def of_figure(self, place: Place) -> PageSpot:
        """Where the figure of a place is printed; without a spot where it was not found."""
        printed = self._report.figures.figures.get(place)
        return _spot_of(self._wording.place(place), printed)

    def of_areas(self, areas: Iterable[CellRange]) -> tuple[PageSpot, ...]:
        """What stands in some areas of the workbook, each once."""
        found: dict[PageSpot, None] = {}
        for area in areas:
            for spot in self._of_area(area):
                found[spot] = None
                if len(found) == MAX_SPOTS:
                    return tuple(found)
        return tuple(found)

    def _of_area(self, area: CellRange) -> Iterator[PageSpot]:
        for cell in area.cells():
            if (place := self._places.get(cell)) is not None:
                yield self.of_figure(place)
            elif (of_line := self._lines.get(cell)) is not None:
                yield of_line
            elif (paragraph := self._paragraph_at(cell)) is not None:
                yield paragraph

    def _paragraph_at(self, cell: CellRef) -> PageSpot | None:
        for section in self._submission.definition.narratives.values():
            first = self._positions.first_line(section.id)
            number = cell.row - first.row
            if cell.sheet == first.sheet and number >= 0:
                lines = self._submission.texts.get(section.id, ())[: number + 1]
                filled = sum(not is_blank(line) for line in lines)
                return PageSpot(section.heading, paragraph=filled or None)
        return None

    @cached_property
    def _places(self) -> Mapping[CellRef, Place]:
        return {self._positions.cell(place): place for place in self._submission.definition.places}

    @cached_property
    def _lines(self) -> Mapping[CellRef, PageSpot]:
        spots: dict[CellRef, PageSpot] = {}
        for name, lines in self._report.figures.lines.items():
            for number, line in enumerate(lines, start=1):
                for place in self._submission.definition.lines[name].places:
                    label = self._label_in_line(name, number, place)
                    spots[self._positions.line_cell(place, number)] = _spot_of(label, line.figures.get(place))
        return spots

    def _label_in_line(self, name: str, number: int, place: Place) -> str:
        column = self._submission.definition.lines[name].places[place].column_name
        row = self._wording.messages("rows.line", number=number)
        return self._wording.messages("checks.place", row=row, column=column)


def _spot_of(label: str, printed: PrintedFigure | None) -> PageSpot:
    return PageSpot(label) if printed is None else PageSpot(label, printed.spot, printed.printed)
