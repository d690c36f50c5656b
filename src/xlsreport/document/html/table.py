"""A table as HTML has it: rows of cells, with the attributes that tie each figure to its headings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from xlsreport.document.html.narrow import narrow_widths
from xlsreport.document.model import LARGEST_GROUP, Table, TableCell

Attributes = Mapping[str, str | int]


@dataclass(frozen=True, slots=True)
class CellView:
    """One cell: the element, its attributes, its text."""

    element: Literal["th", "td"]
    attributes: Attributes
    text: str


@dataclass(frozen=True, slots=True)
class RowGroup:
    """A run of rows that belong together: the headings of the first block, or the rest of a block."""

    element: Literal["thead", "tbody"]
    rows: tuple[tuple[CellView, ...], ...]


@dataclass(frozen=True, slots=True)
class TableView:
    """One table, ready to be printed by the template; ``region`` names what it scrolls in, unlike any other."""

    id: str
    label: str
    region: str
    title: str | None
    attributes: Attributes
    columns: tuple[str, ...]
    groups: tuple[RowGroup, ...]


def table_view(table: Table, number: int, namesake: int = 1) -> TableView:
    """Prepare a table.

    Args:
        table: the table.
        number: makes the ids of its cells differ from those of other tables.
        namesake: how many tables bear its label so far, itself included.
    """
    table_id = f"t{number}"
    rows = _rows(table, table_id)
    narrow = narrow_widths(table)
    total = sum(table.columns)
    return TableView(
        id=table_id,
        label=table.label,
        region=table.label if namesake == 1 else f"{table.label} ({namesake})",
        title=table.title,
        attributes=_table_attributes(table, sum(narrow)),
        columns=tuple(
            f"--wide: {share / total:.4%}; --narrow: {width:g}em"
            for share, width in zip(table.columns, narrow, strict=True)
        ),
        groups=tuple(_groups(table, rows)),
    )


def _table_attributes(table: Table, narrow: float) -> Attributes:
    kinds = [name for name, holds in _kinds(table) if holds]
    style = f"--columns: {len(table.columns)}; --size: {table.font_size:g}; --narrow: {narrow:g}em"
    return {"class": " ".join(kinds), "style": style} if kinds else {"style": style}


def _kinds(table: Table) -> tuple[tuple[str, bool], ...]:
    return (
        ("long-labels", table.labels_from_left),
        # Its repeated headings would be those of the first block, above figures of another.
        ("stacked", len(table.blocks) > 1),
    )


def _groups(table: Table, rows: list[tuple[CellView, ...]]) -> Iterator[RowGroup]:
    for number, block in enumerate(table.blocks):
        body = block.top
        if number == 0 and block.heading_rows:
            body = block.top + block.heading_rows
            yield RowGroup("thead", tuple(rows[block.top : body]))
        yield RowGroup("tbody", tuple(rows[body : block.bottom]))


def _rows(table: Table, table_id: str) -> list[tuple[CellView, ...]]:
    """The cells row by row; where the form has none, an empty one keeps the others in their columns."""
    covering = table.covering()
    figures = min((cell.left for cell in table.cells if cell.role == "figure"), default=0)
    rows = []
    for row in range(table.height):
        positions = (covering.get((row, column)) for column in range(len(table.columns)))
        begun = [
            _cell(table, table_id, position, figures)
            for column, position in enumerate(positions)
            if position is None or _begins(table.cells[position], row, column)
        ]
        rows.append(tuple(begun))
    return rows


def _begins(cell: TableCell, row: int, column: int) -> bool:
    return (cell.top, cell.left) == (row, column)


def _cell(table: Table, table_id: str, position: int | None, figures: int) -> CellView:
    """One cell; ``figures`` is the first column of figures."""
    if position is None:
        return CellView("td", {}, "")
    cell = table.cells[position]
    if cell.role == "figure":
        return CellView("td", _spans(cell) | _figure_attributes(cell, table_id) | _fitting(table, cell), cell.text)
    if not cell.text:
        # A heading without words would be announced as one.
        return CellView("td", _spans(cell), "")
    heading: dict[str, str | int] = {
        "id": _cell_id(table_id, position),
        "class": " ".join((cell.role, *(name for name, holds in _particulars(cell, figures) if holds))),
        "scope": _scope(cell),
    }
    return CellView("th", heading | _spans(cell), cell.text)


def _particulars(cell: TableCell, figures: int) -> tuple[tuple[str, bool], ...]:
    return (
        # Right beside the figures, so that it is to stay in sight while they scroll.
        ("stays", cell.role in ("row", "stub") and cell.left + cell.width == figures),
        ("long", cell.role == "row" and cell.height > LARGEST_GROUP),
    )


def _figure_attributes(cell: TableCell, table_id: str) -> dict[str, str | int]:
    attributes: dict[str, str | int] = {}
    if cell.headers:
        attributes["headers"] = " ".join(_cell_id(table_id, header) for header in cell.headers)
    if cell.place is not None:
        attributes["data-place"] = cell.place
    return attributes


def _fitting(table: Table, cell: TableCell) -> dict[str, str | int]:
    """Smaller for a figure that is wider than its column."""
    scale = table.figure_scale(cell)
    return {"style": f"--fit: {scale:.0%}"} if scale < 1 else {}


def _spans(cell: TableCell) -> dict[str, str | int]:
    spans = {"rowspan": cell.height, "colspan": cell.width}
    return {name: span for name, span in spans.items() if span > 1}


def _scope(cell: TableCell) -> str:
    if cell.role == "row":
        return "rowgroup" if cell.height > 1 else "row"
    return "colgroup" if cell.width > 1 else "col"


def _cell_id(table_id: str, position: int) -> str:
    return f"{table_id}-c{position}"
