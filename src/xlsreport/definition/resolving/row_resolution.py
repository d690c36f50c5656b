"""Binds when tables have a row for a line of a list: of all lines that are begun, or of those of which more holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from xlsreport.definition.declaration import Declaration
from xlsreport.definition.problems import Path, Problem, in_expression
from xlsreport.definition.rule_language.binding import Binder
from xlsreport.definition.rule_language.condition import bind_condition, figures_of
from xlsreport.definition.rule_language.expression import Begun, Condition, ExpressionError
from xlsreport.definition.rule_language.name_look_up import Scope
from xlsreport.definition.rule_language.table_names import TableNames
from xlsreport.definition.tables.declared_paths import tables_with_paths


@dataclass
class RowResolver:
    """Binds the conditions of rows for lines.

    Attributes:
        declaration: what is declared.
        names: what may be named in each table.
        problems: what cannot be bound.
    """

    declaration: Declaration
    names: Mapping[str, TableNames]
    problems: list[Problem] = field(default_factory=list)

    def with_rows(self) -> Mapping[str, TableNames]:
        """The names, where tables know when there is each row for a line."""
        found = dict(self.names)
        for path, table in tables_with_paths(self.declaration):
            if table.rows_when is not None:
                rows = dict(self._rows((*path, "rows_when"), table.id, table.rows_when))
                found[table.id] = replace(self.names[table.id], listed=rows)
        return found

    def _rows(self, path: Path, table: str, source: str) -> Iterator[tuple[str, Begun]]:
        for row, there in self.names[table].listed.items():
            try:
                where = self._bound(table, row, source, there.first.table)
            except ExpressionError as error:
                self.problems.append(in_expression(path, source, error))
                return
            yield row, replace(there, where=where)

    def _bound(self, table: str, row: str, source: str, listed: str) -> Condition:
        """The condition of one row.

        Raises:
            ExpressionError: it is not right, or asks about something else than the line.
        """
        bound = bind_condition(source, Binder(self.names, Scope(table, "rows", row)))
        if any(figure.place.table != listed for figure in figures_of(bound)):
            raise ExpressionError("rows_when_other", 0, len(source), name=listed)
        return bound
