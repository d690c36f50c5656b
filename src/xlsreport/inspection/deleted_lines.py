"""Unused lines whose rows were deleted at the end of a list: formulas about the list then end where it ends now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from xlsreport.inspection.snapshot import SheetSnapshot, Snapshot
from xlsreport.layout.cells import CellRef
from xlsreport.layout.list_layout import ListLayout
from xlsreport.layout.positions import Positions
from xlsreport.xlsx.worksheet.sheet_cells import SheetCells


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


def deleted_lines(positions: Positions, returned: Snapshot, whole: Mapping[str, SheetCells]) -> DeletedLines:
    """What is gone of the lists of a file.

    Args:
        positions: where everything is in the file.
        returned: its snapshot.
        whole: sheets of long lists, of which that has the first lines only, by their names.
    """
    found = (_gone(positions, laid, returned, whole) for laid in positions.layout.lists.values())
    return DeletedLines({sheet: (first, count) for sheet, first, count in found if count})


def _gone(
    positions: Positions, laid: ListLayout, returned: Snapshot, whole: Mapping[str, SheetCells]
) -> tuple[str, int, int]:
    name = positions.sheet(laid.sheet)
    sheet = returned.sheets.get(name)
    if sheet is None or laid.sheet in positions.lost:
        return name, 0, 0
    filled = set(_filled(sheet, laid.hidden_columns[-1]) if name not in whole else whole[name].filled)
    cells = [positions.where(laid.number_cell(number)) for number in range(1, laid.most + 1)]
    left = next((n for n, cell in enumerate(cells) if (cell.row, cell.column) not in filled), laid.most)
    rows = {cell.row for cell in cells[left:]}
    # With content in a row its number was cleared, and the row is there.
    if not left or any(row in rows and column <= laid.hidden_columns[-1] for row, column in filled):
        return name, 0, 0
    return name, cells[left - 1].row + 1, laid.most - left


def _filled(sheet: SheetSnapshot, last: int) -> Iterator[tuple[int, int]]:
    """The cells of a sheet with anything in them, as far as the columns of the list reach."""
    several = (sheet.formulas, sheet.constants)
    return ((cell.row, cell.column) for cells in several for cell in cells if cell.column <= last)
