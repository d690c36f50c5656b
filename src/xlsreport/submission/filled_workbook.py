"""The cells of an opened workbook by what they are asked for, wherever they stand in it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import groupby
from typing import Any, NamedTuple, TypeVar

from xlsreport.definition.place_facts import PlaceFacts
from xlsreport.layout.cells import CellRef
from xlsreport.layout.positions import Positions
from xlsreport.spreadsheet.opened_spreadsheet import OpenedSheet, OpenedSpreadsheet
from xlsreport.submission.cell_plan import SheetItems, cell_plan_of
from xlsreport.submission.invisible_characters import is_blank, trimmed
from xlsreport.values import exact, typed_text

T = TypeVar("T")
_JOINT = " "
"""Joins the pieces of a paragraph that was split at a tab."""

CellBeside = tuple[CellRef, Any]
"""A cell beside the lines, and its value."""


class ListColumn(NamedTuple):
    """A column of a list that a reporter fills: what is asked for, its cell in the first line, and what it holds."""

    facts: PlaceFacts
    first: CellRef
    values: Sequence[Any]
    distinct: Collection[Any]


class FilledWorkbook:
    """An opened workbook of which it is known where everything stands in it.

    Attributes:
        opened: its sheets, and what else its file holds.
        positions: of its cells.
        layout: where they were given out.
        definition: what is asked for.
        plan: which cells are read.
    """

    def __init__(self, opened: OpenedSpreadsheet, positions: Positions) -> None:
        self.opened, self.positions, self.layout = opened, positions, positions.layout
        self.definition, self.plan = positions.layout.definition, cell_plan_of(positions)

    def sheet(self, cell: CellRef) -> OpenedSheet:
        """The sheet of a cell."""
        return self.opened.sheets[cell.sheet]

    def held(self, cell: CellRef) -> Any:
        """What a cell holds; an empty text where it is empty."""
        return self.sheet(cell).value(cell.row, cell.column)

    def text(self, cell: CellRef) -> str:
        """What a cell holds, as text without blanks around it."""
        return text_of(self.held(cell)).strip()

    def items(self, items: tuple[SheetItems[T], ...]) -> Iterator[tuple[T, Any]]:
        """Items, each with the value of its cell."""
        for here in items:
            yield from zip(here.items, self.opened.sheets[here.sheet].values(here.query), strict=True)

    def nil_answer(self, table: str) -> str:
        """The answer to whether a table is all zero; empty where that is not asked."""
        cell = self.positions.nil(table)
        return "" if cell is None else trimmed(self.text(cell))

    @cached_property
    def columns(self) -> Mapping[str, Sequence[ListColumn]]:
        """By list, the columns that a reporter fills, down to the end of their sheet."""
        return {name: tuple(self._columns_of(name)) for name in self.definition.lists}

    def _columns_of(self, name: str) -> Iterator[ListColumn]:
        for facts in self.definition.lines[name].places.values():
            if not facts.computed:
                first = self.positions.line_cell(facts.place, 1)
                values = self.sheet(first).column(first.column, first.row)
                yield ListColumn(facts, first, values, set(values))

    def lines(self, section: str) -> Sequence[Any]:
        """The values from a section's first line down to the end of its sheet, since inserted rows move lines down."""
        first = self.positions.first_line(section)
        return self.sheet(first).column(first.column, first.row)

    @cached_property
    def filled_lines(self) -> Mapping[str, Mapping[int, Any]]:
        """The values of the lines of each section that are not empty, by their numbers from 0."""
        sections = self.layout.narratives
        return {one: {number: value for number, value in enumerate(self.lines(one)) if value != ""} for one in sections}

    def split_cells(self, section: str) -> Iterator[CellBeside]:
        """The filled cells between the lines of a section and their lengths, row by row from left to right.

        In text that is pasted as plain text each tab, and each cell of a table, leads to the next cell.
        """
        columns = self.positions.room_columns(section)
        if not columns:
            return
        first = self.positions.first_line(section)
        cells = self.sheet(first)
        for row, column in cells.within(first.row, columns):
            if text_of(value := cells.value(row, column)):
                yield CellRef(first.sheet, row, column), value

    def split_lines(self, section: str) -> Iterator[tuple[int, list[CellBeside]]]:
        """The numbers (from 0) of the lines that were split, each with its further cells."""
        first = self.positions.first_line(section).row
        for row, rest in groupby(self.split_cells(section), key=lambda beside: beside[0].row):
            yield row - first, list(rest)


def joined_line(text: str, rest: Iterable[CellBeside]) -> str:
    """A paragraph as it was before it was split."""
    return _JOINT.join(filter(None, (text, *(text_of(value) for _, value in rest))))


def text_of(value: object) -> str:
    """What a cell holds, as text; empty where there is nothing to see."""
    text = value if isinstance(value, str) else typed_text(exact(value))
    return "" if is_blank(text) else text


def pairs_in(sheet: OpenedSheet) -> list[tuple[str, str]]:
    """The first two columns of a sheet, as texts."""
    return [(text_of(sheet.value(row, 0)), text_of(sheet.value(row, 1))) for row in range(sheet.height)]
