"""A table as data for the typesetter's template: where each cell stands, how large it is set, what stays together."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any

from xlsreport.document.house import HouseStyle, points
from xlsreport.document.model import CELL_MARGINS, LARGEST_GROUP, SMALLEST_FIGURE, Table, TableBlock, TableCell
from xlsreport.document.pdf.texts import lines, unbroken

_LINE = 1.3
_ROW_EXTRA = 0.5
"""How high a line of a cell is, and what a row has besides, in sizes of its font."""
_MOST_KEPT = 0.75
"""Of the page: what is likely higher is broken over pages rather than cut off at the foot of one."""


def table_data(table: Table, house: HouseStyle) -> Mapping[str, Any]:
    """One table, block by block."""
    return _TableData(table, house).data()


def blocks_of(table: Table) -> tuple[TableBlock, ...]:
    """The blocks that a table is printed in, one after the other.

    Headings of the first of several blocks must not be repeated above figures of another, so each is a table of its
    own, which is kept on one page.
    """
    return table.blocks or (TableBlock(0, table.height, 0),)


class _TableData:
    def __init__(self, table: Table, house: HouseStyle) -> None:
        self._table = table
        width = points(house.page.type_width)
        self._columns = [width * share / sum(table.columns) for share in table.columns]
        self._most = points(house.page.type_height) * _MOST_KEPT
        self._from_left = table.labels_from_left
        self._rows = self._heights()

    def data(self) -> Mapping[str, Any]:
        blocks = blocks_of(self._table)
        return {
            "kind": "table",
            "size": self._table.font_size,
            "columns": self._columns,
            "blocks": [self._block(block, alone=len(blocks) == 1) for block in blocks],
        }

    def _block(self, block: TableBlock, *, alone: bool) -> Mapping[str, Any]:
        cells = [cell for cell in self._table.cells if block.top <= cell.top < block.bottom]
        headings = block.top + block.heading_rows
        repeated = self._kept(block.top, headings)
        return {
            "whole": not alone and self._kept(block.top, block.bottom),
            "headings": sum(cell.top < headings for cell in cells) if repeated else 0,
            "cells": [self._cell(cell, block.top) for cell in cells],
        }

    def _cell(self, cell: TableCell, top: int) -> Mapping[str, Any]:
        size = self._size(cell)
        whole_figure = cell.role == "figure" and size > SMALLEST_FIGURE
        return {
            "top": cell.top - top,
            "left": cell.left,
            "width": cell.width,
            "height": cell.height,
            "size": size,
            "text": unbroken(cell.text) if whole_figure else lines(cell.text, self._room(cell), size),
            "from_left": self._from_left and cell.role == "row" and cell.height == 1,
            "breakable": cell.height > LARGEST_GROUP or not self._kept(cell.top, cell.top + cell.height),
        }

    def _size(self, cell: TableCell) -> float:
        """Smaller for a figure that is wider than its column, which would be broken between two digits."""
        if cell.role != "figure":
            return self._table.font_size
        return max(SMALLEST_FIGURE, self._table.font_size * self._table.figure_scale(cell))

    def _room(self, cell: TableCell) -> float:
        return sum(self._columns[cell.left : cell.left + cell.width]) - CELL_MARGINS

    def _kept(self, top: int, bottom: int) -> bool:
        return sum(self._rows[top:bottom]) <= self._most

    def _heights(self) -> list[float]:
        """How high each row will be at the most, in points."""
        rows = [1] * self._table.height
        for cell in self._table.cells:
            needed = sum(self._lines_of(cell)) / cell.height
            for row in range(cell.top, cell.top + cell.height):
                rows[row] = max(rows[row], math.ceil(needed))
        return [(count * _LINE + _ROW_EXTRA) * self._table.font_size for count in rows]

    def _lines_of(self, cell: TableCell) -> Iterator[int]:
        most = max(1, int(self._room(cell) / self._table.font_size))
        return (max(1, math.ceil(len(line) / most)) for line in cell.text.splitlines() or [""])
