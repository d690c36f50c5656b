"""Whether Excel takes the workbook of a definition: the formulas of large tables may grow too long for it."""

from __future__ import annotations

from collections.abc import Iterator

from xlsreport.definition.definition import Definition
from xlsreport.definition.problems import Path, Problem
from xlsreport.definition.tables.declared_paths import tables_with_paths
from xlsreport.layout.cells import CellRef
from xlsreport.layout.workbook_layout import layout_of
from xlsreport.submission.entries_file import new_submission
from xlsreport.workbook.composition import compose_workbook
from xlsreport.workbook.draft.workbook_draft import RefusedError


def workbook_problems(definition: Definition) -> Iterator[Problem]:
    """What keeps the workbook of a definition from being written: the first formula that is too long, at its table."""
    try:
        compose_workbook(new_submission(definition), None)
    except RefusedError as error:
        path = _path_of(definition, error.where) if isinstance(error.where, CellRef) else ()
        values = {"cell": error.where, **error.values}
        if error.key == "long_formula":
            yield Problem(path, "formula_too_long", values)
        else:
            yield Problem(path, "workbook_refused", values)


def _path_of(definition: Definition, cell: CellRef) -> Path:
    """Where the table or list is written in which, or beside or below which, a cell stands."""
    layout = layout_of(definition)
    found: Path = ()
    for path, table in tables_with_paths(definition.declaration):
        laid = layout.tables.get(table.id) or layout.lists[table.id]
        if laid.sheet == cell.sheet and laid.top <= cell.row:
            found = path
    return found
