"""Computes the widths of a table's printed columns so that it fits the type area."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

from xlsreport.definition.place import Place
from xlsreport.document.content.model import CELL_MARGINS
from xlsreport.document.pagination.text_width import widest_word, width_in_ems
from xlsreport.layout.grid import LabelBox, Role, TableGrid

_MAX_LABEL_LINE = 13
"""Characters of a row label on one line; a longer label wraps."""
_MAX_SHORT_HEADING = 3
"""Characters of a column heading that is not wrapped, such as 自然人."""
_MAX_FIGURE = 9
"""Ems of a figure that a column is widened for, fourteen digits; longer figures are set smaller."""
_MAX_STUB_SHARE = 0.6
"""Largest share of the table for row labels, so that figures keep their room."""
_MIN_STUB_SCALE = 0.8
"""Smallest factor by which label columns shrink where long figures need room; labels then wrap once more."""


def printed_column_widths(
    grid: TableGrid, font_size: float, figures: Mapping[Place, str], type_width: float
) -> tuple[float, ...]:
    """The width of each printed column in points; together they fill the type area.

    Args:
        grid: the table as it is printed.
        font_size: in points.
        figures: what is printed at each place, so that columns of long figures are wider than others.
        type_width: how wide the type area is, in points.
    """

    def points(characters: Iterator[float]) -> list[float]:
        return [width * font_size + CELL_MARGINS for width in characters]

    columns = range(grid.stub_width, grid.width)
    firm = points(_heading(grid, column) for column in columns)
    wished = list(map(max, firm, points(_longest_figure(grid, column, figures) for column in columns)))
    stubs = points(_stub(grid, column) for column in range(grid.stub_width))
    words = points(_widest_word(grid, column) for column in range(grid.stub_width))
    scale = _stub_scale(sum(stubs), sum(wished), type_width)
    stubs = [max(word, width * scale) for word, width in zip(words, stubs, strict=True)]
    return (*stubs, *_shared(type_width - sum(stubs), firm, wished))


def _stub_scale(stubs: float, figures: float, type_width: float) -> float:
    if not stubs:
        return 1.0
    widest = min(1.0, _MAX_STUB_SHARE * type_width / stubs)
    return max(widest * _MIN_STUB_SCALE, min(widest, (type_width - figures) / stubs))


def _shared(room: float, firm: list[float], wished: list[float]) -> list[float]:
    """Equal widths, except for columns that want more; if there is not enough room, headings come first."""
    if sum(firm) >= room:
        return [width * room / sum(firm) for width in firm]
    if sum(wished) >= room:
        granted = (room - sum(firm)) / (sum(wished) - sum(firm))
        return [least + granted * (width - least) for least, width in zip(firm, wished, strict=True)]
    share = _equal_share(room, wished)
    return [max(width, share) for width in wished]


def _equal_share(room: float, wished: list[float]) -> float:
    """The width of each column that wants no more than that, after the others have got what they want."""
    left = room
    for number, width in enumerate(sorted(wished, reverse=True)):
        share = left / (len(wished) - number)
        if width <= share:
            return share
        left -= width
    return 0.0


def _stub(grid: TableGrid, column: int) -> float:
    """The width of a column of row labels, in characters."""
    lines = (_line(label) for label in _labels(grid, "row", column))
    return max(lines, default=_MAX_SHORT_HEADING) + 0.5


def _line(label: LabelBox) -> float:
    """The line length of a row label, in characters: labels beside several rows are set on two or three lines."""
    width = width_in_ems(label.text)
    if label.box.height == 1:
        return min(width, _MAX_LABEL_LINE)
    return math.ceil(width / (2 if label.box.height <= 8 else 3))


def _widest_word(grid: TableGrid, column: int) -> float:
    """The width that a column of row labels needs so that no word is broken, in characters."""
    labels = (*_labels(grid, "row", column), *_labels(grid, "stub", column))
    return max((widest_word(label.text) for label in labels), default=0.0) + 0.2


def _heading(grid: TableGrid, column: int) -> float:
    """The width that a heading needs, in characters: a short one stays on one line, a longer one keeps its words."""
    needs = [0.0]
    for label in _labels(grid, "column", column):
        width = width_in_ems(label.text)
        needs.append(width if width <= _MAX_SHORT_HEADING else max(2.0, widest_word(label.text)))
    return max(needs) + 0.2


def _longest_figure(grid: TableGrid, column: int, figures: Mapping[Place, str]) -> float:
    boxes = (figure for figure in grid.figures if (figure.box.left, figure.box.width) == (column, 1))
    longest = max((widest_word(figures.get(figure.place, "")) for figure in boxes), default=0.0)
    return min(longest, _MAX_FIGURE) + 0.1


def _labels(grid: TableGrid, role: Role, column: int) -> Iterator[LabelBox]:
    """The labels that occupy one column alone."""
    return (label for label in grid.labels if (label.role, label.box.left, label.box.width) == (role, column, 1))
