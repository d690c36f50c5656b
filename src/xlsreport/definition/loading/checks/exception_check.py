"""Checks the exceptions of rows and columns: single cells that are entered, computed otherwise, or not there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from xlsreport.definition.problems import Path, Problem, near_miss
from xlsreport.definition.tables.crossings import ENTERED, expression_at, has_cell
from xlsreport.definition.tables.declared_paths import labels_with_paths
from xlsreport.definition.tables.labels import leaves
from xlsreport.definition.tables.table_declaration import AnyLabel, Block


def exception_problems(path: Path, block: Block) -> Iterator[Problem]:
    """Mistakes in the exceptions of a block's labels."""
    rows = [leaf[-1] for leaf in leaves(block.rows)]
    columns = [leaf[-1] for leaf in leaves(block.columns)]
    sides: tuple[tuple[str, Sequence[AnyLabel], Sequence[AnyLabel]], ...] = (
        ("rows", block.rows, columns),
        ("columns", block.columns, rows),
    )
    for along, labels, crossing in sides:
        names = {label.id or "": label for label in crossing}
        for label_path, label in labels_with_paths((*path, along), labels):
            yield from _of_label((*label_path, "except"), label, names)
    for number, row in enumerate(rows):
        if not any(has_cell(row, column) for column in columns):
            yield Problem((*path, "rows", number), "row_without_cells", {"label": row.label})


def _of_label(path: Path, label: AnyLabel, crossing: Mapping[str, AnyLabel]) -> Iterator[Problem]:
    """Mistakes in the exceptions of a label, given the labels that cross it by their ids."""
    if label.exceptions and label.children:
        yield Problem(path, "except_on_heading")
        return
    for name, what in label.exceptions.items():
        if name not in crossing:
            yield Problem(path, "unknown_name", {"name": name}, near_miss(name, crossing))
        elif what == ENTERED and label.total is None and crossing[name].total is None:
            yield Problem(path, "except_not_computed", {"name": name})
        elif expression_at(label, crossing[name]) is not None and (label.id or "") in crossing[name].exceptions:
            yield Problem((*path, name), "except_twice", {"name": name})
