"""Paragraphs in cells that are locked, which they were not when given out: a paste brought another format along."""

from __future__ import annotations

from collections.abc import Iterator

from xlsreport.layout.cells import CellRef
from xlsreport.layout.positions import Positions
from xlsreport.submission.alteration import Alteration
from xlsreport.submission.container import Workbook, lines_of, text_of
from xlsreport.submission.paragraphs import parted
from xlsreport.submission.plan import plan_of


def locked_lines(workbook: Workbook, positions: Positions) -> Iterator[Alteration]:
    """For each sheet of paragraphs that is locked, those lines of the form that nobody can type into any more."""
    for section in positions.layout.narratives:
        first = positions.first_line(section)
        sheet = workbook.cells(first.sheet)
        if not sheet.frame.is_protected:
            continue
        lines = plan_of(positions).line_rows[section]
        cells = (cell for cell in _filled(workbook, positions, section, first) if cell.row in lines)
        locked = [cell for cell in cells if sheet.style(cell.row, cell.column).is_locked]
        if locked:
            yield Alteration("protection", locked[0].to(locked[0]), "locked_lines", {"count": len(locked)})


def _filled(workbook: Workbook, positions: Positions, section: str, first: CellRef) -> Iterator[CellRef]:
    for row, value in enumerate(lines_of(workbook, first), start=first.row):
        if value != "" and text_of(value):
            yield CellRef(first.sheet, row, first.column)
    yield from (cell for cell, _ in parted(workbook, positions, section))
