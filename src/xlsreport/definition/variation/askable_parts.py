"""Walks through all that may be asked of some kinds of bodies only, each with where it is written and who is asked."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple, Protocol

from xlsreport.definition.declaration import Declaration
from xlsreport.definition.problems import Path
from xlsreport.definition.tables.table_declaration import AnyLabel, Block, RowLabel, Table


class Askable(Protocol):
    """A section, table, block, row or column, or a field of the cover."""

    @property
    def asked_of(self) -> tuple[str, ...]:
        """The kinds of bodies that are asked for it; empty where all are."""
        ...


class AskablePart(NamedTuple):
    """A part of the form; ``around`` are the kinds that are asked for what it stands in, None where all are."""

    path: Path
    declared: Askable
    around: frozenset[str] | None


def is_asked(part: Askable, kinds: Collection[str]) -> bool:
    """Whether bodies of at least one of some kinds are asked for a part, as far as it says so itself."""
    return not part.asked_of or any(kind in part.asked_of for kind in kinds)


def askable_parts(declaration: Declaration) -> Iterator[AskablePart]:
    """All of them, what holds others before these."""
    for number, field in enumerate(declaration.cover):
        yield AskablePart(("cover", number), field, None)
    for number, section in enumerate(declaration.sections):
        path: Path = ("sections", number)
        yield AskablePart(path, section, None)
        around = _narrowed(None, section)
        for position, table in enumerate(section.tables):
            yield from _of_table((*path, "tables", position), table, around)


def varies(declaration: Declaration) -> bool:
    """Whether any part of the form is for some kinds of bodies only."""
    return any(part.declared.asked_of for part in askable_parts(declaration))


def _of_table(path: Path, table: Table, around: frozenset[str] | None) -> Iterator[AskablePart]:
    yield AskablePart(path, table, around)
    around = _narrowed(around, table)
    for number, block in enumerate(table.blocks):
        here = (*path, "blocks", number)
        yield AskablePart(here, block, around)
        yield from _of_block(here, block, _narrowed(around, block))
    if not table.blocks:
        yield from _of_block(path, table.grids[0], around)


def _of_block(path: Path, block: Block, around: frozenset[str] | None) -> Iterator[AskablePart]:
    yield from _of_labels((*path, "columns"), block.columns, around)
    yield from _of_labels((*path, "rows"), block.rows, around)


def _of_labels(path: Path, labels: Sequence[AnyLabel], around: frozenset[str] | None) -> Iterator[AskablePart]:
    for number, label in enumerate(labels):
        here = (*path, number)
        yield AskablePart(here, label, around)
        below = (*here, "rows" if isinstance(label, RowLabel) else "columns")
        yield from _of_labels(below, label.children, _narrowed(around, label))


def _narrowed(around: frozenset[str] | None, part: Askable) -> frozenset[str] | None:
    if not part.asked_of:
        return around
    return frozenset(part.asked_of) if around is None else around & frozenset(part.asked_of)
