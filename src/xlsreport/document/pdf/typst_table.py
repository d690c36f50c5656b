"""Tables as input for Typst: position, font size and page breaks of each cell."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from xlsreport.document.content.model import (
    CELL_MARGINS,
    MAX_GROUP_ROWS,
    MIN_FIGURE_SIZE,
    PrintedTable,
    TableBlock,
    TableCell,
)
from xlsreport.document.page_styles.page_style import PageStyle, points
from xlsreport.document.pagination.table_paging import MAX_KEPT_SHARE, estimated_row_heights
from xlsreport.document.pdf.typst_text import typst_lines, unbroken
from xlsreport.messages.text_direction import stays_from_left


def table_data(table: PrintedTable, page_style: PageStyle, number: int, language: str) -> Mapping[str, Any]:
    """One table, block by block; ``number`` is unique within the document."""
    return _TableData(table, page_style, number, language).data()


def blocks_of(table: PrintedTable) -> tuple[TableBlock, ...]:
    """The blocks of a table, each of which is printed as a table of its own and kept on one page.

    Otherwise the headings of the first block would be repeated above figures of another.
    """
    return table.blocks or (TableBlock(0, table.height, 0),)


_FIRST_GROUP_LEVEL = 2
"""The level of the headings of the outermost groups: those of the columns are on the first."""


class _TableData:
    def __init__(self, table: PrintedTable, page_style: PageStyle, number: int, language: str) -> None:
        self._table, self._number, self._language = table, number, language
        page_style = page_style.turned if table.landscape else page_style
        self._width = page_style.type_width
        self._columns = [self._width * share / sum(table.columns) for share in table.columns]
        self._most = points(page_style.page.type_height) * MAX_KEPT_SHARE
        self._rows = estimated_row_heights(table, page_style)
        self._last = self._last_rows()

    def data(self) -> Mapping[str, Any]:
        blocks = blocks_of(self._table)
        return {
            "kind": "table",
            "size": self._table.font_size,
            "columns": self._columns,
            "blocks": [self._block(block, alone=len(blocks) == 1) for block in blocks],
        }

    def _block(self, block: TableBlock, *, alone: bool) -> Mapping[str, Any]:
        cells = [(n, cell) for n, cell in enumerate(self._table.cells) if block.top <= cell.top < block.bottom]
        headings = block.top + block.heading_rows
        repeated = self._kept(block.top, headings)
        return {
            "whole": not alone and self._kept(block.top, block.bottom),
            "headings": sum(cell.top < headings for _, cell in cells) if repeated else 0,
            "cells": [self._cell(number, cell, block.top) for number, cell in cells],
        }

    def _cell(self, number: int, cell: TableCell, top: int) -> Mapping[str, Any]:
        size = self._size(cell)
        whole_figure = cell.role == "figure" and size > MIN_FIGURE_SIZE
        return {
            "top": cell.top - top,
            "left": cell.left,
            "width": cell.width,
            "height": cell.height,
            "size": size,
            "text": unbroken(cell.text) if whole_figure else typst_lines(cell.text, self._room(cell), size),
            "align": self._table.alignment(cell),
            "from_left": stays_from_left(cell.text, self._language),
            "group": _FIRST_GROUP_LEVEL + cell.level if cell.role == "group" else None,
            "name": self._name(number) if cell.role == "row" and cell.height > 1 else None,
            "ends": self._last.get(number, []),
            "breakable": cell.height > MAX_GROUP_ROWS or not self._kept(cell.top, cell.top + cell.height),
        }

    def _size(self, cell: TableCell) -> float:
        """The font size; smaller for a figure that would be broken between two digits."""
        if cell.role != "figure":
            return self._table.font_size
        return max(MIN_FIGURE_SIZE, self._table.font_size * self._table.figure_scale(cell, self._width))

    def _room(self, cell: TableCell) -> float:
        return sum(self._columns[cell.left : cell.left + cell.width]) - CELL_MARGINS

    def _kept(self, top: int, bottom: int) -> bool:
        return sum(self._rows[top:bottom]) <= self._most

    def _last_rows(self) -> Mapping[int, list[str]]:
        """By the number of a cell: the names of the group labels that end in its row."""
        ending: dict[int, list[str]] = {}
        for number, label in enumerate(self._table.cells):
            last = label.top + label.height - 1
            beside = (n for n, cell in enumerate(self._table.cells) if (cell.top, cell.height) == (last, 1))
            if label.role == "row" and label.height > 1 and (cell_number := next(beside, None)) is not None:
                ending.setdefault(cell_number, []).append(self._name(number))
        return ending

    def _name(self, number: int) -> str:
        return f"t{self._number}c{number}"
