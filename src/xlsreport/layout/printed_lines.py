"""The geometry of a list on paper: headings, lines in groups below headings, and rows of sums."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from xlsreport.definition.tables.table_declaration import ColumnLabel, LabelColumn, RowLabel, Table
from xlsreport.layout.grid import Box, FigureBox, LabelBox, TableGrid, grid_of

_NUMBER = "number"
"""The id of the column in which lines are numbered."""
_TEXT_LINES = 6
"""Lines of a text in a cell of a list that lies across the page; with more of them its columns are parted."""


@dataclass(frozen=True, slots=True)
class GroupRow:
    """The heading above a group of lines; ``level`` is 0 for the outermost groups."""

    id: str
    text: str
    level: int


@dataclass(frozen=True, slots=True)
class LineRow:
    """A line by its number on the sheet; ``position`` is where it is printed, from 1."""

    line: int
    position: int


@dataclass(frozen=True, slots=True)
class SumRow:
    """The sums of some columns below a group, or below all lines."""

    id: str
    text: str
    columns: tuple[str, ...]


PrintedRow = GroupRow | LineRow | SumRow


def printed_lines_grid(
    table: Table, rows: Sequence[PrintedRow], columns: Collection[str], numbered: str | None
) -> TableGrid:
    """The geometry of a list on paper.

    Args:
        table: the list.
        rows: what stands below its headings.
        columns: the ids of the columns that are printed.
        numbered: the heading of the column in which the lines are numbered; None where they are not.
    """
    shown = list(_roomy(table, rows, columns, numbered))
    beside = () if numbered is None else (LabelColumn(id=_NUMBER, label=numbered, side="left"),)
    grid = grid_of(
        table.model_copy(
            update={
                "list": None,
                "columns": tuple(_with(table.columns, columns)),
                "rows": tuple(map(_label, shown)),
                "label_columns": beside,
            }
        )
    )
    top = grid.height - len(shown)
    by_row = dict(enumerate(shown, start=top))
    figures = tuple(figure for figure in grid.figures if _has_figure(by_row[figure.box.top], figure))
    kept = {
        number
        for number, row in by_row.items()
        if isinstance(row, GroupRow) or isinstance(by_row.get(number + 1), SumRow)
    }
    return replace(
        grid,
        labels=(*_beside_lines(grid, by_row), *_labels(replace(grid, figures=figures), by_row)),
        figures=figures,
        kept=frozenset(kept),
        text_lines=_TEXT_LINES,
    )


def _roomy(
    table: Table, rows: Sequence[PrintedRow], columns: Collection[str], numbered: str | None
) -> Iterator[PrintedRow]:
    """The rows; where each column is added up, what a row of sums is called stands above it."""
    for row in rows:
        if isinstance(row, SumRow) and numbered is None and set(row.columns).issuperset(columns):
            yield GroupRow(f"{row.id}_label", row.text, 0)
            yield replace(row, text="")
        else:
            yield row


def _with(labels: Sequence[ColumnLabel], columns: Collection[str]) -> Iterator[ColumnLabel]:
    """The headings over some columns."""
    for label in labels:
        if not label.columns:
            if label.id in columns:
                yield label
        elif below := tuple(_with(label.columns, columns)):
            yield label.model_copy(update={"columns": below})


def _label(row: PrintedRow) -> RowLabel:
    if isinstance(row, LineRow):
        return RowLabel.model_construct(id=str(row.line), labels={_NUMBER: str(row.position)})
    return RowLabel.model_construct(id=row.id)


def _has_figure(row: PrintedRow, figure: FigureBox) -> bool:
    return isinstance(row, LineRow) or (isinstance(row, SumRow) and figure.place.column in row.columns)


def _beside_lines(grid: TableGrid, rows: dict[int, PrintedRow]) -> Iterator[LabelBox]:
    """The headings, and the numbers of the lines."""
    for label in grid.labels:
        if label.box.top not in rows or isinstance(rows[label.box.top], LineRow):
            yield label


def _labels(grid: TableGrid, rows: dict[int, PrintedRow]) -> Iterator[LabelBox]:
    """The headings of groups over all columns, and what rows of sums are called."""
    for number, row in rows.items():
        if isinstance(row, GroupRow):
            yield LabelBox("group", row.text, Box(number, 0, 1, grid.width), row.id, level=row.level)
        elif isinstance(row, SumRow) and row.text:
            left, right = grid.free_columns(number)
            yield LabelBox("sum", row.text, Box(number, left, 1, right - left), row.id)
