"""Unused lines whose rows were deleted at the end of a list: formulas about the list then end where it ends now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from xlsreport.inspection.snapshot import Snapshot
from xlsreport.layout.cells import CellRef
from xlsreport.layout.list_layout import ListLayout
from xlsreport.layout.positions import Positions


@dataclass(frozen=True, slots=True)
class DeletedLines:
    """How many of the last lines of each list are gone, by the name of its sheet in the file.

    ``first`` is the first row of those that are gone, ``count`` how many they were.
    """

    gone: Mapping[str, tuple[int, int]]

    def are_gone(self, cell: CellRef) -> bool:
        """Whether a cell, at its position in the file, stood in a row that was deleted."""
        first, count = self.gone.get(cell.sheet, (0, 0))
        return first <= cell.row < first + count

    def left(self, cell: CellRef) -> CellRef:
        """Where a cell is that a formula refers to; the end of a column of lines is that of those that are left."""
        first, count = self.gone.get(cell.sheet, (0, 0))
        if cell.row < first or not count:
            return cell
        return CellRef(cell.sheet, first - 1 if self.are_gone(cell) else cell.row - count, cell.column)


def deleted_lines(positions: Positions, returned: Snapshot) -> DeletedLines:
    """What is gone of the lists of a file all of whose lines were looked at."""
    found = (_gone(positions, laid, returned) for laid in positions.layout.lists.values())
    return DeletedLines({sheet: (first, count) for sheet, first, count in found if count})


def _gone(positions: Positions, laid: ListLayout, returned: Snapshot) -> tuple[str, int, int]:
    name = positions.sheet(laid.sheet)
    sheet = returned.sheets.get(name)
    cells = [positions.where(laid.number_cell(number)) for number in range(1, laid.most + 1)]
    if sheet is None or laid.sheet in positions.lost:
        return name, 0, 0
    left = next((n for n, cell in enumerate(cells) if cell not in sheet.constants), laid.most)
    rows = {cell.row for cell in cells[left:]}
    filled = {cell.row for cell in _contents(laid, name, sheet.formulas, sheet.constants)}
    # With content in a row its number was cleared, and the row is there.
    return (name, 0, 0) if not left or rows & filled else (name, cells[left - 1].row + 1, laid.most - left)


def _contents(laid: ListLayout, sheet: str, *several: Mapping[CellRef, object]) -> Iterator[CellRef]:
    """The cells of a sheet with anything in them, as far as the columns of the list reach."""
    last = laid.hidden_columns[-1]
    return (cell for cells in several for cell in cells if cell.sheet == sheet and cell.column <= last)
