"""The blocks of a page: its paragraphs and tables; tables that only arrange the page are taken apart."""

from __future__ import annotations

from lxml import etree

from xlsreport.errors import PublicationError
from xlsreport.messages import Messages
from xlsreport.published.publication.publication import Block, Paragraph, PublishedTable
from xlsreport.published.publication.web_page.line_text import line_text
from xlsreport.published.publication.web_page.markup.element_styles import ElementStyle, StyleSource
from xlsreport.published.publication.web_page.markup.page_tree import inner_text
from xlsreport.published.publication.web_page.page_flow import FlowSetting, PageFlow
from xlsreport.published.publication.web_page.page_surroundings import surrounding_elements
from xlsreport.published.publication.web_page.table_shapes.cell_contents import (
    CellContent,
    is_arrangement,
    published_table,
)
from xlsreport.published.publication.web_page.table_shapes.joined_tables import joined_tables
from xlsreport.published.publication.web_page.table_shapes.repeated_rows import repeated_rows
from xlsreport.published.publication.web_page.table_shapes.styled_tables import styled_table
from xlsreport.published.publication.web_page.table_shapes.table_elements import TableElements, table_elements
from xlsreport.published.publication.web_page.table_shapes.table_grid import MAX_SLOTS, PlacedCell, placed, slots

_DEEPEST = 20
"""Tables within cells of tables; layouts of the nineties reach some eight."""
_QUOTED = 3
"""Texts between cells that a note quotes."""


class PageBlocks:
    """Reads the blocks of one page.

    Attributes:
        notes: sentences on what was left out.
    """

    def __init__(self, root: etree._Element, style_of: StyleSource, name: str, messages: Messages) -> None:
        self.notes: list[str] = []
        self._setting = FlowSetting(style_of, surrounding_elements(root), self._table)
        self._repeated = repeated_rows(root, style_of)
        self._name, self._messages = name, messages
        self._depth = self._slots = 0
        self._between: list[tuple[PublishedTable, list[str]]] = []
        self._struck: list[tuple[PublishedTable, PlacedCell[CellContent]]] = []

    def read(self, root: etree._Element) -> tuple[Block, ...]:
        """All blocks below an element, its tables numbered from 1."""
        flow = PageFlow(self._setting)
        flow.walk(root)
        page = joined_tables(flow.blocks)
        self.notes.extend(self._messages("web_page.struck", text=text) for text in flow.struck)
        for table, cell in self._struck:
            if (origin := page.origins.get(id(table))) is not None:
                self._note_struck(*origin, cell)
        for table, texts in self._between:
            if (origin := page.origins.get(id(table))) is not None:
                self.notes.append(self._messages("web_page.between", table=origin[0], text=" … ".join(texts[:_QUOTED])))
        self.notes.extend(self._messages("web_page.joined", table=number) for number in page.joined)
        return page.blocks

    def _note_struck(self, table: int, rows_above: int, cell: PlacedCell[CellContent]) -> None:
        for text in cell.content.struck:
            place = {"table": table, "row": rows_above + cell.row + 1, "column": cell.column + 1}
            self.notes.append(self._messages("web_page.struck_cell", **place, text=text))

    def _table(self, element: etree._Element, style: ElementStyle) -> list[Block] | None:
        """What stands in a table; None for an element that is none."""
        if element.tag == "table":
            elements = table_elements(element, self._setting.style_of)
        else:
            found = styled_table(element, style, self._setting.style_of) or self._repeated.get(element)
            if found is None:
                return None
            elements = found
        return self._read(elements, element.get("role", ""))

    def _read(self, elements: TableElements, role: str) -> list[Block]:
        self._slots += slots(elements.groups)
        self._depth += 1
        if self._slots > MAX_SLOTS or self._depth > _DEEPEST:
            raise PublicationError(self._messages("web_page.too_much", file=self._name))
        grid = placed(elements.groups)
        cells = [cell.holding(self._content(cell.content)) for cell in grid.cells]
        outside: list[Block] = [Paragraph(text) for text in elements.stray]
        outside += [block for each in elements.outside for block in self._content(each, in_cell=False).blocks]
        self._depth -= 1
        if is_arrangement(cells, role):
            return [*outside, *(block for cell in cells for block in cell.content.blocks)]
        table = published_table(cells, exact_columns=elements.exact_columns)
        if table is None:
            return outside
        self._struck.extend((table, cell) for cell in cells if cell.content.struck)
        if elements.between:
            self._between.append((table, elements.between))
        return [*outside, table]

    def _content(self, element: etree._Element, *, in_cell: bool = True) -> CellContent:
        flow = PageFlow(self._setting, in_cell=in_cell)
        if in_cell and self._is_struck(element):
            return CellContent((), (line_text(inner_text(element)),))
        flow.walk(element)
        return CellContent(tuple(flow.blocks), tuple(flow.struck))

    def _is_struck(self, cell: etree._Element) -> bool:
        """Whether a cell, its row or its group of rows is struck out."""
        row = cell.getparent()
        return self._setting.style_of(cell).is_struck or (row is not None and self._setting.style_of(row).is_struck)
