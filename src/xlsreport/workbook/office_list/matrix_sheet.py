"""A sheet with a row for each agency, a column for each figure, and formulas that combine each column."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from xlsreport.definition.figure_kinds.number_kinds import Combine
from xlsreport.layout.cells import CellRef
from xlsreport.values import Number
from xlsreport.workbook.appearance import cell_styles
from xlsreport.workbook.appearance.cell_sizes import lines_needed, width_in_characters
from xlsreport.workbook.draft.draft_calls import CellStyle
from xlsreport.workbook.draft.workbook_draft import SheetDraft, WorkbookDraft
from xlsreport.workbook.formula.calculation import Formula
from xlsreport.workbook.formula.formula_texts import text_literal

_TOP = 1
"""The row of the first headings, below the guidance."""
_FIGURE_WIDTH, _HEADING_WIDTH = 14.0, 17.0
"""In characters of the default font, and of the smaller font of the headings."""
_HEADING_POINTS = 12.0
_MIN_WIDTH, _MAX_WIDTH = 8.0, 32.0
_PADDING = 3.0
_FUNCTIONS: Mapping[Combine, str] = {"sum": "SUM", "min": "MIN", "max": "MAX"}


@dataclass(frozen=True, slots=True)
class MatrixColumn:
    """A column of figures: its headings from the top down, its name, how its figures are combined, and the result.

    ``total`` is None if the result is unknown; then no formula is written. ``mark`` is what stands
    where a figure is not applicable, and where none is; None where that cannot be.
    """

    headings: Sequence[str]
    name: str
    how: Combine
    total: Number | str | None
    mark: str | None = None


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """The row of an agency: its labels, its figures, and styles for particular figures by their number."""

    labels: Sequence[str]
    figures: Sequence[Number | str | None]
    marked: Mapping[int, CellStyle] = field(default_factory=dict)


@dataclass(frozen=True)
class Matrix:
    """The sheet.

    ``labels`` head its first columns, of which ``frozen`` stay in view; ``sides`` say in the last of these what each
    line of headings is, and what the figures above the rows are.
    """

    sheet: str
    guidance: str
    labels: Sequence[str]
    sides: Sequence[str]
    columns: Sequence[MatrixColumn]
    rows: Sequence[MatrixRow]
    frozen: int = 2

    @property
    def totals_row(self) -> int:
        """The row of the combined figures, above all others so that it stays in view."""
        return _TOP + len(self.sides) - 1

    @property
    def first_row(self) -> int:
        """The row of the first agency, below the names of the columns."""
        return self.totals_row + 2

    def cell(self, row: int, column: int) -> CellRef:
        """A cell of the sheet."""
        return CellRef(self.sheet, row, column)

    def total_cell(self, number: int) -> CellRef:
        """The cell of a column's total, by the column's number among the figures."""
        return self.cell(self.totals_row, len(self.labels) + number)


def write_matrix(draft: WorkbookDraft, matrix: Matrix) -> None:
    """Add the sheet of a matrix."""
    sheet = draft.sheet(matrix.sheet)
    _set_sizes(sheet, matrix)
    sheet.text(matrix.cell(0, 0), matrix.guidance, cell_styles.CHECK)
    _write_labels(sheet, matrix)
    for number, column in enumerate(matrix.columns):
        _write_head(sheet, matrix, number, column)
    for number, row in enumerate(matrix.rows):
        _write_row(sheet, matrix, matrix.first_row + number, row)
    sheet.freeze(matrix.first_row, matrix.frozen)
    names = matrix.first_row - 1
    last = matrix.cell(names + len(matrix.rows), len(matrix.labels) + len(matrix.columns) - 1)
    sheet.filter(matrix.cell(names, 0).to(last))


def _set_sizes(sheet: SheetDraft, matrix: Matrix) -> None:
    for number, label in enumerate(matrix.labels):
        texts = [label, *(row.labels[number] for row in matrix.rows)]
        sheet.column_width(
            number, number, min(_MAX_WIDTH, max(_MIN_WIDTH, *map(width_in_characters, texts)) + _PADDING)
        )
    first = len(matrix.labels)
    if matrix.columns:
        sheet.column_width(first, first + len(matrix.columns) - 1, _FIGURE_WIDTH)
    for line in range(len(matrix.sides) - 1):
        lines = max([1, *(lines_needed(column.headings[line], _HEADING_WIDTH) for column in matrix.columns)])
        sheet.row_height(_TOP + line, lines * _HEADING_POINTS + 5)
    sheet.row_height(matrix.first_row - 1, 2 * _HEADING_POINTS + 5)


def _write_labels(sheet: SheetDraft, matrix: Matrix) -> None:
    for line, side in enumerate(matrix.sides):
        style = cell_styles.TOTAL if _TOP + line == matrix.totals_row else cell_styles.LABEL
        for number in range(len(matrix.labels)):
            sheet.text(matrix.cell(_TOP + line, number), side if number == matrix.frozen - 1 else "", style)
    for number, label in enumerate(matrix.labels):
        sheet.text(matrix.cell(matrix.first_row - 1, number), label, cell_styles.CAPTION)


def _write_head(sheet: SheetDraft, matrix: Matrix, number: int, column: MatrixColumn) -> None:
    at = len(matrix.labels) + number
    for line, text in enumerate(column.headings):
        sheet.text(matrix.cell(_TOP + line, at), text, cell_styles.SMALL_LABEL)
    sheet.text(matrix.cell(matrix.first_row - 1, at), column.name, cell_styles.NAME)
    cell = matrix.total_cell(number)
    if column.total is None or not matrix.rows:
        sheet.blank(cell, cell_styles.TOTAL)
        return
    first = matrix.cell(matrix.first_row, at)
    area = first.to(matrix.cell(first.row + len(matrix.rows) - 1, at))
    text = f"{_FUNCTIONS[column.how]}({area.a1})"
    if column.mark is not None:
        text = f"IF(COUNT({area.a1})=0,{text_literal(column.mark)},{text})"
    sheet.formula(cell, Formula(text, column.total), cell_styles.TOTAL)


def _write_row(sheet: SheetDraft, matrix: Matrix, at: int, row: MatrixRow) -> None:
    for number, text in enumerate(row.labels):
        sheet.text(matrix.cell(at, number), text, cell_styles.LISTED)
    for number, figure in enumerate(row.figures):
        cell = matrix.cell(at, len(matrix.labels) + number)
        style = row.marked.get(number, cell_styles.LISTED_FIGURE)
        if figure is None:
            sheet.blank(cell, style)
        elif isinstance(figure, str):
            sheet.text(cell, figure, style)
        else:
            sheet.number(cell, figure, style)
