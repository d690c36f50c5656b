"""Which cells are read, sheet by sheet: computed once for all workbooks with the same positions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Generic, TypeVar

from xlsreport.definition.place import Place
from xlsreport.definition.place_facts import PlaceFacts
from xlsreport.layout.cells import CellRef
from xlsreport.layout.checklines import explained_lines
from xlsreport.layout.positions import Positions
from xlsreport.object_cache import remembered_by_object
from xlsreport.spreadsheet.opened_spreadsheet import CellQuery, RowColumn
from xlsreport.submission.entries_file import EXPLANATION, NIL_RETURN

T = TypeVar("T")


@dataclass(frozen=True, eq=False, slots=True)
class SheetItems(Generic[T]):
    """Items to be read from one sheet; ``query`` has their cells in the same order."""

    sheet: str
    items: tuple[T, ...]
    query: CellQuery


@dataclass(frozen=True, eq=False)
class CellPlan:
    """The cells of a layout at their positions in a file."""

    positions: Positions

    @cached_property
    def single_cells(self) -> Mapping[str, CellRef]:
        """The cells that a reporter fills, by the names of what they hold; without paragraphs and lines of lists."""
        positions, layout = self.positions, self.positions.layout
        places = [facts.place for facts in layout.definition.places.values() if not facts.computed]
        answers = {table: positions.nil(table) for table in (*layout.tables, *layout.lists)}
        return {
            **{name: positions.cover_field(name) for name in ("year", "agency", *layout.fields)},
            **{str(place): positions.cell(place) for place in places},
            **{f"{table}.{NIL_RETURN}": cell for table, cell in answers.items() if cell is not None},
            **{f"{key}.{EXPLANATION}": cell for key, cell in self.explanation_cells},
        }

    @cached_property
    def entries(self) -> tuple[SheetItems[PlaceFacts], ...]:
        """The places that a reporter fills."""
        places = [facts for facts in self.positions.layout.definition.places.values() if not facts.computed]
        return _by_sheet((facts, self.positions.cell(facts.place)) for facts in places)

    @cached_property
    def totals(self) -> tuple[SheetItems[Place], ...]:
        """The places that are calculated."""
        places = self.positions.layout.definition.places.values()
        return _by_sheet((facts.place, self.positions.cell(facts.place)) for facts in places if facts.computed)

    @cached_property
    def previous(self) -> tuple[SheetItems[Place], ...]:
        """The places with figures of last year."""
        places = self.positions.layout.definition.previous_places
        return _by_sheet((place, self.positions.previous_cell(place)) for place in places)

    @cached_property
    def explanations(self) -> tuple[SheetItems[str], ...]:
        """The explanations of warnings, by the names of explanations and the ids of claims."""
        return _by_sheet(self.explanation_cells)

    @cached_property
    def explanation_cells(self) -> tuple[tuple[str, CellRef], ...]:
        """The cells of explanations; none where the checks sheet is lost."""
        checks = self.positions.layout.checks
        lines = explained_lines(self.positions.layout.definition)
        if checks.sheet in self.positions.lost:
            return ()
        query = [(key, self.positions.check_cell(line, "explanation")) for key, line in lines.items()]
        query += [(claim, self.positions.claim_cell(claim, "explanation")) for claim in checks.claims]
        return tuple(query)

    @cached_property
    def line_rows(self) -> Mapping[str, frozenset[int]]:
        """By section of paragraphs, the rows of its lines."""
        where, narratives = self.positions.where, self.positions.layout.narratives
        return {
            section: frozenset(where(laid.line(number)).row for number in range(laid.size))
            for section, laid in narratives.items()
        }

    @cached_property
    def known(self) -> Mapping[str, frozenset[RowColumn]]:
        """By the names of the sheets as they were given out: the cells of tables in which a number may stand.

        Hidden cells with formulas are among them: a program may have copied what they showed.
        """
        cells: dict[str, list[CellRef]] = {}
        for table in self.positions.layout.tables.values():
            here = cells.setdefault(table.sheet, [])
            here += (*map(table.cell, table.figures), *table.previous.values(), *table.row_faults.values())
            here += (*table.asked.values(), *table.case_states.values())
        for cell in self.positions.layout.asked_texts.values():
            cells.setdefault(cell.sheet, []).append(cell)
        where = self.positions.where
        return {sheet: frozenset((at.row, at.column) for at in map(where, here)) for sheet, here in cells.items()}


@remembered_by_object()
def cell_plan_of(positions: Positions) -> CellPlan:
    """The plan for workbooks with these positions."""
    return CellPlan(positions)


def _by_sheet(items: Iterable[tuple[T, CellRef]]) -> tuple[SheetItems[T], ...]:
    sheets: dict[str, list[tuple[T, RowColumn]]] = {}
    for thing, cell in items:
        sheets.setdefault(cell.sheet, []).append((thing, (cell.row, cell.column)))
    return tuple(
        SheetItems(sheet, tuple(thing for thing, _ in found), CellQuery(tuple(at for _, at in found)))
        for sheet, found in sheets.items()
    )
