"""Tables that have a row for each line of a list: the rows that they are given before names are resolved.

As many rows as the list has room for, each of which is asked only where its line is begun. So all that holds for rows
that are asked under a condition holds for them.
"""

from __future__ import annotations

from collections.abc import Mapping

from xlsreport.definition.declaration import Declaration
from xlsreport.definition.place import Place
from xlsreport.definition.tables.declared_paths import tables_with_paths
from xlsreport.definition.tables.table_declaration import LINE, RowLabel, Table


def with_line_rows(declaration: Declaration) -> Declaration:
    """The declaration, where each table that takes its rows from a list has these, as a group with the list's id.

    A list that does not exist counts as one of a single line.
    """
    tables = [table for _, table in tables_with_paths(declaration)]
    if not any(table.rows_from for table in tables):
        return declaration
    room = {table.id: table.list.most for table in tables if table.list is not None}
    sections = tuple(
        section.model_copy(update={"tables": tuple(_with_rows(table, room) for table in section.tables)})
        for section in declaration.sections
    )
    return declaration.model_copy(update={"sections": sections})


def _with_rows(table: Table, room: Mapping[str, int]) -> Table:
    name = table.rows_from
    if name is None or table.blocks or table.list is not None:
        return table
    rows = tuple(RowLabel(id=f"{name}_{number}") for number in range(1, room.get(name, 1) + 1))
    return table.model_copy(update={"rows": (RowLabel(id=name, rows=rows), *table.rows)})


def carried_figure(name: str, place: Place) -> Place:
    """Where last year's figure of the row for a line is kept: with last year's lines, in a column of its own.

    No declared column has such an id. So it is found by the key of the line, in whichever row the line is now.
    """
    return Place(name, LINE, f"{place.table}:{place.column}")


def carried_from(carried: Place, row: str) -> Place:
    """The figure of a row that stands in such a column."""
    table, _, column = carried.column.partition(":")
    return Place(table, row, column)


def line_rows(table: Table) -> Mapping[str, int]:
    """The rows of a table that stand for lines of a list, with the numbers of these."""
    if table.rows_from is None or not table.rows or table.rows[0].id != table.rows_from:
        return {}
    return {row.id or "": number for number, row in enumerate(table.rows[0].rows, start=1)}
