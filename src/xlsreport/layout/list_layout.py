"""The layout of a list: a sheet of its own, on which the reporter fills one line after the other.

Sorting a protected sheet moves unlocked cells only. So what is entered stands together, from the line's number to the
first computed column, and everything that is calculated stands to the right of it, row by row.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from xlsreport.definition.place import Place
from xlsreport.definition.rule_language.bound_requirement import BoundRequirement
from xlsreport.definition.rule_language.expression import LineFigures
from xlsreport.layout.cells import CellRange, CellRef, sheet_prefix
from xlsreport.layout.grid import LabelBox, TableGrid

ANY_ROW = 1_000_000
"""The row of the cells of a line, of whichever line: below all that a list can have, so that no other cell is in it."""
_DEEPEST_ROW = 19_999
"""The last row that is looked at for lines beyond the room of a list: four times the lines of the largest."""
_SHEETS_AND_TEXTS = re.compile(r"""'(?:[^']|'')*'!|"[^"]*\"""")
"""The name of a sheet before a cell, or a text in a formula, in which what looks like a name is none."""
_NUMBER_COLUMN = 0
FIRST_COLUMN = 1


@dataclass(frozen=True, eq=False)
class PreviousColumns:
    """Last year's lines of a list, which stand at the right of this year's, in rows of their own order.

    ``shown`` are the columns that are seen, the first at the left. Hidden are ``keys``, by which a line of last year is
    found, and ``was``, beside this year's line what it had last year.
    """

    shown: Mapping[Place, int]
    keys: int
    was: Mapping[Place, int]


