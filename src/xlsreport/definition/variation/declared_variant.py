"""The declaration of a form as bodies of some kinds get it: without the parts that none of them is asked for."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from string import Formatter
from typing import TypeVar

from xlsreport.definition.declaration import CoverField, Declaration, Section
from xlsreport.definition.place import Place
from xlsreport.definition.tables.crossings import has_cell
from xlsreport.definition.tables.labels import leaves
from xlsreport.definition.tables.table_declaration import AnyLabel, Block, ColumnLabel, RowLabel, Table
from xlsreport.definition.variation.askable_parts import is_asked

_Label = TypeVar("_Label", RowLabel, ColumnLabel)


def declared_for(declaration: Declaration, kinds: Collection[str]) -> Declaration:
    """The declaration without what bodies of none of some kinds are asked for.

    Headings, blocks, tables and sections of which nothing is left are left out, too. What is left keeps its words,
    with the numbers that these have in the whole form. Paragraphs that need a field which is left out are not printed.
    Where a row of one kind crosses a column of another, there is no cell.
    """
    left = _without_parts(declaration, kinds)
    if len(kinds) < 2:
        return left
    asked = {place for kind in kinds for place in _places(_without_parts(declaration, (kind,)))}
    return left.model_copy(update={"sections": tuple(_without_cells(section, asked) for section in left.sections)})


def _places(declaration: Declaration) -> Iterator[Place]:
    for table in (table for section in declaration.sections for table in section.tables):
        for block in table.grids:
            yield from (_place(table, row, column) for row, column in _cells(block))


def _place(table: Table, row: RowLabel, column: ColumnLabel) -> Place:
    return Place(table.id, row.id or "", column.id or "")


def _cells(block: Block) -> Iterator[tuple[RowLabel, ColumnLabel]]:
    for row in leaves(block.rows):
        yield from ((row[-1], path[-1]) for path in leaves(block.columns) if has_cell(row[-1], path[-1]))


def _without_cells(section: Section, asked: Collection[Place]) -> Section:
    """The section without cells that are not among those that are asked for."""
    return section.model_copy(update={"tables": tuple(_asked_cells(table, asked) for table in section.tables)})


def _asked_cells(table: Table, asked: Collection[Place]) -> Table:
    blocks = []
    for block in table.grids:
        missing: dict[str, dict[str, str]] = {}
        for row, column in _cells(block):
            if _place(table, row, column) not in asked:
                missing.setdefault(column.id or "", {})[row.id or ""] = "none"
        blocks.append(block.model_copy(update={"columns": _with_exceptions(block.columns, missing)}))
    return _with_blocks(table, blocks)


def _with_exceptions(
    columns: Sequence[ColumnLabel], missing: Mapping[str, Mapping[str, str]]
) -> tuple[ColumnLabel, ...]:
    return tuple(
        column.model_copy(update={"columns": _with_exceptions(column.columns, missing)})
        if column.columns
        else column.model_copy(update={"exceptions": {**column.exceptions, **missing.get(column.id or "", {})}})
        for column in columns
    )


def _without_parts(declaration: Declaration, kinds: Collection[str]) -> Declaration:
    fields = tuple(field for field in declaration.cover if is_asked(field, kinds))
    gone = {field.id for field in declaration.cover} - {field.id for field in fields}
    sections = (_section(section, kinds) for section in declaration.sections if is_asked(section, kinds))
    return declaration.model_copy(
        update={
            "cover": tuple(_without_sentence(field) if _needs(field.sentence, gone) else field for field in fields),
            "preamble": tuple(text for text in declaration.preamble if not _needs(text, gone)),
            "sections": tuple(section for section in sections if section is not None),
        }
    )


def _needs(text: str | None, gone: Collection[str]) -> bool:
    """Whether a paragraph has a placeholder for a field that is left out."""
    return any(name in gone for _, name, _, _ in Formatter().parse(text or ""))


def _without_sentence(field: CoverField) -> CoverField:
    return field.model_copy(update={"sentence": None})


def _section(section: Section, kinds: Collection[str]) -> Section | None:
    if not section.tables:
        return section
    tables = (_table(table, kinds) for table in section.tables if is_asked(table, kinds))
    left = tuple(table for table in tables if table is not None)
    return section.model_copy(update={"tables": left}) if left else None


def _table(table: Table, kinds: Collection[str]) -> Table | None:
    left = tuple(_blocks(table.grids, kinds))
    return _with_blocks(table, left) if left else None


def _with_blocks(table: Table, blocks: Sequence[Block]) -> Table:
    if table.blocks:
        return table.model_copy(update={"blocks": tuple(blocks)})
    return table.model_copy(update={"columns": blocks[0].columns, "rows": blocks[0].rows})


def _blocks(blocks: Sequence[Block], kinds: Collection[str]) -> Iterator[Block]:
    for block in blocks:
        if not is_asked(block, kinds):
            continue
        rows = _kept(block.rows, lambda label: is_asked(label, kinds))
        columns = _kept(block.columns, lambda label: is_asked(label, kinds))
        # A row of which all cells are in columns that are left out has nothing to be asked for; likewise a column.
        cells = list(_cells(block.model_copy(update={"rows": rows, "columns": columns})))
        rows = _kept(rows, _crossed({id(row) for row, _ in cells}))
        columns = _kept(columns, _crossed({id(column) for _, column in cells}))
        if rows and columns:
            yield block.model_copy(update={"rows": rows, "columns": columns})


def _crossed(leaves_with_cells: Collection[int]) -> Callable[[AnyLabel], bool]:
    return lambda label: bool(label.children) or id(label) in leaves_with_cells


def _kept(labels: Sequence[_Label], is_wanted: Callable[[_Label], bool]) -> tuple[_Label, ...]:
    """The labels that are wanted, without headings of which nothing is left."""
    return tuple(
        label for label in (_narrowed(one, is_wanted) for one in labels if is_wanted(one)) if label is not None
    )


def _narrowed(label: _Label, is_wanted: Callable[[_Label], bool]) -> _Label | None:
    children: Sequence[_Label] = label.children
    if not children:
        return label
    left = _kept(children, is_wanted)
    if len(left) == len(children) and all(one is other for one, other in zip(left, children, strict=True)):
        return label
    return label.model_copy(update={"rows" if isinstance(label, RowLabel) else "columns": left}) if left else None
