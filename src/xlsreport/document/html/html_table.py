"""Tables of a page: rows of cells, with the attributes that tie each figure to its headings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from xlsreport.document.content.model import MAX_GROUP_ROWS, PrintedTable, TableCell
from xlsreport.document.html.narrow_screen import narrow_widths
from xlsreport.document.pagination.table_paging import Paging

HtmlAttributes = Mapping[str, str | int]
_CODE = re.compile(r"[A-Z]{0,2}[0-9][0-9.]{0,3}")
"""A label that is a line's number or code, which stands in a narrow column and is not to be broken: 01, A12, 3.1."""


@dataclass(frozen=True, slots=True)
class CellView:
    """One cell: the element, its attributes, its text."""

    element: Literal["th", "td"]
    attributes: HtmlAttributes
    text: str


@dataclass(frozen=True, slots=True)
class RowGroup:
    """Consecutive rows: the headings of the first block, or the rest of a block.

    ``on_new_page``: in print it begins a page of a table that is higher than one.
    """

    element: Literal["thead", "tbody"]
    rows: tuple[tuple[CellView, ...], ...]
    on_new_page: bool = False


@dataclass(frozen=True, slots=True)
class TableView:
    """One table as the template takes it; ``region`` is the unique label of its scrolling region."""

    id: str
    label: str
    region: str
    title: str | None
    attributes: HtmlAttributes
    columns: tuple[str, ...]
    groups: tuple[RowGroup, ...]


def table_view(table: PrintedTable, number: int, paging: Paging, type_width: float, namesake: int = 1) -> TableView:
    """Prepare a table.

    Args:
        table: the table.
        number: makes the ids of its cells unique.
        paging: how it is set over pages in print.
        type_width: how wide the type area is, in points.
        namesake: how many tables have had its label so far, this one included.
    """
    table_id = f"t{number}"
    rows = _Rows(table, table_id, paging.starts, type_width).views()
    narrow = narrow_widths(table)
    total = sum(table.columns)
    return TableView(
        id=table_id,
        label=table.label,
        region=table.label if namesake == 1 else f"{table.label} ({namesake})",
        title=table.title,
        attributes=_table_attributes(table, sum(narrow), whole=paging.whole),
        columns=tuple(
            f"--wide: {share / total:.4%}; --narrow: {width:g}em"
            for share, width in zip(table.columns, narrow, strict=True)
        ),
        groups=tuple(_groups(table, rows, paging.starts)),
    )


def _table_attributes(table: PrintedTable, narrow: float, *, whole: bool) -> HtmlAttributes:
    kinds = [name for name, holds in (*_kinds(table), ("whole", whole)) if holds]
    style = f"--columns: {len(table.columns)}; --size: {table.font_size:g}; --narrow: {narrow:g}em"
    if table.landscape:
        # As wide as on paper, where every word is whole; on a screen it scrolls.
        style += f"; --least: {sum(table.columns) / table.font_size:.4g}em"
    return {"class": " ".join(kinds), "style": style} if kinds else {"style": style}


def _kinds(table: PrintedTable) -> tuple[tuple[str, bool], ...]:
    return (
        ("long-labels", table.labels_from_left),
        # Repeated headings would be those of the first block, above figures of another.
        ("stacked", len(table.blocks) > 1),
    )


def _groups(table: PrintedTable, rows: list[tuple[CellView, ...]], starts: Sequence[int]) -> Iterator[RowGroup]:
    for number, block in enumerate(table.blocks):
        body = block.top
        if number == 0 and block.heading_rows:
            body = block.top + block.heading_rows
            yield RowGroup("thead", tuple(rows[block.top : body]))
        edges = (body, *(start for start in starts if body < start < block.bottom), block.bottom)
        for top, bottom in pairwise(edges):
            yield RowGroup("tbody", tuple(rows[top:bottom]), top in starts)


