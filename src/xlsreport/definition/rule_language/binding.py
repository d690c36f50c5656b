"""Binds the names in expressions to places."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from xlsreport.definition.kind_traits import OptionTraits
from xlsreport.definition.kinds import AnyKind, is_numeric
from xlsreport.definition.place import COVER, Place
from xlsreport.definition.problems import near_miss
from xlsreport.definition.rule_language.expression import (
    Arithmetic,
    Call,
    Comparison,
    Expression,
    ExpressionError,
    Figure,
    Figures,
    Name,
    Negative,
    NumberLiteral,
    Rounded,
)
from xlsreport.definition.tables.crossings import has_cell
from xlsreport.definition.tables.labels import every, leaves
from xlsreport.definition.tables.table_declaration import AnyLabel, Block, ColumnLabel, RowLabel, Table

PREVIOUS = "previous"
"""The prefix of a name that asks for last year's value."""


@dataclass(frozen=True)
class TableNames:
    """What may be named in one table: ids of rows, columns and of the groups they stand in.

    ``rows`` and ``columns`` lead from an id to the ids of the figures' rows or columns it stands for: itself, or the
    members of a group that are not computed. ``grid`` holds the existing (row, column) pairs with their kinds,
    ``headings`` the words of the groups.
    """

    id: str
    rows: Mapping[str, tuple[str, ...]]
    columns: Mapping[str, tuple[str, ...]]
    grid: Mapping[tuple[str, str], AnyKind] = field(default_factory=dict)
    headings: Mapping[str, str] = field(default_factory=dict)

    def leaf_ids(self, along: str) -> tuple[str, ...]:
        """The ids of all columns or all rows that hold figures."""
        position = 1 if along == "columns" else 0
        return tuple(dict.fromkeys(pair[position] for pair in self.grid))


@dataclass(frozen=True, slots=True)
class Scope:
    """Where an expression stands: its table, and the row, column or single cell that it is applied to.

    ``cell`` is the row and the column of a single cell.
    """

    table: str | None = None
    along: str | None = None
    member: str | None = None
    cell: tuple[str, str] | None = None


def names_of(table: Table) -> TableNames:
    """Collect what rules may name in a table."""
    rows: dict[str, tuple[str, ...]] = {}
    columns: dict[str, tuple[str, ...]] = {}
    grid: dict[tuple[str, str], AnyKind] = {}
    headings: dict[str, str] = {}
    for block in table.grids:
        labels: list[AnyLabel] = [*every(block.rows), *every(block.columns)]
        headings |= {label.id: _words(label) for label in labels if label.id and label.children}
        rows |= _members(block.rows)
        for name, members in _members(block.columns).items():
            columns[name] = tuple(dict.fromkeys((*columns.get(name, ()), *members)))
        grid |= {
            (row_path[-1].id or "", column_path[-1].id or ""): kind_of(table, row_path, column_path)
            for row_path, column_path in _cells(block)
        }
    return TableNames(table.id, rows, columns, grid, headings)


def names_of_cover(kinds: Mapping[str, AnyKind]) -> TableNames:
    """What conditions may name of the cover: its fields with their kinds."""
    grid = {(place.row, place.column): kind for name, kind in kinds.items() for place in (Place.of_field(name),)}
    return TableNames(COVER, {name: (name,) for name in kinds}, {"": ("",)}, grid)


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


