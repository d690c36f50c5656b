"""Where a row and a column meet: whether there is a cell, and whether a computed label computes it."""

from __future__ import annotations

from typing import Protocol

from xlsreport.definition.declaration import Exceptions


class CrossingLabel(Protocol):
    """A row or column of figures."""

    @property
    def id(self) -> str | None:
        """Its name for rules."""
        ...

    @property
    def exceptions(self) -> Exceptions:
        """The cells, by the id of the label that crosses it, that are not as its others."""
        ...


def has_cell(row: CrossingLabel, column: CrossingLabel) -> bool:
    """Whether there is a cell at all where a row and a column meet."""
    return "none" not in (row.exceptions.get(column.id or ""), column.exceptions.get(row.id or ""))


def is_excepted(label: CrossingLabel, crossing: str) -> bool:
    """Whether a computed label leaves the cell of a crossing label to the reporter, or has none there."""
    return crossing in label.exceptions
