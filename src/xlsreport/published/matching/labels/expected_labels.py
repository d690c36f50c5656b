"""What a definition says about the labels of its tables: for each row and column the words that may stand there.

A block is a grid of rows and columns that has a heading of its own; most tables have one. Lists are read elsewhere.
Rows that stand for lines of a list have the names of those lines that were read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

from xlsreport.definition.definition import Definition
from xlsreport.definition.place import Place
from xlsreport.definition.tables.labels import leaves, row_words
from xlsreport.definition.tables.table_declaration import Block, ColumnLabel, RowLabel, Table
from xlsreport.object_cache import remembered_by_object
from xlsreport.submission.label_normalising import normalise_label

NamedLines: TypeAlias = tuple[tuple[str, tuple[str, ...]], ...]
"""By list, what its lines are called, in their order."""


@dataclass(frozen=True, slots=True)
class ExpectedLabel:
    """A label of the form; ``words`` are its own, then others that reports use for it.

    ``name`` tells it from other labels of the block with the same words.
    """

    name: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ExpectedLine:
    """A row or a column of figures.

    Attributes:
        id: its part of the names of places.
        path: its labels, from the outermost to its own; empty for a row that has no words.
        beside: what stands beside a row in further columns of labels.
    """

    id: str
    path: tuple[ExpectedLabel, ...]
    beside: tuple[str, ...] = ()

    @property
    def own(self) -> ExpectedLabel | None:
        """The label that stands nearest to the figures."""
        return self.path[-1] if self.path else None

    @property
    def above(self) -> tuple[ExpectedLabel, ...]:
        """The labels that head its own, from the outermost."""
        return self.path[:-1]


@dataclass(frozen=True, eq=False)
class ExpectedBlock:
    """A grid of the form with all words that lead to its places.

    Attributes:
        table: the table's id.
        section: the id of the section that the table stands in.
        title: what is printed above the table.
        caption: what is printed over the whole width of the block.
        stub: what the corner above the row labels says.
        beside: what stands above further columns of labels.
        rows: the rows in the form's order.
        columns: the columns in the form's order.
        places: the figures that there are.
    """

    table: str
    section: str
    title: str
    caption: str
    stub: str
    beside: tuple[str, ...]
    rows: tuple[ExpectedLine, ...]
    columns: tuple[ExpectedLine, ...]
    places: frozenset[Place]

    @cached_property
    def stub_width(self) -> int:
        """How many printed columns the labels of rows take."""
        return max(len(row.path) for row in self.rows)

    @cached_property
    def codes(self) -> frozenset[str]:
        """What stands in the further columns of labels, as it is compared."""
        return frozenset(normalise_label(word) for row in self.rows for word in row.beside)

    @cached_property
    def rows_have_words(self) -> bool:
        """Whether labels tell the rows apart; not so in a block of a single row without words."""
        return any(row.path for row in self.rows)

    @cached_property
    def row_labels(self) -> tuple[ExpectedLabel, ...]:
        """All labels of rows, headings before what they head."""
        return tuple(dict.fromkeys(label for row in self.rows for label in row.path))

    @cached_property
    def column_labels(self) -> tuple[ExpectedLabel, ...]:
        """All labels of columns, headings before what they head: the order in which a person would read them out."""
        return tuple(dict.fromkeys(label for column in self.columns for label in column.path))

    @cached_property
    def heading_orders(self) -> tuple[tuple[ExpectedLabel, ...], ...]:
        """The orders in which the column labels come where only their order is left: group by group, or row by row."""
        depth = max(len(column.path) for column in self.columns)
        by_level: list[ExpectedLabel] = []
        for level in range(depth):
            by_level += [column.path[level] for column in self.columns if level < len(column.path)]
        return self.column_labels, tuple(dict.fromkeys(by_level))

    def place(self, row: ExpectedLine, column: ExpectedLine) -> Place | None:
        """Where a row and a column meet; None where the form has no figure there."""
        place = Place(self.table, row.id, column.id)
        return place if place in self.places else None

    def column(self, column_id: str) -> ExpectedLine:
        """A column by its id."""
        return next(column for column in self.columns if column.id == column_id)


@remembered_by_object(32)
def expected_blocks(definition: Definition, named: NamedLines = ()) -> tuple[ExpectedBlock, ...]:
    """All blocks of all tables, in the form's order.

    Args:
        definition: what is reported.
        named: the lines of lists that were read.
    """
    tables = ((section.id, table) for section in definition.sections for table in section.tables if table.list is None)
    found = (_blocks(section, table, definition, dict(named)) for section, table in tables)
    return tuple(block for blocks in found for block in blocks if block.places)


def _blocks(
    section: str, table: Table, definition: Definition, named: Mapping[str, Sequence[str]]
) -> Iterator[ExpectedBlock]:
    listed = table.rows_from or ""
    for block in table.grids:
        columns, rows = _columns(block), (*_line_rows(listed, named.get(listed, ())), *_rows(block, listed))
        crossings = (Place(table.id, row.id, column.id) for row in rows for column in columns)
        yield ExpectedBlock(
            table=table.id,
            section=section,
            title=table.title or "",
            caption=block.caption or "",
            stub=block.stub,
            beside=tuple(filter(None, (column.label for column in table.label_columns))),
            rows=rows,
            columns=columns,
            places=frozenset(place for place in crossings if place in definition.places),
        )


def _columns(block: Block) -> tuple[ExpectedLine, ...]:
    return tuple(ExpectedLine(path[-1].id or "", tuple(_labels(path, block.columns))) for path in leaves(block.columns))


def _line_rows(listed: str, names: Sequence[str]) -> Iterator[ExpectedLine]:
    """The rows for the lines of a list, as ``with_line_rows`` calls them."""
    for number, name in enumerate(names, start=1):
        if name:
            yield ExpectedLine(f"{listed}_{number}", (ExpectedLabel(f"{listed}.{number}", (name,)),))


def _rows(block: Block, listed: str) -> tuple[ExpectedLine, ...]:
    """The rows, but for those of the group that stands for the lines of a list."""
    paths = [path for path in leaves(block.rows) if not (listed and path[0].id == listed)]
    found = (
        ExpectedLine(path[-1].id or "", tuple(_labels(path, block.rows)), tuple(filter(None, row_words(path).values())))
        for path in paths
    )
    lines = tuple(found)
    return lines if len(lines) == 1 or all(line.path for line in lines) else tuple(line for line in lines if line.path)


def _labels(path: Sequence[RowLabel | ColumnLabel], roots: Sequence[RowLabel | ColumnLabel]) -> Iterator[ExpectedLabel]:
    """The printed labels of a path, each with a name that says where in the block it stands."""
    beside: Sequence[RowLabel | ColumnLabel] = roots
    name = ""
    for label in path:
        number = next(at for at, other in enumerate(beside) if other is label)
        name = f"{name}.{number}" if name else str(number)
        if label.label:
            yield ExpectedLabel(name, (label.label, *label.also))
        beside = label.children
