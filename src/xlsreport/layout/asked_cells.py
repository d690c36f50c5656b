"""Hidden cells that say whether something is asked: a conditional format may refer to its own sheet only."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import count

from xlsreport.definition.definition import BoundRequirement, Definition
from xlsreport.layout.cells import CellRef


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
