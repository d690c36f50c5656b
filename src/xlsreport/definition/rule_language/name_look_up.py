"""Where a name in an expression leads: by its table, its row and its column, as seen from where it stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from xlsreport.definition.figure_kinds.kinds import AnyKind
from xlsreport.definition.place import COVER, Place
from xlsreport.definition.problems import near_miss
from xlsreport.definition.rule_language.expression import (
    ExpressionError,
    Figure,
    Name,
)
from xlsreport.definition.rule_language.look_up_keys import is_own
from xlsreport.definition.rule_language.table_names import TableNames
from xlsreport.definition.tables.table_declaration import LINE

PREVIOUS = "previous"
"""The prefix of a name that asks for last year's value."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Where an expression stands: its table, and the row, column or single cell that it is applied to.

    ``cell`` is the row and the column of a single cell. ``is_any_line`` says that lines of a list are looked through.
    """

    table: str | None = None
    along: str | None = None
    member: str | None = None
    cell: tuple[str, str] | None = None
    is_any_line: bool = False


def kind_at(tables: Mapping[str, TableNames], place: Place) -> AnyKind:
    """What may be entered at a place, also in a certain line of a list."""
    grid = tables[place.table].grid
    return grid.get((place.row, place.column)) or grid[LINE, place.column]


def names_of_cover(kinds: Mapping[str, AnyKind]) -> TableNames:
    """What conditions may name of the cover: its fields with their kinds."""
    grid = {(place.row, place.column): kind for name, kind in kinds.items() for place in (Place.of_field(name),)}
    return TableNames(COVER, {name: (name,) for name in kinds}, {"": ("",)}, grid)


class NameLookUp:
    """Finds the figures that names stand for, within one scope."""

    def __init__(self, tables: Mapping[str, TableNames], scope: Scope) -> None:
        self._tables = tables
        self._scope = scope

    def figures(self, name: Name) -> tuple[tuple[Figure, ...], str | None]:
        """The figures that a name stands for, and the heading of the group where it names one.

        Raises:
            ExpressionError: the name is unknown, or stands where it cannot.
        """
        parts = list(name.parts)
        previous = parts[0] == PREVIOUS and len(parts) > 1
        if previous:
            parts.pop(0)
        if is_own(name) and name.parts[0] not in (*self._tables, *self._ids_here):
            raise ExpressionError("own_alone", name.start, name.end, name=".".join(name.parts))
        table = self._table(name, parts)
        line = self._line(table)
        if line is not None and not previous:
            (column,) = _look_up(name, parts[-1], table.columns) if len(parts) == 1 else ("",)
            if not column:
                raise ExpressionError("list_column", name.start, name.end, name=".".join(name.parts))
            return (Figure(line._replace(column=column)),), None
        if line is not None and previous:
            raise ExpressionError("line_previous", name.start, name.end, name=".".join(name.parts[1:]), list=table.id)
        if table.is_list and previous and (self._scope.is_any_line or not table.has_previous):
            raise ExpressionError("list_previous", name.start, name.end, name=".".join(name.parts))
        if table.is_list and self._scope.table != table.id:
            here = self._tables.get(self._scope.table or "")
            if here is not None and any(line.table == table.id for line in here.lines.values()):
                raise ExpressionError("line_of_row", name.start, name.end, name=".".join(name.parts), list=table.id)
            raise ExpressionError("list_alone", name.start, name.end, name=".".join(name.parts))
        rows, columns = self._axes(name, parts, table)
        figures = tuple(
            Figure(Place(table.id, row, column), previous)
            for row in rows
            for column in columns
            if (row, column) in table.grid
        )
        if previous:
            self._check_previous(name, table, figures)
        if not figures:
            raise ExpressionError("no_figure", name.start, name.end, name=".".join(name.parts))
        return figures, next((table.headings[part] for part in parts if part in table.headings), None)

    def _check_previous(self, name: Name, table: TableNames, figures: Sequence[Figure]) -> None:
        """Refuse last year's figures of rows for lines, but those of the line for which a rule is asked."""
        of_lines = {figure.place.row for figure in figures} & set(table.lines)
        if of_lines and not table.has_previous:
            raise ExpressionError("line_row_previous", name.start, name.end)
        if of_lines and of_lines != {self._row}:
            raise ExpressionError("line_row_others", name.start, name.end)

    @property
    def _ids_here(self) -> frozenset[str]:
        """The ids of the rows of the table here."""
        table = self._tables.get(self._scope.table or "")
        return frozenset() if table is None else frozenset(table.rows)

    def _line(self, table: TableNames) -> Place | None:
        """The line of a list for which the present row stands."""
        here, row = self._tables.get(self._scope.table or ""), self._row
        if here is None or row is None or not table.is_list or here is table:
            return None
        line = here.lines.get(row)
        return line if line is not None and line.table == table.id else None

    @property
    def _row(self) -> str | None:
        """The row that the expression is applied to."""
        if self._scope.cell is not None:
            return self._scope.cell[0]
        return self._scope.member if self._scope.along == "rows" else None

    def is_group(self, parts: Sequence[str]) -> bool:
        """Whether a name that is a list's means the rows for its lines: where names are those of rows."""
        here = self._tables.get(self._scope.table or "")
        by_row = self._scope.along == "columns" or self._scope.cell is not None
        return len(parts) == 1 and by_row and here is not None and bool(here.lines) and parts[0] in here.rows

    def _table(self, name: Name, parts: list[str]) -> TableNames:
        if self.is_group(parts) and self._scope.table is not None:
            return self._tables[self._scope.table]
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
