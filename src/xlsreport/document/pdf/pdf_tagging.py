"""Adds row headings to the tags of tables, for screen readers: Typst tags column headings only."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, String

from xlsreport.document.content.model import PrintedTable, TableBlock, TableCell
from xlsreport.document.pdf.typst_table import blocks_of
from xlsreport.document.pdf.typst_text import printable_text

Position = tuple[int, int]


def tagged(pdf: bytes, tables: Sequence[PrintedTable]) -> bytes:
    """The PDF with row labels tagged as headings, and for each figure the ids of all its headings.

    Args:
        pdf: as Typst wrote it, with one table for each block of a table.
        tables: those of the report, in their order.
    """
    blocks = [(table, block) for table in tables for block in blocks_of(table)]
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        root = opened.Root.StructTreeRoot
        found = _elements(root.K, Name.Table)
        names: list[Object] = []
        for number, (element, (table, block)) in enumerate(zip(found, blocks, strict=True), start=1):
            for name, heading in _TaggedTable(element, table, block, number).tag():
                names += [name, heading]
        if names:
            root.IDTree = Dictionary(Names=Array(names))
        opened.save(target, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return target.getvalue()


class _TaggedTable:
    """One tagged table of the PDF, and the block that it prints."""

    def __init__(self, element: Object, table: PrintedTable, block: TableBlock, number: int) -> None:
        self._element = element
        self._table = table
        self._number = number
        self._has_figures = any(cell.role == "figure" for cell in table.cells)
        covering = table.covering()
        self._cells = {
            covering[block.top + row, column]: cell
            for (row, column), cell in _positions(element).items()
            if (block.top + row, column) in covering
        }
        self._headings = {position for position in self._cells if self._is_heading(table.cells[position])}

    def tag(self) -> Iterator[tuple[String, Object]]:
        """Change the tags; yields the id and element of each heading, in the order of the ids."""
        _attributes(self._element).Summary = String(printable_text(self._table.label))
        for position, element in sorted(self._cells.items()):
            cell, attributes = self._table.cells[position], _attributes(element)
            attributes.Headers = Array([self._name(header) for header in cell.headers if header in self._headings])
            if position in self._headings:
                element.S, element.ID = Name.TH, self._name(position)
                attributes.Scope = Name.Row if cell.role in ("row", "sum") else Name.Column
                yield self._name(position), element
            else:
                element.S = Name.TD
                for owner, key in ((element, "/ID"), (attributes, "/Scope")):
                    if key in owner:
                        del owner[key]

    def _is_heading(self, cell: TableCell) -> bool:
        """Whether a cell is a heading: not if it is empty, and in a list of texts only column headings are."""
        return bool(cell.text.strip()) and cell.role != "figure" and (self._has_figures or cell.role == "column")

    def _name(self, position: int) -> String:
        return String(f"t{self._number:04}c{position:06}")


def _positions(table: Object) -> dict[Position, Object]:
    """The cells of a table by their first row and column."""
    begun: dict[Position, Object] = {}
    taken: set[Position] = set()
    for row, element in enumerate(_elements(table.K, Name.TR)):
        column = 0
        for cell in _elements(element.K, Name.TH, Name.TD):
            while (row, column) in taken:
                column += 1
            begun[row, column] = cell
            attributes = _attributes(cell)
            height, width = int(attributes.get("/RowSpan", 1)), int(attributes.get("/ColSpan", 1))
            taken |= {(row + down, column + right) for down in range(height) for right in range(width)}
    return begun


def _attributes(element: Object) -> Object:
    """The table attributes of an element (ISO 32000-1, 14.8.5.7); created if there are none."""
    if "/A" not in element:
        element.A = Array()
    for attributes in element.A:
        if attributes.O == "/Table":
            return attributes
    element.A.append(Dictionary(O=Name.Table))
    return element.A[-1]


def _elements(kids: Object, *kinds: Name) -> Iterator[Object]:
    """The outermost elements of some kinds below a node, in reading order."""
    for kid in kids if isinstance(kids, Array) else (kids,):
        if isinstance(kid, Dictionary) and "/S" in kid:
            if kid.S in kinds:
                yield kid
            elif "/K" in kid:
                yield from _elements(kid.K, *kinds)
