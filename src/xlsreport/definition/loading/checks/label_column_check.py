"""Mistakes in further columns of labels: ids that are taken twice, and words for columns that there are not."""

from __future__ import annotations

from collections.abc import Iterator

from xlsreport.definition.problems import Path, Problem, near_miss
from xlsreport.definition.tables.declared_paths import labels_with_paths
from xlsreport.definition.tables.table_declaration import RowLabel, Table


def label_column_problems(path: Path, table: Table) -> Iterator[Problem]:
    """All of a table."""
    known: set[str] = set()
    for number, column in enumerate(table.label_columns):
        if column.id in known:
            yield Problem((*path, "label_columns", number, "id"), "duplicate_id", {"id": column.id})
        known.add(column.id)
    for number, block in enumerate(table.grids):
        here = (*path, "blocks", number) if table.blocks else path
        for label_path, label in labels_with_paths((*here, "rows"), block.rows):
            for name in label.labels if isinstance(label, RowLabel) else ():
                if name not in known:
                    yield Problem((*label_path, "labels", name), "unknown_name", {"name": name}, near_miss(name, known))
