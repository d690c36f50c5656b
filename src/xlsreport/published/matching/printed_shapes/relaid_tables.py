"""Lays tables out anew, so that each cell keeps where it is printed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from xlsreport.published.publication.publication import PrintedAt, PublishedCell, PublishedTable


def moved(
    cell: PublishedCell, table: PublishedTable, row: int, column: int, height: int = 1, width: int = 1
) -> PublishedCell:
    """A cell of a table at another place."""
    at = cell.printed_at or PrintedAt(table.number, cell.row, cell.column)
    return replace(cell, row=row, column=column, height=height, width=width, printed_at=at)


def relaid(table: PublishedTable, cells: Iterable[PublishedCell]) -> PublishedTable:
    """A table with its cells elsewhere, in reading order."""
    return replace(table, cells=tuple(sorted(cells, key=lambda cell: (cell.row, cell.column))))
