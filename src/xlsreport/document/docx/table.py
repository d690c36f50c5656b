"""Tables as Word has them: a grid of columns, rows of cells, and merging by span and by continuation."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from xlsreport.document.docx.oxml import Element, clean, element, paragraph, run, twips
from xlsreport.document.docx.styles import size_properties
from xlsreport.document.house import HouseStyle, points
from xlsreport.document.model import Table, TableCell

_SIDES = ("top", "left", "bottom", "right")
_LINES = (*_SIDES, "insideH", "insideV")
_CELL_MARGINS = {"top": 20, "left": 40, "bottom": 20, "right": 40}
_SMALLEST = 5.0
_LARGEST_GROUP = 10


def table_elements(table: Table, house: HouseStyle) -> Iterator[Element]:
    """The table, below its title where it has one."""
    if table.title is not None:
        yield paragraph("Caption", run(table.title, house.hint))
    yield TableWriter(table, house).table()


class TableWriter:
    """Writes one table; holds what every cell asks for: where the cells are and how wide the columns."""

    def __init__(self, table: Table, house: HouseStyle) -> None:
        self._table = table
        self._house = house
        self._widths = _column_widths(table, twips(points(house.page.type_width)))
        self._covering = table.covering()
        self._kept = _rows_kept_with_the_next(table)
        self._repeated = range(table.blocks[0].heading_rows) if table.blocks else range(0)
        self._labels_from_left = table.labels_from_left

    def table(self) -> Element:
        """The whole table."""
        grid = element("tblGrid", *(element("gridCol", w=width) for width in self._widths))
        rows = (self._row(number) for number in range(self._table.height))
        return element("tbl", _table_properties(self._table, sum(self._widths)), grid, *rows)

    def _row(self, number: int) -> Element:
        height = element("trHeight", val=twips(self._table.font_size * 1.8), hRule="atLeast")
        properties = element("trPr", element("cantSplit"), height)
        if number in self._repeated:
            properties.append(element("tblHeader"))
        return element("tr", properties, *self._cells(number))

    def _cells(self, row: int) -> Iterator[Element]:
        column = 0
        while column < len(self._widths):
            number = self._covering.get((row, column))
            cell = _empty(row, column) if number is None else self._table.cells[number]
            yield self._cell(cell, row)
            column += cell.width

    def _cell(self, cell: TableCell, row: int) -> Element:
        properties = element("tcPr", element("tcW", w=self._width(cell), type="dxa"))
        if cell.width > 1:
            properties.append(element("gridSpan", val=cell.width))
        if cell.height > 1:
            properties.append(element("vMerge", val="restart" if row == cell.top else "continue"))
        properties.append(element("vAlign", val="center"))
        return element("tc", properties, self._content(cell, row))

    def _content(self, cell: TableCell, row: int) -> Element:
        size = self._fitting_size(cell)
        keep = (element("keepNext"),) if row in self._kept else ()
        line = element("spacing", line=twips(self._table.font_size * 1.3), lineRule="exact")
        layout = (*keep, line, element("jc", val=self._alignment(cell)))
        text = cell.text if row == cell.top else ""
        runs = (run(text, self._house.hint, *size_properties(size)),) if text else ()
        return paragraph("TableText", *runs, properties=layout)

    def _alignment(self, cell: TableCell) -> str:
        from_left = self._labels_from_left and cell.role == "row" and cell.height == 1
        return "left" if from_left else "center"

    def _width(self, cell: TableCell) -> int:
        return sum(self._widths[cell.left : cell.left + cell.width])

    def _fitting_size(self, cell: TableCell) -> float:
        """Smaller for a figure that is wider than its column: Word would break it between two digits."""
        if cell.role != "figure":
            return self._table.font_size
        scaled = self._table.font_size * self._table.figure_scale(cell)
        # Word counts sizes in half points.
        return max(_SMALLEST, int(scaled * 2) / 2)


def _table_properties(table: Table, width: int) -> Element:
    return element(
        "tblPr",
        element("tblW", w=width, type="dxa"),
        element("jc", val="center"),
        element("tblBorders", *(_line(side) for side in _LINES)),
        element("tblLayout", type="fixed"),
        element("tblCellMar", *(element(side, w=_CELL_MARGINS[side], type="dxa") for side in _SIDES)),
        element("tblLook", val="0620", firstRow=1, lastRow=0, firstColumn=0, lastColumn=0, noHBand=1, noVBand=1),
        element("tblCaption", val=clean(table.label)),
    )


def _line(side: str) -> Element:
    return element(side, val="single", sz=4, space=0, color="000000")


def _column_widths(table: Table, width: int) -> list[int]:
    """The columns' widths in twips, rounded at the edges so that their sum is the width of the type area."""
    total, edges, reached = sum(table.columns), [0], 0.0
    for share in table.columns:
        reached += share
        edges.append(round(width * reached / total))
    return [right - left for left, right in pairwise(edges)]


def _rows_kept_with_the_next(table: Table) -> set[int]:
    """Headings never stand alone at the foot of a page.

    A table of several blocks is kept on one page: the headings repeated on a second would be those of its
    first block, above figures of another.
    """
    if len(table.blocks) > 1:
        return set(range(table.height - 1))
    headings = {row for block in table.blocks for row in range(block.top, block.top + block.heading_rows)}
    return headings.union(*(range(cell.top, cell.top + cell.height - 1) for cell in _small_groups(table)))


def _small_groups(table: Table) -> Iterator[TableCell]:
    """Labels beside a few rows, which are not to be torn apart; one beside most of the table cannot be kept whole."""
    return (cell for cell in table.cells if cell.role == "row" and 1 < cell.height <= _LARGEST_GROUP)


def _empty(row: int, column: int) -> TableCell:
    """What stands where the form has nothing: the cell must be written, or all to its right would move."""
    return TableCell("", row, column, 1, 1, "stub")
