"""The layout of each kind of sheet: where its texts, figures and checks stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from xlsreport.definition.place import Place
from xlsreport.definition.rule_language.bound_requirement import BoundRequirement
from xlsreport.layout.cells import CellRange, CellRef
from xlsreport.layout.checklines import CheckLine
from xlsreport.layout.grid import Box, FigureBox, LabelBox, TableGrid

CHECK_COLUMNS = (
    "status",
    "section",
    "statement",
    "member",
    "left",
    "right",
    "difference",
    "severity",
    "explanation",
)
"""What a line of the checks sheet shows, from the first column on."""


LEGEND_ROWS = 6
"""Lines of the cover that say what the colours mean, below their heading; one more where cells may turn grey."""


@dataclass(frozen=True)
class CoverLayout:
    """The cover: what is asked, one value cell each, then the verdict and a line for each section.

    ``identity`` is where a round's workbook says whose it is.
    """

    sheet: str
    identity: CellRef
    title: CellRef
    agency: CellRef
    year: CellRef
    period: CellRef
    fields: Mapping[str, CellRef]
    verdict: CellRef
    sections: Mapping[str, CellRef]
    legend: CellRef
    legend_rows: int = LEGEND_ROWS

    @property
    def end(self) -> CellRef:
        """The last of its cells."""
        rows = (self.legend.row + self.legend_rows, *(cell.row for cell in self.fields.values()))
        return CellRef(self.sheet, max(rows), 1)

    @property
    def required(self) -> tuple[CellRef, ...]:
        """The cells that every report needs besides the declared fields."""
        return (self.agency, self.year)


@dataclass(frozen=True)
class NarrativeLayout:
    """A sheet of paragraphs, one cell each, and the length of each.

    ``room`` are the columns between them, into which a paste puts what comes after a tab.
    """

    sheet: str
    lines: CellRange
    room: CellRange
    lengths: CellRange
    summary: CellRef

    @property
    def headings(self) -> Mapping[str, CellRef]:
        """What heads the numbers, the lines and their lengths, in the row above them."""
        row = self.lines.first.row - 1
        columns = {"number": 0, "text": self.lines.first.column, "length": self.lengths.first.column}
        return {name: CellRef(self.sheet, row, column) for name, column in columns.items()}

    def line(self, number: int) -> CellRef:
        """The cell of a paragraph, counted from 0."""
        return CellRef(self.sheet, self.lines.first.row + number, self.lines.first.column)

    def room_beside(self, number: int) -> CellRange:
        """The cells into which the rest of a paragraph falls that was pasted with tabs in it."""
        row, first, last = self.lines.first.row + number, self.room.first.column, self.room.last.column
        return CellRange(CellRef(self.sheet, row, first), CellRef(self.sheet, row, last))

    @property
    def size(self) -> int:
        """How many paragraphs fit."""
        return self.lines.last.row - self.lines.first.row + 1


@dataclass(frozen=True)
class TableLayout:
    """A table on its sheet, with its nil return above, its checks beside and below, and last year's figures below.

    ``remark`` are the lines of fixed words right below it; then comes the room for the reporter's comment.
    ``row_faults`` are the cells of a hidden column that count what is wrong in each row. Their formulas refer to single
    cells: formulas that count over a whole table are not computed alike by every program.
    ``column_verdict`` is a cell of the heading that sums up the checks below the table, where rules are about columns.
    ``row_marks`` are hidden cells by which rows without labels are found again.
    ``case_states`` are hidden cells that repeat the state of each rule case with figures of the table: a conditional
    format may refer to its own sheet only. ``asked`` are hidden cells that say whether entries are asked.
    """

    sheet: str
    grid: TableGrid
    top: int
    title: CellRef | None
    nil_label: CellRange | None
    nil: CellRef | None
    check_column: int
    column_verdict: CellRef | None
    row_checks: Mapping[str, CellRef]
    row_faults: Mapping[str, CellRef]
    row_marks: Mapping[str, CellRef]
    remark: tuple[CellRange, ...]
    comment_label: CellRange | None
    comment: CellRange | None
    previous: Mapping[Place, CellRef]
    previous_rows: Mapping[str, int]
    case_cells: Mapping[str, CellRef]
    case_rows: Mapping[str, int]
    case_states: Mapping[str, CellRef]
    asked: Mapping[tuple[BoundRequirement, ...], CellRef]
    bottom: int

    def cells_of(self, box: Box) -> CellRange:
        """The sheet's cells of a box of the grid."""
        return CellRange(
            CellRef(self.sheet, self.top + box.top, box.left),
            CellRef(self.sheet, self.top + box.bottom - 1, box.right - 1),
        )

    def label_cell(self, label: LabelBox) -> CellRef:
        """The cell that holds a label's words."""
        return self.cells_of(label.box).first

    @cached_property
    def figures(self) -> Mapping[Place, FigureBox]:
        """The grid's figures by place."""
        return {figure.place: figure for figure in self.grid.figures}

    def cell(self, place: Place) -> CellRef:
        """The cell that holds a figure."""
        return self._cells[place]

    @cached_property
    def _cells(self) -> Mapping[Place, CellRef]:
        return {place: self.cells_of(figure.box).first for place, figure in self.figures.items()}

    @property
    def first_figure_row(self) -> int:
        """The sheet's row of the first figures."""
        return self.top + self.grid.blocks[0].heading_rows

    @property
    def last_printed_row(self) -> int:
        """The last row that belongs to the form: of the table, its remark or its comment."""
        return max(
            self.top + self.grid.height - 1,
            *(area.last.row for area in (*self.remark, self.comment) if area is not None),
            0,
        )

    def below_label(self, row: int) -> CellRange:
        """Where a row below the table is named: in the stub, or at the right where there is none."""
        if self.grid.stub_width:
            return CellRange(CellRef(self.sheet, row, 0), CellRef(self.sheet, row, self.grid.stub_width - 1))
        cell = CellRef(self.sheet, row, self.check_column)
        return CellRange(cell, cell)


@dataclass(frozen=True)
class SectionLayout:
    """The sheet of one section: heading and guidance at its top, ``width`` columns wide."""

    sheet: str
    heading: CellRef
    guidance: tuple[CellRef, ...]
    width: int
    freeze_row: int


@dataclass(frozen=True)
class ChecksLayout:
    """The checks sheet: a verdict, a heading row, one row for each line.

    Below these come the rows of the ``claims`` that may be explained, by id. No formula can check a sentence, so that
    they only hold the explanation, and neither the verdict nor any count includes them. ``body`` is a hidden cell that
    says what kind of body reports, where rules ask for it; below it stands what it is told by.
    """

    sheet: str
    verdict: CellRef
    heading_row: int
    rows: Mapping[CheckLine, int]
    claims: Mapping[str, int]
    body: CellRef | None

    def cell(self, line: CheckLine, column: str) -> CellRef:
        """A cell of a line, by the name of its column in CHECK_COLUMNS."""
        return CellRef(self.sheet, self.rows[line], CHECK_COLUMNS.index(column))

    def claim_cell(self, claim: str, column: str) -> CellRef:
        """A cell of a claim's row, by the name of its column."""
        return CellRef(self.sheet, self.claims[claim], CHECK_COLUMNS.index(column))

    @property
    def last_row(self) -> int:
        """The last row that holds anything."""
        return max((*self.rows.values(), *self.claims.values()))

    def column(self, column: str) -> CellRange:
        """All lines' cells of one column."""
        position = CHECK_COLUMNS.index(column)
        rows = list(self.rows.values())
        return CellRange(CellRef(self.sheet, rows[0], position), CellRef(self.sheet, rows[-1], position))
