"""Mistakes in choices whose options are what the reporter writes in a list: where they are taken from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from xlsreport.definition.declaration import Declaration
from xlsreport.definition.figure_kinds.kind_traits import OptionTraits, TextTraits, listed_in
from xlsreport.definition.figure_kinds.kinds import AnyKind
from xlsreport.definition.problems import Path, Problem, near_miss
from xlsreport.definition.rule_language.table_names import kind_of
from xlsreport.definition.tables.declared_paths import blocks_with_paths, labels_with_paths, tables_with_paths
from xlsreport.definition.tables.labels import leaves

_Column = tuple[str, str]
"""A list and a column of it."""


class _Source(NamedTuple):
    """What a column of a list holds, and whether that is computed."""

    kind: AnyKind
    is_computed: bool


def look_up_problems(declaration: Declaration) -> Iterator[Problem]:
    """Of a definition: sources that do not exist, are no texts, or take their options from each other."""
    columns = _columns_of_lists(declaration)
    for path, kind in _kinds(declaration):
        source = listed_in(kind.traits)
        if source is not None:
            yield from _source((*path, "options_from"), source, columns)


def _source(path: Path, source: _Column, columns: Mapping[_Column, _Source]) -> Iterator[Problem]:
    name, column = source
    if source not in columns:
        lists = {known for known, _ in columns}
        if name not in lists or not column:
            yield Problem(path, "options_from_no_list", {"name": name}, near_miss(name, lists - {name}))
            return
        meant = near_miss(column, [known for other, known in columns if other == name])
        yield Problem(path, "options_from_no_column", {"list": name, "name": column}, meant)
    elif columns[source].is_computed or not isinstance(columns[source].kind.traits, TextTraits | OptionTraits):
        yield Problem(path, "options_from_no_text", {"name": f"{name}.{column}"})
    elif (circle := _circle(source, columns)) is not None:
        yield Problem(path, "options_from_circle", {"columns": " → ".join(map(".".join, circle))})


def _circle(source: _Column, columns: Mapping[_Column, _Source]) -> list[_Column] | None:
    """The columns through which one takes its options from itself."""
    passed = [source]
    while (before := listed_in(columns[passed[-1]].kind.traits)) is not None and before in columns:
        passed.append(before)
        if before in passed[:-1]:
            return passed
    return None


def _columns_of_lists(declaration: Declaration) -> Mapping[_Column, _Source]:
    return {
        (table.id, column[-1].id or ""): _Source(kind_of(table, (), column), column[-1].total is not None)
        for _, table in tables_with_paths(declaration)
        if table.list is not None
        for column in leaves(table.columns)
    }


def _kinds(declaration: Declaration) -> Iterator[tuple[Path, AnyKind]]:
    """Every kind that is declared, with where it is written."""
    for number, field in enumerate(declaration.cover):
        if field.kind is not None:
            yield ("cover", number, "kind"), field.kind
    for path, table in tables_with_paths(declaration):
        yield (*path, "kind"), table.kind
        for block_path, block in blocks_with_paths(path, table):
            rows = labels_with_paths((*block_path, "rows"), block.rows)
            columns = labels_with_paths((*block_path, "columns"), block.columns)
            for where, label in (*rows, *columns):
                if label.kind is not None:
                    yield (*where, "kind"), label.kind
