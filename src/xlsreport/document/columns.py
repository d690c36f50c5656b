"""How wide the printed columns of a table are, so that it fits the type area."""

from __future__ import annotations

import math

from xlsreport.document.model import CELL_MARGINS, TYPE_WIDTH
from xlsreport.layout.grid import LabelBox, TableGrid

_LONGEST_LINE = 13
"""Characters of a row label before it wraps."""
_SHORT_HEADING = 3
"""Characters of a column heading that is not to be wrapped, such as 自然人."""
_WIDEST_STUB = 0.6
"""Of the table, so that figures keep their room whatever the labels are."""


def printed_columns(grid: TableGrid, font_size: float) -> tuple[float, ...]:
    """The width of each printed column in points; together they fill the type area."""
    stubs = [_stub(grid, column, font_size) for column in range(grid.stub_width)]
    scale = min(1.0, _WIDEST_STUB * TYPE_WIDTH / sum(stubs)) if stubs else 1.0
    stubs = [width * scale for width in stubs]
    figures = grid.width - grid.stub_width
    room = TYPE_WIDTH - sum(stubs)
    fixed = {c: w for c in range(grid.stub_width, grid.width) if (w := _heading(grid, c, font_size)) > room / figures}
    if len(fixed) == figures or sum(fixed.values()) > room * 0.6:
        fixed = {}
    share = (room - sum(fixed.values())) / (figures - len(fixed))
    return (*stubs, *(fixed.get(column, share) for column in range(grid.stub_width, grid.width)))


def _stub(grid: TableGrid, column: int, font_size: float) -> float:
    boxes = [
        label for label in grid.labels if label.role == "row" and label.box.left == column and label.box.width == 1
    ]
    characters = max((_line(label) for label in boxes), default=_SHORT_HEADING)
    return (characters + 0.5) * font_size + CELL_MARGINS


def _line(label: LabelBox) -> int:
    """Characters in a line of a row label: short ones on one line, those beside several rows on two or three."""
    length = len(label.text)
    if label.box.height == 1:
        return min(length, _LONGEST_LINE)
    return math.ceil(length / (2 if label.box.height <= 8 else 3))


def _heading(grid: TableGrid, column: int, font_size: float) -> float:
    """What a short heading of a single column needs to stay on one line; nothing for a longer one."""
    texts = [
        label.text
        for label in grid.labels
        if label.role == "column" and label.box.left == column and label.box.width == 1
    ]
    short = [len(text) for text in texts if len(text) <= _SHORT_HEADING]
    return (max(short) + 0.2) * font_size + CELL_MARGINS if short else 0.0
