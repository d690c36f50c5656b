"""The printed shape of a table of fixed rows, or of one that has a row for each line of a list."""

from __future__ import annotations

from collections.abc import Iterator

from xlsreport.checking.line_names import named_rows
from xlsreport.definition.place import Place
from xlsreport.definition.tables.table_declaration import Table
from xlsreport.layout.grid import TableGrid, named_rows_grid, table_grid
from xlsreport.submission.submission import Submission


def printed_places(submission: Submission) -> Iterator[Place]:
    """The places of all rows that there are."""
    definition = submission.definition
    names = {table: named_rows(submission, table) for table in definition.tables}
    return (one for one in definition.places if definition.line_of(one) is None or one.row in names[one.table])


def printed_grid(submission: Submission, table: Table) -> TableGrid:
    """The rows of a table that there are: of those for the lines of a list, those whose lines are begun."""
    if table.rows_from is None:
        return table_grid(submission.definition, table.id)
    return named_rows_grid(table, named_rows(submission, table.id))
