"""Mistakes in tables that take their rows from a list: which list it is, where it stands, and how large they become."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from xlsreport.definition.declaration import Declaration
from xlsreport.definition.problems import Path, Problem, near_miss
from xlsreport.definition.tables.declared_paths import tables_with_paths
from xlsreport.definition.tables.labels import leaves
from xlsreport.definition.tables.table_declaration import Table

MAX_ROW_CELLS = 100_000
"""Cells of all rows of all tables that take them from a list, with those beside them and on the checks sheet: 40 lines
with 300 columns and 130 rules or totals have 63,000 of them."""
_BESIDE = 4
"""Cells beside each row: its mark, what is unfit, by what it is found again, whether it is asked."""
_ON_CHECKS = 9
"""Cells of the line that each rule and each total of a row has on the checks sheet."""


def rows_from_problems(declaration: Declaration) -> Iterator[Problem]:
    """All of a declaration whose tables already have these rows."""
    tables = list(tables_with_paths(declaration))
    lists = {table.id: table for _, table in tables if table.list is not None}
    before: set[str] = set()
    cells = 0
    for path, table in tables:
        if table.list is not None:
            before.add(table.id)
        if table.rows_when is not None and table.rows_from is None:
            yield Problem((*path, "rows_when"), "rows_when_alone")
        if table.rows_from is None:
            continue
        here = (*path, "rows_from")
        if table.blocks or table.list is not None:
            yield Problem(here, "rows_from_rows", {"id": table.id})
            continue
        if (problem := _of_list(here, table, lists, before)) is not None:
            yield problem
            continue
        columns = [column[-1] for column in leaves(table.columns)]
        lines = len(table.rules) + sum(column.total is not None for column in columns)
        wide = len(columns) + _BESIDE + lines * _ON_CHECKS
        most = lists[table.rows_from].list
        cells += 0 if most is None else most.most * wide
        if most is not None and cells > MAX_ROW_CELLS:
            yield Problem(here, "rows_from_too_large", {"most": most.most, "id": table.rows_from})
            return


def _of_list(path: Path, table: Table, lists: Mapping[str, Table], before: set[str]) -> Problem | None:
    name = table.rows_from or ""
    if name not in lists:
        return Problem(path, "rows_from_unknown", {"name": name}, near_miss(name, lists))
    named = lists[name].list
    if name not in before:
        return Problem(path, "rows_from_later", {"name": name})
    if named is None or not named.name:
        return Problem(path, "rows_from_name", {"name": name})
    if lists[name].asked_of and not set(table.asked_of or ("",)) <= set(lists[name].asked_of):
        return Problem(path, "rows_from_asked_of", {"name": name})
    if not _parted_by_key(lists[name]):
        return Problem(path, "rows_from_combine", {"name": name})
    return None


def _parted_by_key(table: Table) -> bool:
    """Whether no agency has two lines that a consolidation would make one: their rows would be one, too."""
    combined = None if table.list is None else table.list.combine
    if combined is None:
        return True
    return any(
        rule.distinct and set(combined.by).issuperset(rule.distinct) and rule.severity == "error"
        for rule in table.rules
    )


def as_written(problem: Problem, declaration: Declaration) -> Problem:
    """A problem where it stands in the file, which has none of the rows for lines: they are the first of the rows."""
    for path, table in tables_with_paths(declaration):
        is_in_rows = problem.path[: len(path) + 1] == (*path, "rows") and len(problem.path) > len(path) + 1
        if table.rows_from is not None and is_in_rows:
            number, rest = problem.path[len(path) + 1], problem.path[len(path) + 2 :]
            if number == 0:
                return replace(problem, path=(*path, "rows_from"))
            if isinstance(number, int):
                return replace(problem, path=(*path, "rows", number - 1, *rest))
    return problem
