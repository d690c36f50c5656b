"""Walks through the tables, blocks and labels of a declaration, each with where it is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from xlsreport.definition.declaration import Declaration
from xlsreport.definition.problems import Path
from xlsreport.definition.tables.table_declaration import AnyLabel, Block, RowLabel, Table


def tables_with_paths(declaration: Declaration) -> Iterator[tuple[Path, Table]]:
    """All tables, each with where it is written."""
    for number, section in enumerate(declaration.sections):
        for position, table in enumerate(section.tables):
            yield ("sections", number, "tables", position), table


def labels_with_paths(path: Path, labels: Sequence[AnyLabel]) -> Iterator[tuple[Path, AnyLabel]]:
    """All labels below a path, headings first, each with where it is written."""
    for number, label in enumerate(labels):
        here = (*path, number)
        yield here, label
        yield from labels_with_paths((*here, "rows" if isinstance(label, RowLabel) else "columns"), label.children)


def blocks_with_paths(path: Path, table: Table) -> Iterator[tuple[Path, Block]]:
    """The table's grids, each with where it is written."""
    for number, block in enumerate(table.grids):
        yield ((*path, "blocks", number) if table.blocks else path), block


def paths_in_table(path: Path, table: Table) -> Mapping[int, Path]:
    """Where the table and each of its labels are written, by ``id()``."""
    found: dict[int, Path] = {id(table): path}
    for block_path, block in blocks_with_paths(path, table):
        sides: tuple[tuple[str, Sequence[AnyLabel]], ...] = (("rows", block.rows), ("columns", block.columns))
        for along, labels in sides:
            found |= {id(label): where for where, label in labels_with_paths((*block_path, along), labels)}
    return found
