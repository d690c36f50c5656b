"""Writes tables for Word: a grid of columns, rows of cells, merged by span and by continuation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import pairwise

from xlsreport.document.content.model import MIN_FIGURE_SIZE, Alignment, EmphasisedText, PrintedTable, TableCell
from xlsreport.document.docx.docx_styling import DocxStyling
from xlsreport.document.docx.word_styles import TABLE_LINE, cell_margins, size_properties
from xlsreport.document.docx.word_xml import KEPT_WITH_NEXT, ON_A_NEW_PAGE, element, paragraph, text_run, twips
from xlsreport.document.pagination.page_breaks import PageBreaks
from xlsreport.document.pagination.table_paging import headings_above, kept_with_next

_ROW_HEIGHT = 1.7
"""Height of a row in font sizes."""
_SIDES: Mapping[Alignment, str] = {
    "left": element("jc", val="left"),
    "centre": "",  # as the style of table texts has it
    "right": element("jc", val="right"),
}
CONTINUED_BOOKMARK = "_again"
"""Prefix of bookmarks on labels that are repeated from the page before; Word hides bookmarks that begin with _."""
_EMPHASIS = {"": "", "bold": element("b"), "struck": element("strike")}
_MIN_DIGIT_WIDTH = 75
"""Per cent: narrower digits would run into each other."""


def table_xml(table: PrintedTable, styling: DocxStyling, breaks: PageBreaks, number: int) -> Iterator[str]:
    """The table below its title, if any; split into parts, each on its own page, if one page does not hold it.

    Args:
        table: the table.
        styling: what the report is set in.
        breaks: how it is kept on its pages.
        number: which table of the document it is.
    """
    if table.title is not None:
        begins = ON_A_NEW_PAGE if breaks.new_page else ""
        yield paragraph(styling.ids["caption"], text_run(table.title, styling.hint), KEPT_WITH_NEXT + begins)
    elif breaks.new_page:
        yield _page_begin(styling)
    writer = TableWriter(table, styling, number, breaks)
    for top, bottom in pairwise((0, *breaks.paging.starts, table.height)):
        if top:
            yield _page_begin(styling, writer.mark(top, len(table.columns)))
        yield writer.part(top, bottom)


def _page_begin(styling: DocxStyling, mark: str = "") -> str:
    """A paragraph of no visible height that begins a page: Word splits tables only at a paragraph."""
    return paragraph(
        styling.ids["table_text"], mark, ON_A_NEW_PAGE + element("spacing", line=twips(1), lineRule="exact")
    )


class TableWriter:
    """Writes one table.

    A part that continues from the page before repeats the headings, and the labels of groups that continue. Hidden
    bookmarks mark the part and each repeated label.
    """

    def __init__(self, table: PrintedTable, styling: DocxStyling, number: int, breaks: PageBreaks) -> None:
        # The style of table texts decides the font size of tables that have the page style's usual size.
        usual = styling.table_size if table.font_size == styling.page_style.table.size else table.font_size
        self._table = table = replace(table, font_size=usual)
        self._styling = styling
        self._number = number
        self._width = styling.page.paper(landscape=table.landscape).type_width
        self._widths = _column_widths(table, self._width)
        self._covering = table.covering()
        self._kept = set(range(table.height - 1)) if breaks.paging.whole else kept_with_next(table)
        if breaks.with_next:
            self._kept.add(table.height - 1)
        self._repeats = breaks.paging.repeats
        self._is_usual_size = table.font_size == styling.table_size

    def part(self, top: int, bottom: int) -> str:
        """The rows ``top`` to before ``bottom`` as a table, below the headings."""
        grid = element("tblGrid", *(element("gridCol", w=width) for width in self._widths))
        above = headings_above(self._table, top) if self._repeats else range(0)
        headings = [self._row(row, above, is_heading=True) for row in above]
        # With several blocks, the headings of the first do not apply to all rows.
        own = headings_above(self._table, self._table.height - 1) if top == 0 and len(self._table.blocks) == 1 else ()
        rows = (self._row(row, range(top, bottom), is_heading=row in own) for row in range(top, bottom))
        return element("tbl", self._properties(), grid, *headings, *rows)

    def _properties(self) -> str:
        return element(
            "tblPr",
            element("tblStyle", val=self._styling.ids["table"]),
            element("tblW", w=sum(self._widths), type="dxa"),
            element("jc", val="center"),
            element("tblLayout", type="fixed"),
            cell_margins(self._table.font_size),  # columns and rows were measured with these margins
            element("tblLook", val="0620", firstRow=1, lastRow=0, firstColumn=0, lastColumn=0, noHBand=1, noVBand=1),
            element("tblCaption", val=self._table.label),
        )

    def _row(self, number: int, part: range, *, is_heading: bool) -> str:
        height = element("trHeight", val=twips(self._table.font_size * _ROW_HEIGHT), hRule="atLeast")
        header = element("tblHeader") if is_heading else ""
        return element("tr", element("trPr", element("cantSplit"), height, header), *self._cells(number, part))

    def _cells(self, row: int, part: range) -> Iterator[str]:
        column = 0
        while column < len(self._widths):
            number = self._covering.get((row, column))
            cell = _empty(row, column) if number is None else self._table.cells[number]
            yield self._cell(cell, row, part)
            column += cell.width

    def _cell(self, cell: TableCell, row: int, part: range) -> str:
        """One cell of a row; ``part`` are the rows of its part of the table, at which the cell is cut."""
        width = sum(self._widths[cell.left : cell.left + cell.width])
        span = f'<w:gridSpan w:val="{cell.width}"/>' if cell.width > 1 else ""
        top, bottom = max(cell.top, part.start), min(cell.top + cell.height, part.stop)
        merge = f'<w:vMerge w:val="{"restart" if row == top else "continue"}"/>' if bottom - top > 1 else ""
        properties = f'<w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{merge}<w:vAlign w:val="center"/></w:tcPr>'
        text = cell.text if row == top else ""
        mark = self.mark(row, cell.left) if text and row > cell.top else ""
        return f"<w:tc>{properties}{self._content(cell, row, text, mark)}</w:tc>"

    def mark(self, row: int, column: int) -> str:
        """A bookmark on a label or table that continues from the page before."""
        key = (self._number * 10_000 + row) * 100 + column
        return f'<w:bookmarkStart w:id="{key}" w:name="{CONTINUED_BOOKMARK}{key}"/><w:bookmarkEnd w:id="{key}"/>'

    def _content(self, cell: TableCell, row: int, text: str, mark: str) -> str:
        keep = KEPT_WITH_NEXT if row in self._kept else ""
        side = _SIDES[self._table.alignment(cell)]
        parts = (cell.runs or (EmphasisedText(text, ""),)) if text else ()
        letters = self._letters(cell)
        content = "".join(text_run(part, self._styling.hint + _EMPHASIS[how] + letters) for part, how in parts)
        return paragraph(self._styling.ids["table_text"], mark + content, f"{keep}{self._line()}{side}")

    def _line(self) -> str:
        """The line pitch, if the table's font size is not that of the style."""
        if self._is_usual_size:
            return ""
        return element("spacing", line=twips(self._table.font_size * TABLE_LINE), lineRule="exact")

    def _letters(self, cell: TableCell) -> str:
        """The font size and, for a figure that Word would break between two digits, a smaller character width.

        Digits are narrowed first and made smaller only then, since small digits are hard to read.
        """
        size, scale = self._table.font_size, 1.0
        if cell.role == "figure":
            scale = self._table.figure_scale(cell, self._width / 20)
        if scale == 1:
            return "" if self._is_usual_size else size_properties(size)
        width = max(_MIN_DIGIT_WIDTH, int(scale * 100))
        # Font sizes are in half points.
        fitting = max(MIN_FIGURE_SIZE, int(size * scale / width * 100 * 2) / 2)
        return f'<w:w w:val="{width}"/>{size_properties(fitting)}'


def _column_widths(table: PrintedTable, width: int) -> list[int]:
    """Column widths in twips; edges are rounded, so that the sum is the width of the type area."""
    total, edges, reached = sum(table.columns), [0], 0.0
    for share in table.columns:
        reached += share
        edges.append(round(width * reached / total))
    return [right - left for left, right in pairwise(edges)]


def _empty(row: int, column: int) -> TableCell:
    """An empty cell where the form has none, so that the cells to the right keep their columns."""
    return TableCell("", row, column, 1, 1, "stub")