class Binder:
    """Replaces names by figures, within one scope."""

    def __init__(self, tables: Mapping[str, TableNames], scope: Scope) -> None:
        self._tables = tables
        self._scope = scope

    def comparison(self, tree: Comparison) -> Comparison:
        """The same comparison over figures.

        Raises:
            ExpressionError: a name is unknown, or stands where it cannot.
        """
        return Comparison(tree.comparator, self.expression(tree.left), self.expression(tree.right))

    def expression(self, tree: Expression, *, as_argument: bool = False) -> Expression:
        """The same expression over figures; only an argument of a function may name a group.

        Raises:
            ExpressionError: a name is unknown, or stands where it cannot.
        """
        match tree:
            case Name():
                figures, heading = self._figures(tree)
                if as_argument and len(figures) > 1:
                    return Figures(figures, heading)
                if len(figures) != 1:
                    raise ExpressionError("group", tree.start, tree.end, name=".".join(tree.parts))
                return figures[0]
            case Negative(operand):
                return Negative(self.expression(operand))
            case Arithmetic(operator, left, right):
                return Arithmetic(operator, self.expression(left), self.expression(right))
            case Call(function, arguments):
                return Call(function, tuple(self.expression(argument, as_argument=True) for argument in arguments))
            case Rounded(operand, decimals, declared):
                return Rounded(self.expression(operand), decimals, declared)
            case NumberLiteral() | Figure() | Figures():
                return tree

    def places(self, name: Name) -> tuple[Figure, ...]:
        """The places that a name stands for, whatever is entered there.

        Raises:
            ExpressionError: the name is unknown, or stands where it cannot.
        """
        return self._found(name)[0]

    def answer(self, name: Name, option: str) -> Figure:
        """The place of a choice that has an option.

        Raises:
            ExpressionError: the name is unknown, is no choice, or has no such option.
        """
        figures, _ = self._found(name)
        written = ".".join(name.parts)
        if len(figures) != 1:
            raise ExpressionError("group", name.start, name.end, name=written)
        place = figures[0].place
        traits = self._tables[place.table].grid[place.row, place.column].traits
        if not isinstance(traits, OptionTraits):
            raise ExpressionError("no_choice", name.start, name.end, name=written)
        if option.lower() not in map(str.lower, traits.options):
            error = ExpressionError("no_such_option", name.start, name.end, name=written, option=option)
            if (meant := near_miss(option, traits.options)) is not None:
                error.values["suggestion"] = meant
            raise error
        return figures[0]

    def _figures(self, name: Name) -> tuple[tuple[Figure, ...], str | None]:
        """The figures that a name stands for, and the heading of the group where it names one."""
        figures, heading = self._found(name)
        if any(figure.place.field is not None for figure in figures):
            raise ExpressionError("cover_in_expression", name.start, name.end, name=".".join(name.parts))
        grids = {figure.place.table: self._tables[figure.place.table].grid for figure in figures}
        if not all(is_numeric(grids[f.place.table][f.place.row, f.place.column]) for f in figures):
            raise ExpressionError("not_numeric", name.start, name.end, name=".".join(name.parts))
        return figures, heading

    def _found(self, name: Name) -> tuple[tuple[Figure, ...], str | None]:
        parts = list(name.parts)
        previous = parts[0] == PREVIOUS and len(parts) > 1
        if previous:
            parts.pop(0)
        table = self._table(name, parts)
        rows, columns = self._axes(name, parts, table)
        figures = tuple(
            Figure(Place(table.id, row, column), previous)
            for row in rows
            for column in columns
            if (row, column) in table.grid
        )
        if not figures:
            raise ExpressionError("no_figure", name.start, name.end, name=".".join(name.parts))
        return figures, next((table.headings[part] for part in parts if part in table.headings), None)

    def _table(self, name: Name, parts: list[str]) -> TableNames:
        if parts[0] in self._tables and not self._is_of_scope(parts):
            return self._tables[parts.pop(0)]
        if self._scope.table is None or len(parts) > 2:
            raise unknown(name, parts[0], self._tables)
        return self._tables[self._scope.table]

    def _is_of_scope(self, parts: list[str]) -> bool:
        """Whether a name that begins as one of the cover is that of a figure of the table here, which then is meant."""
        table = self._tables.get(self._scope.table or "")
        if parts[0] != COVER or table is None:
            return False
        if len(parts) == 2:
            return parts[0] in table.rows and parts[1] in table.columns
        return parts[0] in table.rows or parts[0] in table.columns

    def _axes(self, name: Name, parts: list[str], table: TableNames) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The row ids and the column ids that the parts after the table stand for."""
        member, cell = self._scope.member, self._scope.cell
        if len(parts) == 1 and "" in table.columns:  # a field of the cover
            return _look_up(name, parts[0], table.rows), ("",)
        if len(parts) == 1 and cell is not None:
            return _beside(name, parts[0], table, cell)
        if len(parts) == 2:
            return _look_up(name, parts[0], table.rows), _look_up(name, parts[1], table.columns)
        if len(parts) == 1 and member is not None and self._scope.along == "columns":
            return _look_up(name, parts[0], table.rows), (member,)
        if len(parts) == 1 and member is not None:
            return (member,), _look_up(name, parts[0], table.columns)
        raise ExpressionError("parts", name.start, name.end, name=".".join(name.parts))


def _beside(name: Name, part: str, table: TableNames, cell: tuple[str, str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The row and column ids that a name stands for in a single cell: rows of its column, columns of its row."""
    row, column = cell
    if part in table.rows and part in table.columns:
        raise ExpressionError("row_or_column", name.start, name.end, name=part)
    if part in table.columns:
        return (row,), table.columns[part]
    if part in table.rows:
        return table.rows[part], (column,)
    raise unknown(name, part, [*table.rows, *table.columns])


def _look_up(name: Name, part: str, known: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    if part not in known:
        raise unknown(name, part, known)
    return known[part]


def unknown(name: Name, part: str, known: Iterable[str]) -> ExpressionError:
    """The error for an unknown name, with the name that was probably meant."""
    meant = near_miss(part, known)
    error = ExpressionError("unknown_name", name.start, name.end, name=part)
    if meant is not None:
        error.values["suggestion"] = meant
    return error
