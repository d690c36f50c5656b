"""Paragraphs in cells that became locked, usually because a paste brought its own cell format."""

from __future__ import annotations

from collections.abc import Iterator

from xlsreport.layout.cells import CellRef
from xlsreport.layout.positions import Positions
from xlsreport.submission.alteration import Alteration, AlterationKind
from xlsreport.submission.cell_plan import cell_plan_of
from xlsreport.submission.filled_workbook import FilledWorkbook, lines_of, text_of
from xlsreport.submission.split_paragraphs import split_cells


def locked_lines(workbook: FilledWorkbook, positions: Positions) -> Iterator[Alteration]:
    """For each protected sheet of paragraphs, the filled lines of the form that can no longer be changed."""
    for section in positions.layout.narratives:
        first = positions.first_line(section)
        sheet = workbook.cells(first.sheet)
        if not sheet.is_protected:
            continue
        lines = cell_plan_of(positions).line_rows[section]
        cells = (cell for cell in _filled(workbook, positions, section, first) if cell.row in lines)
        locked = [cell for cell in cells if sheet.is_locked(cell.row, cell.column)]
        if locked:
            yield Alteration(AlterationKind.LOCKED_LINES, locked[0].to(locked[0]), {"count": len(locked)})


def _filled(workbook: FilledWorkbook, positions: Positions, section: str, first: CellRef) -> Iterator[CellRef]:
    for row, value in enumerate(lines_of(workbook, first), start=first.row):
        if value != "" and text_of(value):
            yield CellRef(first.sheet, row, first.column)
    yield from (cell for cell, _ in split_cells(workbook, positions, section))
