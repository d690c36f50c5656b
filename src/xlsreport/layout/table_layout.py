"""Where a table stands on its sheet, and what is beside and below it."""

from __future__ import annotations

from collections.abc import Mapping

from xlsreport.definition.definition import Definition
from xlsreport.definition.place import Place
from xlsreport.definition.rule_language.rule_cases import RuleCase
from xlsreport.definition.tables.line_rows import line_rows
from xlsreport.definition.tables.table_declaration import Table
from xlsreport.layout.asked_cells import asked_cells
from xlsreport.layout.cells import CellRange, CellRef
from xlsreport.layout.grid import TableGrid
from xlsreport.layout.sheet_layouts import (
    TableLayout,
)

_COMMENT_ROWS = 2
"""What the comment is called, and the room for it."""


STATES_OFFSET = 20
"""Columns between the checks beside a table and the hidden states of its rules: people write remarks there."""


def table_layout(
    definition: Definition, sheet: str, table: Table, grid: TableGrid, top: int, check_column: int
) -> TableLayout:
    """Where a table and what belongs to it stand from a row of its sheet on."""
    title = nil_label = nil = None
    if table.title is not None:
        title = CellRef(sheet, top, 0)
        top += 1
    if table.nil_return is not None:
        nil_label = CellRange(CellRef(sheet, top, 0), CellRef(sheet, top, max(0, grid.width - 2)))
        nil = CellRef(sheet, top, max(1, grid.width - 1))
        top += 1
    row_ids = dict.fromkeys(figure.place.row for figure in grid.figures)
    row_checks = {row: CellRef(sheet, top + grid.row_at(row), check_column) for row in row_ids}
    row_faults = {row: CellRef(sheet, cell.row, check_column + 1) for row, cell in row_checks.items()}
    remark, comment_label, comment = _words_below(sheet, table, top + grid.height, check_column)
    # Rows without labels, or with the names of lines, are found again by their ids.
    unnamed = line_rows(table) if grid.stub_width else row_faults
    row_marks = {row: CellRef(sheet, row_faults[row].row, row_faults[row].column + 1) for row in unnamed}
    below = top + grid.height + len(remark) + (0 if comment is None else _COMMENT_ROWS)
    previous, previous_rows = _previous(definition, sheet, grid, below)
    cases, case_rows = _cases(definition, sheet, grid, below + len(previous_rows))
    bottom = below + len(previous_rows) + len(case_rows)
    heading = CellRef(sheet, top + grid.blocks[0].heading_rows - 1, check_column + STATES_OFFSET)
    states = _case_states(definition, table.id, row_checks, heading)
    return TableLayout(
        sheet,
        grid,
        top,
        title,
        nil_label,
        nil,
        check_column,
        CellRef(sheet, _verdict_row(grid, top), check_column) if cases else None,
        row_checks,
        row_faults,
        row_marks,
        remark,
        comment_label,
        comment,
        previous,
        previous_rows,
        cases,
        case_rows,
        states,
        asked_cells(definition, row_checks, heading, table.id, states.values()),
        bottom,
    )


def _words_below(
    sheet: str, table: Table, top: int, width: int
) -> tuple[tuple[CellRange, ...], CellRange | None, CellRange | None]:
    """The lines of the remark, then what the comment is called, and the room for it, each over the sheet's tables."""

    def line(row: int) -> CellRange:
        return CellRef(sheet, row, 0).to(CellRef(sheet, row, max(0, width - 1)))

    remark = tuple(line(top + number) for number in range(len(table.remark)))
    if table.comment is None:
        return remark, None, None
    label = top + len(remark)
    return remark, line(label), line(label + 1)


def _verdict_row(grid: TableGrid, top: int) -> int:
    """The row above the heading of the row checks, if it is one of the table or a free one above it."""
    last = top + grid.blocks[0].heading_rows - 1
    return last - 1 if last > 1 else last


def _previous(
    definition: Definition, sheet: str, grid: TableGrid, top: int
) -> tuple[dict[Place, CellRef], dict[str, int]]:
    """Last year's figures that some rule needs: a row below the table for each of their rows, under their columns."""
    needed = [place for place in definition.previous_places if place.table == grid.table]
    rows = {row: top + number for number, row in enumerate(dict.fromkeys(place.row for place in needed))}
    lefts = {figure.place: figure.box.left for figure in grid.figures}
    return {place: CellRef(sheet, rows[place.row], lefts[place]) for place in needed}, rows


def _cases(definition: Definition, sheet: str, grid: TableGrid, top: int) -> tuple[dict[str, CellRef], dict[str, int]]:
    """Results below the table: a row for each rule, under the column that the case is about."""
    shown = [case for case in definition.cases if case.table == grid.table and case.along != "rows"]
    rows = {rule: top + number for number, rule in enumerate(dict.fromkeys(case.rule.id for case in shown))}
    return {case.key: CellRef(sheet, rows[case.rule.id], _left_of_case(grid, case)) for case in shown}, rows


def _case_states(
    definition: Definition, table: str, row_checks: Mapping[str, CellRef], first: CellRef
) -> dict[str, CellRef]:
    """A cell for each case that has figures of a table, far to the right: in its row, else in the row of headings.

    Its row is also that of another table's case about the row with the same id.
    """
    columns: dict[str, int] = {}
    states = {}
    for case in definition.cases:
        if any(place.table == table for place in case.places):
            own = row_checks.get(case.member or "") if case.along == "rows" else None
            column = columns.setdefault(case.key if own is None else case.rule.id, first.column + len(columns))
            row = first.row if own is None else own.row
            states[case.key] = CellRef(first.sheet, row, column)
    return states


def _left_of_case(grid: TableGrid, case: RuleCase) -> int:
    return grid.stub_width if case.member is None else grid.column_at(case.member).left
