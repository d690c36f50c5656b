"""Comments on the cells that a returned workbook is about: what is said of each, where the reporter sees it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from xlsreport.checking.remarks import Remark, Remarks
from xlsreport.layout.cells import CellRef
from xlsreport.workbook.appearance import cell_styles
from xlsreport.workbook.appearance.cell_sizes import lines_needed
from xlsreport.workbook.draft.workbook_context import WorkbookContext
from xlsreport.workbook.draft.workbook_draft import CellStyle
from xlsreport.workbook.sheet.returned_sheet import comment_heading

_FONT_SIZE, _LINE_HEIGHT = 10, 18
"""Points of the letters, and pixels of the lines that they stand in."""
_WIDTH, _CHARACTERS = 340, 46
"""Pixels of a comment, and the characters that fit into its lines."""
_MAX_HEIGHT = 540
"""Pixels; a screen shows no more."""
_FILL = "#FFF6D6"


def frames_of(remarks: Remarks) -> Mapping[CellRef, CellStyle]:
    """The frame of every cell that some remark is about; that of an error where there is one."""
    frames = ((remarks.warnings, cell_styles.FRAME_WARNING), (remarks.errors, cell_styles.FRAME_ERROR))
    return {cell: frame for group, frame in frames for one in group for cell in _cells(one)}


def _cells(remark: Remark) -> Iterator[CellRef]:
    """Every cell that a remark is about, of all areas."""
    for area in (remark.finding.cells, *remark.finding.also):
        yield from area.cells()


def write_comments(context: WorkbookContext, remarks: Remarks) -> None:
    """Write the remarks on each cell, or on the first cell of an area, into one comment."""
    said: dict[CellRef, list[str]] = {}
    for remark in remarks.about_cells:
        heading = comment_heading(remark, context.messages)
        said.setdefault(remark.finding.cells.first, []).append(f"{heading}\n{remark.finding.message}")
    font = {"font_name": context.draft.font, "font_size": _FONT_SIZE}
    look = {"author": context.messages("returned.author"), "width": _WIDTH, "color": _FILL, **font}
    sheets = {sheet.name: sheet for sheet in context.draft.sheets}
    for cell, texts in said.items():
        text = "\n".join(texts)
        height = min(_MAX_HEIGHT, (lines_needed(text, _CHARACTERS) + 1) * _LINE_HEIGHT)
        sheets[cell.sheet].comment(cell, text, {**look, "height": height})
