"""Where a row and a column meet: whether there is a cell, and what computes it."""

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


ENTERED, NOT_THERE = "entry", "none"
"""The words for a cell that is entered although others are computed, and for one that the form does not have."""


def has_cell(row: CrossingLabel, column: CrossingLabel) -> bool:
    """Whether there is a cell at all where a row and a column meet."""
    return NOT_THERE not in (row.exceptions.get(column.id or ""), column.exceptions.get(row.id or ""))


def expression_at(label: CrossingLabel, crossing: CrossingLabel) -> str | None:
    """The expression by which a label computes its cell with a crossing label alone."""
    what = label.exceptions.get(crossing.id or "")
    return None if what in (ENTERED, NOT_THERE) else what


def is_excepted(computed: CrossingLabel, crossing: CrossingLabel) -> bool:
    """Whether the expression of a computed label is not that of its cell with a crossing label.

    Either label may say so: the rows of many tables are then written once, and each column says what its cell in the
    last row is. Only a column that is not computed itself can leave the cell to the reporter.
    """
    said = crossing.exceptions.get(computed.id or "")
    return (
        (crossing.id or "") in computed.exceptions
        or expression_at(crossing, computed) is not None
        or (crossing.total is None and said == ENTERED)
    )
