"""Tables as Word has them: a grid of columns, rows of cells, and merging by span and by continuation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from xlsreport.document.docx.look import Look
from xlsreport.document.docx.markup import KEPT_WITH_NEXT, element, paragraph, run, twips
from xlsreport.document.docx.styles import TABLE_LINE, cell_margins, size_properties
from xlsreport.document.model import LARGEST_GROUP, SMALLEST_FIGURE, Table, TableBlock, TableCell

_ROW_HEIGHT = 1.8
"""Of a row, for the size of its letters."""
_NARROWEST = 75
"""Per cent: the least width of digits; narrower ones run into each other."""


def table_xml(table: Table, look: Look) -> Iterator[str]:
    """The table, below its title where it has one."""
    if table.title is not None:
        yield paragraph(look.ids["caption"], run(table.title, look.hint), KEPT_WITH_NEXT)
    yield TableWriter(table, look).table()


class TableWriter:
    """Writes one table; holds what every cell asks for: where the cells are and how wide the columns."""

    def __init__(self, table: Table, look: Look) -> None:
        # Where a table has the size that is usual in the house style, the style of table texts decides.
        usual = look.table_size if table.font_size == look.house.table.size else table.font_size
        self._table = table = replace(table, font_size=usual)
        self._look = look
        self._widths = _column_widths(table, look.page.type_width)
        self._covering = table.covering()
        self._kept = _rows_kept_with_the_next(table)
        self._repeated = _repeated_rows(table)
        self._labels_from_left = table.labels_from_left
        self._is_usual_size = table.font_size == look.table_size

    def table(self) -> str:
        """The whole table."""
        grid = element("tblGrid", *(element("gridCol", w=width) for width in self._widths))
        rows = (self._row(number) for number in range(self._table.height))
        return element("tbl", self._properties(), grid, *rows)

    def _properties(self) -> str:
        return element(
            "tblPr",
            element("tblStyle", val=self._look.ids["table"]),
            element("tblW", w=sum(self._widths), type="dxa"),
            element("jc", val="center"),
            element("tblLayout", type="fixed"),
            cell_margins(),  # whatever the style says: columns were measured with these
            element("tblLook", val="0620", firstRow=1, lastRow=0, firstColumn=0, lastColumn=0, noHBand=1, noVBand=1),
            element("tblCaption", val=self._table.label),
        )

    def _row(self, number: int) -> str:
        height = element("trHeight", val=twips(self._table.font_size * _ROW_HEIGHT), hRule="atLeast")
        header = element("tblHeader") if number in self._repeated else ""
        return element("tr", element("trPr", element("cantSplit"), height, header), *self._cells(number))

    def _cells(self, row: int) -> Iterator[str]:
        column = 0
        while column < len(self._widths):
            number = self._covering.get((row, column))
            cell = _empty(row, column) if number is None else self._table.cells[number]
            yield self._cell(cell, row)
            column += cell.width

    def _cell(self, cell: TableCell, row: int) -> str:
        width = sum(self._widths[cell.left : cell.left + cell.width])
        span = f'<w:gridSpan w:val="{cell.width}"/>' if cell.width > 1 else ""
        merge = f'<w:vMerge w:val="{"restart" if row == cell.top else "continue"}"/>' if cell.height > 1 else ""
        properties = f'<w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{merge}<w:vAlign w:val="center"/></w:tcPr>'
        return f"<w:tc>{properties}{self._content(cell, row)}</w:tc>"

    def _content(self, cell: TableCell, row: int) -> str:
        keep = KEPT_WITH_NEXT if row in self._kept else ""
        left = '<w:jc w:val="left"/>' if self._is_from_left(cell) else ""
        text = cell.text if row == cell.top else ""
        content = run(text, self._look.hint + self._letters(cell)) if text else ""
        return paragraph(self._look.ids["table_text"], content, f"{keep}{self._line()}{left}")

    def _line(self) -> str:
        """The pitch of lines, where the table is set in another size than the style's own."""
        if self._is_usual_size:
            return ""
        return element("spacing", line=twips(self._table.font_size * TABLE_LINE), lineRule="exact")

    def _is_from_left(self, cell: TableCell) -> bool:
        return self._labels_from_left and cell.role == "row" and cell.height == 1

    def _letters(self, cell: TableCell) -> str:
        """The size; for a figure that is wider than its column, which Word would break between two digits, narrower.

        Digits are made narrower first and smaller only then, since small ones are hard to read.
        """
        size, scale = self._table.font_size, 1.0
        if cell.role == "figure":
            scale = self._table.figure_scale(cell, self._look.page.type_width / 20)
        if scale == 1:
            return "" if self._is_usual_size else size_properties(size)
        width = max(_NARROWEST, int(scale * 100))
        # Word counts sizes in half points.
        fitting = max(SMALLEST_FIGURE, int(size * scale / width * 100 * 2) / 2)
        return f'<w:w w:val="{width}"/>{size_properties(fitting)}'


def _column_widths(table: Table, width: int) -> list[int]:
    """The columns' widths in twips, rounded at the edges so that their sum is the width of the type area."""
    total, edges, reached = sum(table.columns), [0], 0.0
    for share in table.columns:
        reached += share
        edges.append(round(width * reached / total))
    return [right - left for left, right in pairwise(edges)]


def _repeated_rows(table: Table) -> range:
    """The headings that are repeated on each page; of several blocks none, since they would stand above another's."""
    return range(table.blocks[0].heading_rows) if len(table.blocks) == 1 else range(0)


def _rows_kept_with_the_next(table: Table) -> set[int]:
    """Headings never stand alone at the foot of a page, small groups and blocks among several are not torn apart."""
    kept = {row for block in table.blocks for row in _kept_of_block(block, is_alone=len(table.blocks) == 1)}
    return kept.union(*(range(cell.top, cell.top + cell.height - 1) for cell in _small_groups(table)))


def _kept_of_block(block: TableBlock, *, is_alone: bool) -> range:
    is_whole = not is_alone and block.bottom - block.top <= LARGEST_GROUP
    return range(block.top, block.bottom - 1 if is_whole else block.top + block.heading_rows)


def _small_groups(table: Table) -> Iterator[TableCell]:
    """Labels beside a few rows, which are not to be torn apart; one beside most of the table cannot be kept whole."""
    return (cell for cell in table.cells if cell.role == "row" and 1 < cell.height <= LARGEST_GROUP)


def _empty(row: int, column: int) -> TableCell:
    """What stands where the form has nothing: the cell must be written, or all to its right would move."""
    return TableCell("", row, column, 1, 1, "stub")
