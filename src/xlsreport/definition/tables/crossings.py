"""Where a row and a column meet: whether there is a cell, and whether a computed label computes it."""

from __future__ import annotations

from typing import Protocol

from xlsreport.definition.tables.table_declaration import Exceptions


class CrossingLabel(Protocol):
    """A row or column of figures."""

    @property
    def id(self) -> str | None:
        """Its name for rules."""
        ...

    @property
    def total(self) -> str | None:
        """The expression that computes its figures, if one does."""
        ...

    @property
    def exceptions(self) -> Exceptions:
        """The cells, by the id of the label that crosses it, that are not as its others."""
        ...


def has_cell(row: CrossingLabel, column: CrossingLabel) -> bool:
    """Whether there is a cell at all where a row and a column meet."""
    return "none" not in (row.exceptions.get(column.id or ""), column.exceptions.get(row.id or ""))


def is_excepted(computed: CrossingLabel, crossing: CrossingLabel) -> bool:
    """Whether a computed label leaves the cell of a crossing label to the reporter, or has none there.

    Either label may say so, the crossing one where it is not computed itself: the rows of many tables are then written
    once, and each column says whether the last row computes it.
    """
    return (crossing.id or "") in computed.exceptions or (
        crossing.total is None and crossing.exceptions.get(computed.id or "") == "entry"
    )
