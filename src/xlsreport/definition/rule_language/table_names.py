"""What rules may name in a table: its rows and columns, and the groups that they stand in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from xlsreport.definition.figure_kinds.kinds import AnyKind
from xlsreport.definition.place import Place
from xlsreport.definition.rule_language.expression import Begun
from xlsreport.definition.tables.crossings import has_cell
from xlsreport.definition.tables.labels import every, leaves, row_words
from xlsreport.definition.tables.table_declaration import AnyLabel, Block, ColumnLabel, RowLabel, Table


@dataclass(frozen=True)
class TableNames:
    """What may be named in one table: ids of rows, columns and of the groups they stand in.

    ``rows`` and ``columns`` lead from an id to the ids of the figures' rows or columns it stands for: itself, or the
    members of a group that are not computed. ``grid`` holds the existing (row, column) pairs with their kinds,
    ``headings`` the words of the groups. A list has one row, which stands for each of its lines. ``words`` are, of rows
    and of columns, the words of each by what they are called: ``id``, ``label`` and the columns of labels.
    ``has_previous`` says of a list whether its lines are compared with last year's, and of a table with rows for the
    lines of a list whether that list's are.
    ``lines`` has the rows that stand for lines of another list, each with the first place of its line; ``listed`` says
    when there is each of them. ``agency`` is the column of a list that says whose line it is; lines of several agencies
    that become one are nobody's.
    """

    id: str
    rows: Mapping[str, tuple[str, ...]]
    columns: Mapping[str, tuple[str, ...]]
    grid: Mapping[tuple[str, str], AnyKind] = field(default_factory=dict)
    headings: Mapping[str, str] = field(default_factory=dict)
    is_list: bool = False
    has_previous: bool = False
    words: Mapping[str, Mapping[str, Mapping[str, str]]] = field(default_factory=dict)
    lines: Mapping[str, Place] = field(default_factory=dict)
    listed: Mapping[str, Begun] = field(default_factory=dict)
    agency: str | None = None

    def leaf_ids(self, along: str) -> tuple[str, ...]:
        """The ids of all columns or all rows that hold figures."""
        position = 1 if along == "columns" else 0
        return tuple(dict.fromkeys(pair[position] for pair in self.grid))


def names_of(table: Table) -> TableNames:
    """Collect what rules may name in a table."""
    rows: dict[str, tuple[str, ...]] = {}
    columns: dict[str, tuple[str, ...]] = {}
    grid: dict[tuple[str, str], AnyKind] = {}
    headings: dict[str, str] = {}
    words: dict[str, dict[str, Mapping[str, str]]] = {"rows": {}, "columns": {}}
    for block in table.grids:
        labels: list[AnyLabel] = [*every(block.rows), *every(block.columns)]
        headings |= {label.id: _words(label) for label in labels if label.id and label.children}
        for row in leaves(block.rows):
            words["rows"][row[-1].id or ""] = {**row_words(row), **_own_words(row[-1])}
        words["columns"] |= {column[-1].id or "": _own_words(column[-1]) for column in leaves(block.columns)}
        rows |= _members(block.rows)
        for name, members in _members(block.columns).items():
            columns[name] = tuple(dict.fromkeys((*columns.get(name, ()), *members)))
        grid |= {
            (row_path[-1].id or "", column_path[-1].id or ""): kind_of(table, row_path, column_path)
            for row_path, column_path in _cells(block)
        }
    shape = table.list
    has_previous = shape is not None and shape.previous is not None
    agency = None if shape is None or shape.combine is not None else shape.agency
    return TableNames(table.id, rows, columns, grid, headings, shape is not None, has_previous, words, agency=agency)


def _own_words(label: AnyLabel) -> Mapping[str, str]:
    return {"id": label.id or "", "label": label.label}


def with_lines_of(names: TableNames, rows: Mapping[str, int], listed: TableNames) -> TableNames:
    """The names of a table of which some rows stand for lines of a list.

    Args:
        names: of the table.
        rows: those rows, with the numbers of their lines.
        listed: the names of the list.
    """
    first = listed.leaf_ids("columns")[0]
    lines = {row: Place(listed.id, str(number), first) for row, number in rows.items()}
    there = {row: Begun(line) for row, line in lines.items()}
    return replace(names, lines=lines, listed=there, has_previous=listed.has_previous)


def _words(group: AnyLabel) -> str:
    """What a group is called: its heading, or where it has none its first and last member."""
    if group.label:
        return group.label
    children: Sequence[AnyLabel] = group.children
    members = [path[-1].label for path in leaves(children)]
    return " … ".join(dict.fromkeys((members[0], members[-1])))


def kind_of(table: Table, rows: Sequence[RowLabel], columns: Sequence[ColumnLabel]) -> AnyKind:
    """The kind of the figure where two label paths meet.

    The innermost row label's that gives one, else the innermost column label's, else the table's.
    """
    labels: list[AnyLabel] = [*reversed(rows), *reversed(columns)]
    for label in labels:
        if label.kind is not None:
            return label.kind
    return table.kind


def _cells(block: Block) -> Iterable[tuple[tuple[RowLabel, ...], tuple[ColumnLabel, ...]]]:
    columns = list(leaves(block.columns))
    return ((row, column) for row in leaves(block.rows) for column in columns if has_cell(row[-1], column[-1]))


def _members(labels: Sequence[AnyLabel]) -> dict[str, tuple[str, ...]]:
    found = {}
    for label in every(labels):
        if label.id is None:
            continue
        if label.children:
            children: Sequence[AnyLabel] = label.children
            inner = [path[-1] for path in leaves(children)]
            found[label.id] = tuple(leaf.id or "" for leaf in inner if leaf.total is None)
        else:
            found[label.id] = (label.id,)
    return found
