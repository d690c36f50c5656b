"""The printed shape of a table: which label is merged over what, and where each figure stands.

Positions count from the table's own top left corner, so that the sheet and the document share one geometry.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal, NamedTuple

from xlsreport.definition.definition import Definition
from xlsreport.definition.place import Place
from xlsreport.definition.tables.crossings import has_cell
from xlsreport.definition.tables.labels import depth, leaves, printed_depth, row_words
from xlsreport.definition.tables.table_declaration import Block, ColumnLabel, LabelColumn, RowLabel, Table
from xlsreport.object_cache import remembered_by_object

Role = Literal["caption", "stub", "column", "row", "group", "sum"]
"""What a label heads: all columns, the row labels, columns, rows; a group of lines below it, the sums beside it."""


class Box(NamedTuple):
    """A rectangle of printed cells; ``top`` and ``left`` count from 0."""

    top: int
    left: int
    height: int
    width: int

    @property
    def bottom(self) -> int:
        """The row below the box."""
        return self.top + self.height

    @property
    def right(self) -> int:
        """The column to the right of the box."""
        return self.left + self.width


class LabelBox(NamedTuple):
    """A heading of the table: its words, what it heads, the cells it is merged over, and its id where it has one.

    ``further``: it stands in a further column of labels, where several rows may have the same word. ``level``: of the
    heading of a group within others, from 0.
    """

    role: Role
    text: str
    box: Box
    id: str | None = None
    further: bool = False
    level: int = 0


class FigureBox(NamedTuple):
    """Where one figure is printed."""

    place: Place
    box: Box


class BlockGrid(NamedTuple):
    """One block of the table: its rows from ``top`` to ``bottom``, of which the first are headings."""

    top: int
    bottom: int
    heading_rows: int


@dataclass(frozen=True)
class TableGrid:
    """The whole printed table.

    ``kept`` are rows that stand on the page of the next one. ``text_lines``: on how many lines a text is set before the
    columns of the table are parted.
    """

    table: str
    width: int
    height: int
    stub_width: int
    labels: tuple[LabelBox, ...]
    figures: tuple[FigureBox, ...]
    blocks: tuple[BlockGrid, ...]
    kept: frozenset[int] = frozenset()
    text_lines: int = 2

    def row_at(self, row_id: str) -> int:
        """The printed row of a row of figures."""
        return next(figure.box.top for figure in self.figures if figure.place.row == row_id)

    def column_at(self, column_id: str) -> Box:
        """The box of the first figure in a column of figures."""
        return next(figure.box for figure in self.figures if figure.place.column == column_id)

    def parts_no_figure(self, column: int) -> bool:
        """Whether no figure reaches over the left edge of a printed column."""
        return column not in self._within_figures

    def parts_no_heading(self, column: int) -> bool:
        """Whether no figure and no column heading reaches over the left edge of a printed column."""
        headings = (label.box for label in self.labels if label.role == "column")
        return self.parts_no_figure(column) and not any(box.left < column < box.right for box in headings)

    def columns_between(self, first: int, last: int) -> TableGrid:
        """The table with its row labels and the printed columns from ``first`` to before ``last``.

        A heading that reaches over an edge stands over the columns that are left of it.
        """

        def cut(box: Box) -> Box:
            left, right = max(box.left, first), min(box.right, last)
            return Box(box.top, left - first + self.stub_width, box.height, right - left)

        left = replace(
            self,
            width=self.stub_width + last - first,
            figures=tuple(
                figure._replace(box=cut(figure.box)) for figure in self.figures if _meets(figure.box, first, last)
            ),
        )

        def label(box: LabelBox) -> LabelBox:
            if box.role in ("caption", "group"):
                return box._replace(box=box.box._replace(width=left.width))
            if box.role == "sum":
                begin, end = left.free_columns(box.box.top)
                return box._replace(box=box.box._replace(left=begin, width=end - begin))
            return box if box.box.right <= self.stub_width else box._replace(box=cut(box.box))

        stays = (box for box in self.labels if _stays(box, self.stub_width) or _meets(box.box, first, last))
        return replace(left, labels=tuple(map(label, stays)))

    def free_columns(self, row: int) -> tuple[int, int]:
        """The first printed columns side by side that hold no figure in a row, as first and behind the last."""
        taken = {
            column
            for figure in self._figures_by_row.get(row, ())
            for column in range(figure.box.left, figure.box.right)
        }
        begin = next((column for column in range(self.width) if column not in taken), 0)
        return begin, next((column for column in range(begin, self.width) if column in taken), self.width)

    @cached_property
    def _within_figures(self) -> frozenset[int]:
        """The printed columns over whose left edge some figure reaches."""
        wide = {(figure.box.left, figure.box.right) for figure in self.figures if figure.box.width > 1}
        return frozenset(column for left, right in wide for column in range(left + 1, right))

    @cached_property
    def _figures_by_row(self) -> Mapping[int, Sequence[FigureBox]]:
        found: dict[int, list[FigureBox]] = {}
        for figure in self.figures:
            found.setdefault(figure.box.top, []).append(figure)
        return found


def _stays(label: LabelBox, stub_width: int) -> bool:
    """Whether a label stands in each group of columns."""
    return label.box.right <= stub_width or label.role in ("group", "sum")


def _meets(box: Box, first: int, last: int) -> bool:
    return box.left < last and box.right > first


@remembered_by_object()
def table_grid(definition: Definition, table: str) -> TableGrid:
    """The geometry of one table of a definition."""
    return grid_of(definition.tables[table])


def named_rows_grid(table: Table, names: Mapping[str, str]) -> TableGrid:
    """The geometry of a table on paper that takes its rows from a list: with those lines alone that there are.

    Args:
        table: the table.
        names: of its rows for lines, those that are printed, with what stands beside them.
    """
    lines = (RowLabel.model_construct(id=row, label=name) for row, name in names.items())
    return grid_of(table.model_copy(update={"rows_from": None, "rows": (*lines, *table.rows[1:])}))


def grid_of(table: Table) -> TableGrid:
    """The geometry of a table; of a list, that of its headings and of one line."""
    own_width = max(_stub_width(block) for block in table.grids)
    if table.rows_from is not None:  # the names of the lines stand there
        own_width = max(own_width, printed_depth(table.rows))
    beside = _Beside(table.label_columns, own_width)
    stub_width = own_width + len(table.label_columns)
    width = stub_width + sum(path[-1].span for path in leaves(table.grids[0].columns))
    labels: list[LabelBox] = []
    figures: list[FigureBox] = []
    blocks: list[BlockGrid] = []
    top = 0
    for block in table.grids:
        start = top
        if block.caption is not None:
            labels.append(LabelBox("caption", block.caption, Box(top, 0, 1, width)))
            top += 1
        heading_depth = depth(block.columns)
        if own_width:
            labels.append(LabelBox("stub", block.stub, Box(top, beside.at_left, heading_depth, own_width)))
        labels += beside.headings(top, heading_depth)
        labels += _column_labels(block.columns, top, stub_width, heading_depth)
        top += heading_depth
        heading_rows = top - start
        labels += _row_labels(block.rows, top, beside.at_left, own_width)
        labels += beside.words(block, top)
        figures += _figures(table.id, block, top, stub_width)
        top += sum(1 for _ in leaves(block.rows))
        blocks.append(BlockGrid(start, top, heading_rows))
    return TableGrid(table.id, width, top, stub_width, tuple(labels), tuple(figures), tuple(blocks))


class _Beside:
    """The further columns of labels of a table, on both sides of its row labels."""

    def __init__(self, declared: Sequence[LabelColumn], between: int) -> None:
        left = [column for column in declared if column.side == "left"]
        right = [column for column in declared if column.side == "right"]
        self.at_left = len(left)
        places = (*range(len(left)), *range(len(left) + between, len(declared) + between))
        self._columns = tuple(zip(places, (*left, *right), strict=True))

    def headings(self, top: int, height: int) -> Iterator[LabelBox]:
        """What stands above them."""
        for left, column in self._columns:
            yield LabelBox("stub", column.label, Box(top, left, height, 1), column.id, further=True)

    def words(self, block: Block, top: int) -> Iterator[LabelBox]:
        """What stands beside the rows of a block; a row may have nothing there."""
        for number, path in enumerate(leaves(block.rows)):
            words = row_words(path)
            for left, column in self._columns:
                yield LabelBox("row", words.get(column.id, ""), Box(top + number, left, 1, 1), further=True)


def _stub_width(block: Block) -> int:
    """The width of the stub; 0 where rows have no labels, as in a table of a single row."""
    return printed_depth(block.rows) if any(label.label for path in leaves(block.rows) for label in path) else 0


def _column_labels(labels: Sequence[ColumnLabel], top: int, left: int, levels: int) -> Iterator[LabelBox]:
    for label in labels:
        width = sum(path[-1].span for path in leaves((label,)))
        height = 1 if label.children else levels
        yield LabelBox("column", label.label, Box(top, left, height, width), label.id)
        yield from _column_labels(label.children, top + 1, left, levels - 1)
        left += width


def _row_labels(labels: Sequence[RowLabel], top: int, left: int, levels: int) -> Iterator[LabelBox]:
    if levels == 0:
        return
    for label in labels:
        height = sum(1 for _ in leaves((label,)))
        if label.children and not label.label:  # a group that is only named
            yield from _row_labels(label.children, top, left, levels)
            top += height
            continue
        width = 1 if label.children else levels
        yield LabelBox("row", label.label, Box(top, left, height, width), label.id)
        yield from _row_labels(label.children, top, left + 1, levels - 1)
        top += height


def _figures(table: str, block: Block, top: int, left: int) -> Iterator[FigureBox]:
    for number, row in enumerate(leaves(block.rows)):
        at = left
        for column in leaves(block.columns):
            if has_cell(row[-1], column[-1]):
                place = Place(table, row[-1].id or "", column[-1].id or "")
                yield FigureBox(place, Box(top + number, at, 1, column[-1].span))
            at += column[-1].span
