"""Which entered figures stand side by side, or one below the other."""

from __future__ import annotations

from collections.abc import Container

from xlsreport.definition.definition import Definition
from xlsreport.definition.place import Place


def are_neighbours(definition: Definition, first: Place, second: Place, typed: Container[Place]) -> bool:
    """Whether nothing that somebody enters stands between two figures of a row or of a column."""
    if first.table != second.table or (first.row != second.row and first.column != second.column):
        return False
    if first.row == second.row:
        line = [place.column for place in _entered(definition, first.table, typed) if place.row == first.row]
        return abs(line.index(first.column) - line.index(second.column)) == 1
    line = [place.row for place in _entered(definition, first.table, typed) if place.column == first.column]
    return abs(line.index(first.row) - line.index(second.row)) == 1


def _entered(definition: Definition, table: str, typed: Container[Place]) -> list[Place]:
    return [facts.place for facts in definition.places_of(table) if not facts.computed or facts.place in typed]
