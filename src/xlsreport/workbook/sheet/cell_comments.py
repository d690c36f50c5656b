"""Comments on the cells that the remarks of a returned workbook are about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from xlsreport.checking.remarks import Remark, Remarks
from xlsreport.layout.cells import CellRef
from xlsreport.workbook.appearance import cell_styles
from xlsreport.workbook.appearance.cell_sizes import lines_needed
from xlsreport.workbook.draft.draft_calls import CellStyle
from xlsreport.workbook.draft.workbook_context import WorkbookContext
from xlsreport.workbook.sheet.returned_sheet import comment_heading

_FONT_SIZE, _LINE_HEIGHT = 10, 18
"""Font size in points, and line height in pixels."""
_WIDTH, _CHARACTERS = 340, 46
"""Width of a comment in pixels, and the characters that fit on its lines."""
_MAX_HEIGHT = 540
"""Pixels; a taller comment would not fit a screen."""
_FILL = "#FFF6D6"


def frames_of(remarks: Remarks) -> Mapping[CellRef, CellStyle]:
    """The frame of every cell that a remark is about; an error's frame wins over a warning's."""
    frames = ((remarks.warnings, cell_styles.FRAME_WARNING), (remarks.errors, cell_styles.FRAME_ERROR))
    return {cell: frame for group, frame in frames for one in group for cell in _cells(one)}


def _cells(remark: Remark) -> Iterator[CellRef]:
    """Every cell that a remark is about, of all areas; where figures are suspected, only theirs."""
    finding = remark.finding
    if finding.suspects:
        yield from _commented(remark)
    else:
        for area in (finding.cells, *finding.also):
            yield from area.cells()


def _commented(remark: Remark) -> Iterable[CellRef]:
    """The first cell, or all that are suspected."""
    suspected = (one.cell for one in remark.finding.suspects)
    return dict.fromkeys((remark.finding.cells.first, *suspected))


def write_comments(context: WorkbookContext, remarks: Remarks) -> None:
    """Write one comment for each cell, or first cell of an area, with all remarks on it."""
    said: dict[CellRef, list[str]] = {}
    for remark in remarks.about_cells:
        heading = comment_heading(remark, context.messages)
        for cell in _commented(remark):
            said.setdefault(cell, []).append(f"{heading}\n{remark.finding.message}")
    font = {"font_name": context.draft.font, "font_size": _FONT_SIZE}
    options = {"author": context.messages("returned.author"), "width": _WIDTH, "color": _FILL, **font}
    sheets = {sheet.name: sheet for sheet in context.draft.sheets}
    for cell, texts in said.items():
        text = "\n".join(texts)
        height = min(_MAX_HEIGHT, (lines_needed(text, _CHARACTERS) + 1) * _LINE_HEIGHT)
        sheets[cell.sheet].comment(cell, text, {**options, "height": height})