class _Rows:
    """The cells of a table row by row; an empty cell fills a gap of the form, so that others keep their columns.

    ``starts`` are the rows that begin a page in print. A label beside rows of two pages is split there, and its second
    part refers to the first.
    """

    def __init__(self, table: PrintedTable, table_id: str, starts: Sequence[int], type_width: float) -> None:
        self._type_width = type_width
        self._table, self._id, self._starts = table, table_id, starts
        self._covering = table.covering()
        self._figures = min((cell.left for cell in table.cells if cell.role == "figure"), default=0)

    def views(self) -> list[tuple[CellView, ...]]:
        """The cells that begin in each row."""
        return [tuple(self._row(row)) for row in range(self._table.height)]

    def _row(self, row: int) -> Iterator[CellView]:
        for column in range(len(self._table.columns)):
            position = self._covering.get((row, column))
            if position is None:
                yield CellView("td", {}, "")
            elif _begins(self._table.cells[position], row, column):
                yield self._cell(position, row)
            elif row in self._starts and self._table.cells[position].left == column:
                yield self._continued(position, row)

    def _cell(self, position: int, row: int) -> CellView:
        part = self._part(self._table.cells[position], row)
        view = _cell(self._table, self._id, position, part, self._figures)
        if part.role != "figure":
            return view
        fitting = _fitting(self._table, part, self._type_width)
        return replace(view, attributes={**view.attributes, **_aligned(part), **fitting})

    def _continued(self, position: int, row: int) -> CellView:
        view = self._cell(position, row)
        attributes = {name: value for name, value in view.attributes.items() if name != "id"}
        return CellView(view.element, attributes | {"data-continues": _cell_id(self._id, position)}, view.text)

    def _part(self, cell: TableCell, row: int) -> TableCell:
        """The part of a cell on the page of a row."""
        ends = (start for start in self._starts if start > row)
        return replace(cell, height=min(cell.top + cell.height, next(ends, self._table.height)) - row)


def _begins(cell: TableCell, row: int, column: int) -> bool:
    return (cell.top, cell.left) == (row, column)


def _cell(table: PrintedTable, table_id: str, position: int, cell: TableCell, figures: int) -> CellView:
    """The view of the cell at a position, with the height of ``cell``; ``figures`` is the first column of figures."""
    if cell.role == "figure":
        return CellView("td", _spans(cell) | _figure_attributes(cell, table_id), cell.text)
    if not cell.text:
        # Screen readers would announce an empty heading.
        return CellView("td", _spans(cell), "")
    heading: dict[str, str | int] = {
        "id": _cell_id(table_id, position),
        "class": " ".join((cell.role, *(name for name, holds in _particulars(cell, figures) if holds))),
        "scope": _scope(cell),
    }
    return CellView("th", heading | _spans(cell), cell.text)


def _particulars(cell: TableCell, figures: int) -> tuple[tuple[str, bool], ...]:
    return (
        # Beside the figures: it stays visible while they scroll.
        ("stays", cell.role in ("row", "stub") and cell.left + cell.width == figures),
        ("long", cell.role == "row" and cell.height > MAX_GROUP_ROWS),
        ("code", cell.role == "row" and _CODE.fullmatch(cell.text) is not None),
    )


def _figure_attributes(cell: TableCell, table_id: str) -> dict[str, str | int]:
    attributes: dict[str, str | int] = {}
    if cell.headers:
        attributes["headers"] = " ".join(_cell_id(table_id, header) for header in cell.headers)
    if cell.place is not None:
        attributes["data-place"] = cell.place
    return attributes


def _aligned(cell: TableCell) -> HtmlAttributes:
    """The class of a cell whose text stands at one side."""
    return {} if cell.align == "centre" else {"class": cell.align}


def _fitting(table: PrintedTable, cell: TableCell, type_width: float) -> dict[str, str | int]:
    """The style of a figure that is wider than its column: a smaller font."""
    scale = table.figure_scale(cell, type_width)
    return {"style": f"--fit: {scale:.0%}"} if scale < 1 else {}


def _spans(cell: TableCell) -> dict[str, str | int]:
    spans = {"rowspan": cell.height, "colspan": cell.width}
    return {name: span for name, span in spans.items() if span > 1}


def _scope(cell: TableCell) -> str:
    if cell.role in ("row", "sum"):
        return "rowgroup" if cell.height > 1 else "row"
    return "colgroup" if cell.width > 1 else "col"


def _cell_id(table_id: str, position: int) -> str:
    return f"{table_id}-c{position}"
