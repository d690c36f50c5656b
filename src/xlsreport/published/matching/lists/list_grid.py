"""A published table as rows and columns, where a merged cell stands in all that it covers."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from xlsreport.published.imported_report import Spot
from xlsreport.published.publication.publication import PrintedAt, PublishedCell, PublishedTable
from xlsreport.submission.invisible_characters import is_blank


@dataclass(frozen=True)
class ListGrid:
    """The cells of a table by row and column, from 0."""

    table: PublishedTable

    @cached_property
    def _covering(self) -> Mapping[int, Mapping[int, PublishedCell]]:
        rows: dict[int, dict[int, PublishedCell]] = {}
        for cell in self.table.cells:
            for row in range(cell.row, cell.row + cell.height):
                found = rows.setdefault(row, {})
                for column in range(cell.column, cell.column + cell.width):
                    found.setdefault(column, cell)
        return rows

    @cached_property
    def height(self) -> int:
        """How many rows there are."""
        return max(self._covering, default=-1) + 1

    @cached_property
    def width(self) -> int:
        """How many columns there are."""
        return max((column for cells in self._covering.values() for column in cells), default=-1) + 1

    def cell(self, row: int, column: int) -> PublishedCell | None:
        """The cell that covers a place."""
        return self._covering.get(row, {}).get(column)

    def text(self, row: int, column: int) -> str:
        """What stands there on one line; empty where there is no cell."""
        cell = self.cell(row, column)
        return "" if cell is None else one_line(cell.text)

    def cells(self, row: int) -> Sequence[PublishedCell]:
        """The cells that cover a row, each once, from left to right."""
        return tuple({id(cell): cell for _, cell in sorted(self._covering.get(row, {}).items())}.values())

    def filled(self, row: int) -> Sequence[PublishedCell]:
        """Those of them in which something stands."""
        return tuple(cell for cell in self.cells(row) if not is_blank(cell.text))

    def is_apart(self, row: int, cell: PublishedCell, columns: Sequence[int]) -> bool:
        """Whether a cell covers more than one of some columns, so that what stands in it belongs to none of them."""
        covered = range(cell.column, cell.column + cell.width)
        return sum(column in covered for column in columns) > 1 and self.cell(row, cell.column) is cell

    def spot(self, row: int, cell: PublishedCell) -> Spot:
        """Where a cell stands, as one counts."""
        at = cell.printed_at or PrintedAt(self.table.number, row, cell.column)
        return Spot(cell.page, at.table, at.row + 1, at.column + 1)


def one_line(text: str) -> str:
    """A text on one line; where letters are written without blanks between words, none is put in."""
    lines = [" ".join(line.split()) for line in text.split("\n")]
    joined = ""
    for line in filter(None, lines):
        joined += line if not joined or _are_close(joined[-1], line[0]) else f" {line}"
    return joined


def _are_close(before: str, after: str) -> bool:
    return any(unicodedata.east_asian_width(letter) in "WF" for letter in (before, after))
