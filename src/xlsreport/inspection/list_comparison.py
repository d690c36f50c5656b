"""Compares the lines of long lists with those that were given out, where comparing each with its own would take long.

All lines of a list have the same formulas, moved down. So only the first are in the snapshots that are compared cell by
cell, and the others are compared with the first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from xlsreport.inspection.canonical_formulas import CanonicalForms
from xlsreport.inspection.cell_areas import grouped_areas
from xlsreport.inspection.deleted_lines import DeletedLines
from xlsreport.inspection.snapshot import SheetSnapshot
from xlsreport.layout.cells import CellRange, CellRef
from xlsreport.layout.list_layout import ListLayout
from xlsreport.layout.positions import Positions
from xlsreport.spreadsheet.opened_spreadsheet import BROKEN_REFERENCE
from xlsreport.submission.alteration import Alteration, AlterationKind
from xlsreport.submission.submission import shortened
from xlsreport.values import exact, typed_text
from xlsreport.xlsx.worksheet.sheet_cells import SheetCells

KEPT_LINES = 50
"""Lines of a list that snapshots have."""
_ONCE = (AlterationKind.UNLOCKED, AlterationKind.VALIDATION)
"""What is told once for all cells of a list."""
_TEXT_OR_ROW = re.compile(r'"[^"]*"|(?<=[A-Z])\d+\b')
"""A text in a formula, or the row of a reference that moves with its line."""


@dataclass(frozen=True, eq=False)
class LongListComparison:
    """The lines of a list that snapshots leave out.

    ``issued`` is the list's sheet as it was given out, ``returned`` as it came back; in the areas ``limited`` not
    everything may be entered; ``deleted`` are lines that are gone, ``earlier`` is as for
    :class:`~xlsreport.inspection.workbook_comparison.WorkbookComparison`.
    """

    laid: ListLayout
    positions: Positions
    issued: SheetSnapshot
    returned: SheetCells
    limited: tuple[CellRange, ...]
    deleted: DeletedLines
    earlier: bool

    def alterations(self) -> Iterator[Alteration]:
        """Formulas that are missing or different, formulas among entries, lost locks and restrictions on entries."""
        for kind, cells in self._by_kind.items():
            first = min(cells)
            for area, count in [(first.to(first), len(cells))] if kind in _ONCE else grouped_areas(cells):
                first = area.first
                words = {
                    "formula_before": self._first_line.get(first.column, ""),
                    "formula_now": self.returned.formula_texts.get((first.row, first.column), ""),
                    "value": shortened(typed_text(exact(self.returned.value(first.row, first.column)))),
                }
                yield Alteration(kind, area, {**words, "count": count, "place": ""})

    @cached_property
    def _by_kind(self) -> Mapping[AlterationKind, set[CellRef]]:
        found: dict[AlterationKind, set[CellRef]] = {}
        for column, formula in self._first_line.items():
            for row in self._rows:
                if (kind := self._kind(row, column, formula)) is not None:
                    found.setdefault(kind, set()).add(CellRef(self.returned.name, row, column))
        entered = range(self._first.column, self._first.column + self.laid.entry_columns)
        for row, column in self.returned.formula_texts:
            if column in entered and row in self._rows:
                found.setdefault(AlterationKind.FORMULA_ENTERED, set()).add(CellRef(self.returned.name, row, column))
        if unlimited := set(self._unlimited(entered)):
            found[AlterationKind.VALIDATION] = unlimited
        return found

    def _unlimited(self, columns: range) -> Iterator[CellRef]:
        """The cells of entries that have lost their restriction."""
        for offset, column in enumerate(columns):
            first = self.laid.entries.first
            if self.issued.is_limited(CellRef(first.sheet, first.row, first.column + offset)):
                areas = [area for area in self.limited if area.first.column <= column <= area.last.column]
                covered = {row for area in areas for row in _overlap(self._rows, area)}
                yield from (CellRef(self.returned.name, row, column) for row in self._rows if row not in covered)

    @cached_property
    def _first(self) -> CellRef:
        """The first cell of the first line, as it came back."""
        return self.positions.where(self.laid.entries.first)

    @cached_property
    def _rows(self) -> range:
        """The rows of the lines that snapshots leave out."""
        first, gone = self.deleted.gone.get(self.returned.name, (0, 0))
        return range(self._first.row + KEPT_LINES, first if gone else self._first.row + self.laid.most)

    @cached_property
    def _first_line(self) -> Mapping[int, str]:
        """The formulas of the first line as they were given out, by their columns as they came back."""
        row = self.laid.first_line_row
        line = {cell: formula for cell, formula in self.issued.formulas.items() if cell.row == row}
        return {self.positions.where(cell).column: formula for cell, formula in line.items()}

    def _kind(self, row: int, column: int, formula: str) -> AlterationKind | None:
        """What was done to the formula of a line; one that is shared with another cell has no text of its own."""
        text = self.returned.formula_texts.get((row, column))
        if self.earlier and BROKEN_REFERENCE not in (text or ""):
            return None
        if text is None:
            is_cleared = self.returned.value(row, column) == ""
            return AlterationKind.FORMULA_CLEARED if is_cleared else AlterationKind.FORMULA_OVERWRITTEN
        if BROKEN_REFERENCE in text:
            return AlterationKind.FORMULA_LOST
        if text and not self._is_same(column, formula, _moved(text, row, self._first.row)):
            return AlterationKind.FORMULA_CHANGED
        return None if self.returned.is_locked(row, column) else AlterationKind.UNLOCKED

    def _is_same(self, column: int, formula: str, text: str) -> bool:
        """Whether a formula, moved to the first line, is that line's; most of a column are alike."""
        key = column, text
        if key not in self._known:
            as_issued = CanonicalForms(lambda cell: self.deleted.left(self.positions.where(cell)))
            self._known[key] = as_issued.of(formula, self.laid.sheet) == CanonicalForms().of(text, self.returned.name)
        return self._known[key]

    @cached_property
    def _known(self) -> dict[tuple[int, str], bool]:
        return {}


def _overlap(rows: range, area: CellRange) -> range:
    """The rows that lie in an area."""
    return range(max(rows.start, area.first.row), min(rows.stop, area.last.row + 1))


def _moved(text: str, row: int, first_row: int) -> str:
    """The formula of a line with its references to that line's row moved to the first line."""
    own, first = str(row + 1), str(first_row + 1)
    return _TEXT_OR_ROW.sub(lambda found: first if found[0] == own else found[0], text)
