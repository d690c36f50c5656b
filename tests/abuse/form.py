"""A filled form of one edition: the workbook that the abuses are done to, and where everything in it stands."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property
from itertools import count

from support.definitions import loaded
from xlsreport import Definition, Place, Submission, new_submission
from xlsreport.checking.evaluation.submission_values import Values
from xlsreport.layout.cells import CellRange, CellRef
from xlsreport.layout.checklines import CaseLine
from xlsreport.layout.sheet_layouts import NarrativeLayout, TableLayout
from xlsreport.layout.workbook_layout import Layout, layout_of

EDITIONS = ("2019", "2021")
AGENCY, YEAR = "示例省人民政府", 2025
_STEP = 3
"""Figures are as far apart, so that no two are equal and each sum tells what it is made of."""


@dataclass(frozen=True, eq=False)
class Form:
    """One edition of the official form, completely and correctly filled in."""

    edition: str
    submission: Submission

    @cached_property
    def definition(self) -> Definition:
        """What is reported."""
        return self.submission.definition

    @cached_property
    def layout(self) -> Layout:
        """Where it stands."""
        return layout_of(self.definition)

    @property
    def cover(self) -> str:
        """The name of the cover's sheet."""
        return self.layout.cover.sheet

    @property
    def requests(self) -> TableLayout:
        """The table with the most rows."""
        return self.layout.tables["requests"]

    @property
    def overview(self) -> NarrativeLayout:
        """The first section of paragraphs."""
        return self.layout.narratives["overview"]

    def cell(self, name: str) -> CellRef:
        """The cell of a figure named ``row.column`` in the table of requests, or by a full name."""
        return self.layout.cell(self.place(name))

    def place(self, name: str) -> Place:
        """The place that such a name means."""
        return Place.parse(name if name.count(".") == 2 else f"requests.{name}")

    def area(self, first: str, last: str) -> CellRange:
        """The cells from one figure to another."""
        return self.cell(first).to(self.cell(last))

    def figure(self, name: str) -> int:
        """What the form says there; computed figures included."""
        return int(self._values.at(self.place(name)) or 0)

    @cached_property
    def _values(self) -> Values:
        return Values(self.submission)

    def label(self, text: str) -> CellRef:
        """The cell of a label of the table of requests, by the beginning of its words."""
        return next(
            self.requests.label_cell(label) for label in self.requests.grid.labels if label.text.startswith(text)
        )

    def status(self, key: str) -> CellRef:
        """The cell of the checks sheet that says whether a case of a rule holds."""
        line = next(line for line in self.layout.checks.rows if isinstance(line, CaseLine) and line.case.key == key)
        return self.layout.checks.cell(line, "status")


@cache
def form(edition: str) -> Form:
    """The filled form of an edition."""
    definition = loaded(f"cn-gov-info-disclosure/{edition}")
    numbers = count(101, _STEP)
    previous = {place: next(numbers) for place in definition.previous_places}
    figures = {place: next(numbers) for table in definition.tables for place in definition.entry_places(table)}
    _balance(definition, figures, previous)
    assert len(set(figures.values())) == len(figures), "two figures are equal"
    entries = {str(place): number for place, number in figures.items()}
    texts = {name: [f"{name} {number}" for number in range(1, 4)] for name in definition.narratives}
    fields = {name: f"{name}-1" for name in definition.fields}
    submission = new_submission(
        definition, agency=AGENCY, year=YEAR, entries={**entries, **texts, **fields}, previous=previous
    )
    return Form(edition, submission)


def _balance(definition: Definition, figures: dict[Place, int], previous: dict[Place, int]) -> None:
    """Make every rule of the form hold: those across years, then the balance of each column."""
    for place in figures:
        match place.row, place.column:
            case row, "valid":
                at = {column: Place(place.table, row, column) for column in ("valid", "issued", "abolished")}
                figures[place] = previous[at["valid"]] + figures[at["issued"]] - figures[at["abolished"]]
            case row, "items_last_year":
                change = Place(place.table, row, "change")
                figures[place] = previous[place] + previous[change]
            case "carried_in", column:
                figures[place] = previous[Place(place.table, "carried_out", column)]
    total = Place("requests", "carried_out", "all")
    previous[total] = sum(number for place, number in previous.items() if place.row == "carried_out" and place != total)
    columns = {place.column for place in figures if place.table == "requests"}
    for column in columns:
        at = {place.row: place for place in figures if (place.table, place.column) == ("requests", column)}
        disposed = sum(
            figures[place] for row, place in at.items() if row not in ("received", "carried_in", "carried_out")
        )
        figures[at["received"]] = disposed + figures[at["carried_out"]] - figures[at["carried_in"]]
    received = [number for place, number in figures.items() if (place.table, place.row) == ("requests", "received")]
    previous[Place("requests", "received", "all")] = sum(received)  # a form whose figures are those of last year


def down(cell: CellRef, rows: int = 1) -> CellRef:
    """The cell so many rows below."""
    return CellRef(cell.sheet, cell.row + rows, cell.column)


def right(cell: CellRef, columns: int = 1) -> CellRef:
    """The cell so many columns to the right."""
    return CellRef(cell.sheet, cell.row, cell.column + columns)
