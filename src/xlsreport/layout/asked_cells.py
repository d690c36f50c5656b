"""Hidden cells that say whether something is asked: a conditional format may refer to its own sheet only."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import count

from xlsreport.definition.declared_report import comment_name
from xlsreport.definition.definition import Definition
from xlsreport.definition.rule_language.bound_requirement import BoundRequirement
from xlsreport.layout.cells import CellRef
from xlsreport.layout.list_layout import ListLayout
from xlsreport.layout.sheet_layouts import CoverLayout, NarrativeLayout, TableLayout


def asked_cells(
    definition: Definition, row_checks: Mapping[str, CellRef], first: CellRef, table: str, taken: Iterable[CellRef]
) -> dict[tuple[BoundRequirement, ...], CellRef]:
    """A cell for each set of requirements of a table's entries: in the row of these, else in that of the headings.

    Args:
        definition: of the report.
        row_checks: a cell in each row of the table, by the row's id.
        first: where such cells begin: in the row of the headings, far to the right.
        table: the table's id.
        taken: cells that hold something else.
    """
    rows: dict[tuple[BoundRequirement, ...], set[str]] = {}
    for facts in definition.places_of(table):
        if facts.may_be_blank:
            rows.setdefault(facts.requirements, set()).add(facts.place.row)
    used = set(taken)
    cells = {}
    for requirements, within in rows.items():
        row = row_checks[next(iter(within))].row if len(within) == 1 else first.row
        candidates = (CellRef(first.sheet, row, column) for column in count(first.column))
        cells[requirements] = next(cell for cell in candidates if cell not in used)
        used.add(cells[requirements])
    return cells


def asked_text_cells(
    definition: Definition,
    cover: CoverLayout,
    narratives: Mapping[str, NarrativeLayout],
    tables: Mapping[str, TableLayout],
    lists: Mapping[str, ListLayout],
    offset: int,
) -> dict[str, CellRef]:
    """A cell for each text that is asked under conditions only, on its sheet, so many columns beside all else."""
    comments = {comment_name(name): table for name, table in tables.items()}
    of_lists = {comment_name(name): laid for name, laid in lists.items()}
    cells = {}
    for name in definition.text_requirements:
        if name in narratives:
            first = narratives[name].lengths.first
            cells[name] = CellRef(first.sheet, first.row, first.column + offset)
        elif (table := comments.get(name)) is not None and table.comment is not None:
            cells[name] = CellRef(table.sheet, table.comment.first.row, table.check_column + offset)
        elif (laid := of_lists.get(name)) is not None and laid.comment is not None:
            cells[name] = CellRef(laid.sheet, laid.comment.first.row, laid.used_column)
        else:
            field = cover.fields[name]
            cells[name] = CellRef(field.sheet, field.row, field.column + offset)
    return cells
