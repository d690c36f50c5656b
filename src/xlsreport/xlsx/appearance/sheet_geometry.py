"""Where the cells of a sheet are, and how large: rows and columns may be hidden, in closed groups, or merged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from xlsreport.layout.cells import CellRange, parse_range
from xlsreport.spreadsheet.opened_spreadsheet import RowColumn
from xlsreport.xlsx.appearance.hiding_reasons import MIN_HEIGHT, STANDARD_SIZE, CellGeometry
from xlsreport.xlsx.worksheet.sheet_cells import SheetCells

_MAX_MERGED = 200
"""Rows and columns of a merged area that are measured; a larger area is always large enough to be seen."""


class SheetGeometry:
    """Where the cells of a sheet are, and how large."""

    def __init__(self, sheet: SheetCells) -> None:
        self._sheet = sheet
        self._frame = sheet.frame
        self._known: dict[tuple[tuple[bool, float | None, bool], int], CellGeometry] = {}

    def cell(self, row: int, column: int) -> CellGeometry:
        """Where a cell is; merged cells are seen where the first of them is."""
        if (row, column) not in self._merged:
            key = self._row(row), column
            if key not in self._known:
                self._known[key] = self._measured(row, column)
            return self._known[key]
        return self._measured(row, column)

    def _row(self, row: int) -> tuple[bool, float | None, bool]:
        """What of a row decides where its cells are: whether it is hidden, its height, whether it is out of reach."""
        return self._is_row_hidden(row), self._height(row), row < self._frame.first_reached[0]

    def _measured(self, row: int, column: int) -> CellGeometry:
        area = self._merged.get((row, column))
        rows = range(row, row + 1 if area is None else min(area.last.row + 1, row + _MAX_MERGED))
        columns = range(column, column + 1 if area is None else min(area.last.column + 1, column + _MAX_MERGED))
        first_row, first_column = self._frame.first_reached
        return CellGeometry(
            row_hidden=all(map(self._is_row_hidden, rows)),
            column_hidden=all(map(self._is_column_hidden, columns)),
            height=_together(map(self._height, rows)),
            width=_together(map(self.width, columns)),
            zoom=self._frame.zoom,
            is_scrolled_off=row < first_row or column < first_column,
        )

    def width(self, column: int) -> float | None:
        """How wide a column is, in digits; None where the program decides."""
        found = self._frame.column(column)
        return self._frame.default_width if found is None or found.width is None else found.width

    def stated_height(self, row: int) -> float | None:
        """How high a row is that states it, in points."""
        found = self._sheet.rows.get(row)
        return None if found is None else found.height

    def _height(self, row: int) -> float | None:
        stated = self.stated_height(row)
        if stated is not None:
            return stated
        # Rows without a height grow with what is in them, unless they are said to keep it, or to have as good as none.
        default = self._frame.default_height
        is_kept = default is not None and (self._frame.keeps_height or default < MIN_HEIGHT * STANDARD_SIZE)
        return default if is_kept else None

    def _is_row_hidden(self, row: int) -> bool:
        found = self._sheet.rows.get(row)
        return self._frame.hides_rows if found is None else found.is_hidden or row in self._collapsed_rows

    def _is_column_hidden(self, column: int) -> bool:
        found = self._frame.column(column)
        return found is not None and (found.is_hidden or column in self._collapsed_columns)

    @cached_property
    def _collapsed_rows(self) -> frozenset[int]:
        """Rows in groups that are closed: LibreOffice shows none of them, whether they are said to be hidden or not."""
        rows = self._sheet.rows
        depths = {number: row.outline for number, row in rows.items() if row.outline}
        closed = [(number, row.outline) for number, row in rows.items() if row.is_collapsed]
        return frozenset(_within_groups(depths, closed))

    @cached_property
    def _collapsed_columns(self) -> frozenset[int]:
        columns = self._frame.columns
        grouped = [some for some in columns if some.outline]
        depths = {n: some.outline for some in grouped for n in range(some.first, some.last + 1)}
        return frozenset(_within_groups(depths, [(some.first, some.outline) for some in columns if some.is_collapsed]))

    @cached_property
    def _merged(self) -> Mapping[RowColumn, CellRange]:
        areas = [area for text in self._frame.merged if (area := parse_range(text, "")) is not None]
        return {(area.first.row, area.first.column): area for area in areas}


def _together(sizes: Iterable[float | None]) -> float | None:
    """The size of several rows or columns; None where the program decides on one of them."""
    known = list(sizes)
    return None if None in known else sum(size for size in known if size is not None)


def _within_groups(depths: Mapping[int, int], closed: Iterable[tuple[int, int]]) -> Iterator[int]:
    """What stands before the ends of closed groups, as far as it lies deeper than they do."""
    for end, depth in closed:
        at = end - 1
        while depths.get(at, 0) > depth:
            yield at
            at -= 1
