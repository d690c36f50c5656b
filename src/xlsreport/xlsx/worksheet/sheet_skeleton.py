"""A sheet without the values of its cells, shared by all files that differ in nothing else.

Everything that does not depend on the values is computed here, once for all these files.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from itertools import compress, groupby
from typing import TypeVar

from xlsreport.spreadsheet.opened_spreadsheet import CellQuery, RowColumn
from xlsreport.xlsx.worksheet.sheet_row import NUMBER, SHARED, SheetRow

K = TypeVar("K")
T = TypeVar("T")
_MAX_ANSWERS = 32
"""Results of queries that a skeleton keeps; a definition makes about ten."""
NO_VALUE = -1
"""The index of the value of an empty cell: the last one, which is an empty text."""


class SheetSkeleton:
    """The rows of a sheet without values.

    Values are numbered in this order: numbers, shared strings, all other values, texts that stand in the cells
    themselves, and last one empty text.

    Attributes:
        rows: all rows in their order.
        by_number: the same by their numbers.
        size: how many values there are in the file.
        are_numbers: selects the numbers among the values as the file has them.
        are_shared: selects the indexes of shared strings.
        are_others: selects all other values.
        other_kinds: the types of these.
        number_styles: the formats of the numbers.
        inline: the texts that stand in cells themselves.
        at: by cell, the index of its value.
        height: how many rows there are down to the last with something in it.
        width: how many columns there are to the last with something in it.
        formulas: the rows with formulas, and the columns of these.
        hidden_rows: the rows that are hidden, or of no height.
        broken: how many formulas have lost cells that they led to.
    """

    def __init__(self, rows: Sequence[SheetRow]) -> None:
        self.rows = tuple(rows)
        self.by_number = {row.number: row for row in rows}
        kinds = "".join([row.kinds for row in rows])
        self.size = len(kinds)
        self.are_numbers = bytes(kind == NUMBER for kind in kinds)
        self.are_shared = bytes(kind == SHARED for kind in kinds)
        self.are_others = bytes(kind not in (NUMBER, SHARED) for kind in kinds)
        self.other_kinds = "".join(compress(kinds, self.are_others))
        filled = [(row.number, column) for row in rows for column in row.slots]
        selectors = (self.are_numbers, self.are_shared, self.are_others)
        in_order = [cell for selector in selectors for cell in compress(filled, selector)]
        inline = [((row.number, column), text) for row in rows for column, text in row.inline.items()]
        self.inline = tuple(text for _, text in inline)
        self.at = {cell: place for place, cell in enumerate((*in_order, *(cell for cell, _ in inline)))}
        self.number_styles = [self.by_number[row].styles[column] for row, column in in_order[: sum(self.are_numbers)]]
        self.height = max((row.number + 1 for row in rows if row.last >= 0), default=0)
        self.width = max((row.last + 1 for row in rows), default=0)
        self.formulas = tuple((row.number, row.calculated) for row in rows if row.calculated)
        self.hidden_rows = tuple(row.number for row in rows if row.is_hidden or row.height == 0)
        self.broken = sum(row.broken for row in rows)
        self._places: dict[CellQuery, list[int]] = {}
        self._filled_rows: dict[CellQuery, tuple[Sequence[SheetRow], frozenset[int | None]]] = {}
        self._alike: dict[CellQuery, Mapping[tuple[int, int], Sequence[int]]] = {}
        self._within: dict[tuple[int, range], list[RowColumn]] = {}
        self._columns: dict[tuple[int, int], list[int]] = {}
        self._are_numbers: dict[tuple[int, int], bool] = {}

    @cached_property
    def calculated(self) -> frozenset[RowColumn]:
        """The cells with formulas."""
        return frozenset((row.number, column) for row in self.rows for column in row.formulas)

    @cached_property
    def texts(self) -> Mapping[RowColumn, str]:
        """The formulas by their cells, empty where one is shared with another cell."""
        return {(row.number, column): text for row in self.rows for column, text in row.formulas.items()}

    def places(self, query: CellQuery) -> list[int]:
        """The indexes of the values of some cells."""
        found = self._places.get(query)
        if found is None:
            found = _kept(self._places, query, [self.at.get(cell, NO_VALUE) for cell in query.cells])
        return found

    def filled_rows(self, query: CellQuery) -> tuple[Sequence[SheetRow], frozenset[int | None]]:
        """The rows that have something in one of the cells, and the formats of these cells in such rows."""
        found = self._filled_rows.get(query)
        if found is None:
            rows: dict[int, SheetRow] = {}
            for number, cells in groupby(query.cells, key=lambda at: at[0]):
                columns = [column for _, column in cells]
                row = self.by_number.get(number)
                if row is not None and (row.inline or not row.slots.keys().isdisjoint(columns)):
                    rows[number] = row
            styles = (self.by_number[row].styles.get(column) for row, column in query.cells if row in rows)
            found = _kept(self._filled_rows, query, (tuple(rows.values()), frozenset(styles)))
        return found

    def alike(self, query: CellQuery) -> Mapping[tuple[int, int], Sequence[int]]:
        """By column and format, the indexes of the values of those cells that have something in them."""
        found = self._alike.get(query)
        if found is None:
            groups: dict[tuple[int, int], list[int]] = {}
            for (row, column), place in zip(query.cells, self.places(query), strict=True):
                if place != NO_VALUE:
                    groups.setdefault((column, self.by_number[row].styles.get(column, 0)), []).append(place)
            found = _kept(self._alike, query, groups)
        return found

    def within(self, first: int, columns: range) -> Sequence[RowColumn]:
        """The cells with something in them, from a row on and within some columns, row by row."""
        found = self._within.get((first, columns))
        if found is None:
            rows = (row for row in self.rows if row.number >= first and row.last >= columns.start)
            cells = [(row.number, c) for row in rows for c in (*row.slots, *row.inline) if c in columns]
            found = _kept(self._within, (first, columns), cells)
        return found

    def column(self, column: int, first: int) -> list[int]:
        """The indexes of the values of a column from a row down to the end of the sheet."""
        found = self._columns.get((column, first))
        if found is None:
            found = [self.at.get((row, column), NO_VALUE) for row in range(first, self.height)]
            _kept(self._columns, (column, first), found)
        return found

    def are_all_numbers(self, column: int, first: int) -> bool:
        """Whether there is nothing but numbers in a column from a row on."""
        found = self._are_numbers.get((column, first))
        if found is None:
            below = (row for row in self.rows if row.number >= first)
            found = all(column not in row.slots or column in row.typed for row in below)
            _kept(self._are_numbers, (column, first), found)
        return found


def _kept(known: dict[K, T], key: K, found: T) -> T:
    """Keep a result; cleared when full, since each workbook with moved rows makes queries of its own."""
    if len(known) >= _MAX_ANSWERS:
        known.clear()
    known[key] = found
    return found