@dataclass(frozen=True, eq=False)
class ListLayout:
    """A list on its sheet.

    ``grid`` has the headings, with the columns that are entered before those that are computed. Hidden columns to the
    right of the ``mark`` count what is wrong in each line: ``used`` whether it is begun, ``blank`` and ``faults`` how
    many cells are blank or unfit, ``broken`` by rule whether it is broken, ``asked`` whether entries are asked.
    ``selected`` have the figures of each part of a column that some expression uses and that Excel's own functions do
    not select, ``keys`` what is compared between lines, ``unlisted`` by column whether an answer does not stand in the
    list from which it is taken, ``reached`` by rule and column how far an order has come.
    Of a list that tables take their rows from, ``name_column`` has what each line is called, and ``hint`` says that
    lines keep their places. ``remark`` are the lines of fixed words, ``comment`` is the room for the reporter's. Both
    stand above the headings: below the room for the lines nobody would see them.
    """

    sheet: str
    table: str
    grid: TableGrid
    heading: CellRef
    guidance: tuple[CellRef, ...]
    title: CellRef | None
    summary: CellRef
    nil_label: CellRange | None
    nil: CellRef | None
    top: int
    most: int
    entry_columns: int
    broken: Mapping[str, int]
    asked: Mapping[tuple[BoundRequirement, ...], int]
    selected: Mapping[LineFigures, int]
    keys: Mapping[tuple[Place, ...], int]
    unlisted: Mapping[Place, int]
    reached: Mapping[tuple[str, Place], int]
    before: PreviousColumns | None = None
    hint: CellRef | None = None
    name_column: int | None = None
    remark: tuple[CellRef, ...] = ()
    comment_label: CellRange | None = None
    comment: CellRange | None = None

    @property
    def first_line_row(self) -> int:
        """The sheet's row of the first line."""
        return self.top + self.grid.height - 1

    @property
    def last_line_row(self) -> int:
        """The sheet's row of the last line for which there is room."""
        return self.first_line_row + self.most - 1

    @property
    def mark_column(self) -> int:
        """The column beside the list that says what is wrong in a line."""
        return FIRST_COLUMN + self.grid.width

    @property
    def used_column(self) -> int:
        """The hidden column that says whether a line is begun."""
        return self.mark_column + 1

    @property
    def blank_column(self) -> int:
        """The hidden column that counts the blank cells of a begun line."""
        return self.mark_column + 2

    @property
    def faults_column(self) -> int:
        """The hidden column that counts the unfit cells of a line."""
        return self.mark_column + 3

    @property
    def hidden_columns(self) -> range:
        """The columns of intermediate results."""
        groups = (self.broken, self.asked, self.selected, self.keys, self.unlisted, self.reached)
        further = [column for group in groups for column in group.values()]
        further += [] if self.name_column is None else [self.name_column]
        further += [] if self.before is None else [self.before.keys, *self.before.was.values()]
        return range(self.used_column, max((self.faults_column, *further)) + 1)

    @property
    def entries(self) -> CellRange:
        """The cells of all lines that the reporter fills."""
        first = CellRef(self.sheet, self.first_line_row, FIRST_COLUMN)
        return first.to(CellRef(self.sheet, self.last_line_row, FIRST_COLUMN + self.entry_columns - 1))

    @property
    def below(self) -> CellRange:
        """The cells below the lines for which there is room, as far down as anybody may paste."""
        first = CellRef(self.sheet, self.last_line_row + 1, FIRST_COLUMN)
        return first.to(CellRef(self.sheet, _DEEPEST_ROW, FIRST_COLUMN + self.entry_columns - 1))

    def cells_of(self, label: LabelBox) -> CellRange:
        """The sheet's cells of a heading."""
        box = label.box
        first = CellRef(self.sheet, self.top + box.top, FIRST_COLUMN + box.left)
        return first.to(CellRef(self.sheet, self.top + box.bottom - 1, FIRST_COLUMN + box.right - 1))

    def number_cell(self, line: int) -> CellRef:
        """The cell with the number of a line; lines count from 1."""
        return self.in_line(line, _NUMBER_COLUMN)

    def name_cell(self, line: int) -> CellRef:
        """The hidden cell with what a line is called, of a list that tables take their rows from."""
        assert self.name_column is not None
        return self.in_line(line, self.name_column)

    def in_line(self, line: int, column: int) -> CellRef:
        """A cell of a line."""
        return CellRef(self.sheet, self.first_line_row + line - 1, column)

    def any_line(self, column: int) -> CellRef:
        """The cell of a column of the sheet in any line."""
        return CellRef(self.sheet, ANY_ROW, column)

    def line_above(self, column: int) -> CellRef:
        """The cell of the line above any line; above the first stands the heading."""
        return CellRef(self.sheet, ANY_ROW - 1, column)

    def cell(self, place: Place) -> CellRef:
        """The cell of a column in any line."""
        return CellRef(self.sheet, ANY_ROW, self.column_of(place))

    def used_cell(self, line: int) -> CellRef:
        """The hidden cell that is 1 where a line is begun, else 0."""
        return self.in_line(line, self.used_column)

    def line_cell(self, place: Place, line: int) -> CellRef:
        """The cell of a column in a line."""
        return self.in_line(line, self.column_of(place))

    def column(self, column: int) -> CellRange:
        """The cells of a column in all lines."""
        return self.in_line(1, column).to(self.in_line(self.most, column))

    def asked_cell(self, requirements: tuple[BoundRequirement, ...]) -> CellRef:
        """The hidden cell that says whether an entry is asked, in any line."""
        return CellRef(self.sheet, ANY_ROW, self.asked[requirements])

    def column_of(self, place: Place) -> int:
        """The sheet's column of a column of the list."""
        return self._columns[place]

    @cached_property
    def _columns(self) -> Mapping[Place, int]:
        return {figure.place: FIRST_COLUMN + figure.box.left for figure in self.grid.figures}

    def of_line(self, formula: str, line: int) -> str:
        """A formula over the cells of any line, for one line: its references move with the row.

        References to the sheet itself go without its name: LibreOffice writes the formula of each line in full, and the
        names would be a third of its file.
        """
        own = sheet_prefix(self.sheet)
        formula = _SHEETS_AND_TEXTS.sub(lambda found: found[0].removeprefix(own), formula)
        row = self.first_line_row + line
        return formula.replace(f"${ANY_ROW + 1}", str(row)).replace(f"${ANY_ROW}", str(row - 1))
