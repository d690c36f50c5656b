"""Whether two figures that stand side by side, or one below the other, change places."""

from __future__ import annotations

from collections.abc import Mapping

from xlsreport.checking.suspects.figure_state import FigureState
from xlsreport.checking.suspects.linear_form import Exact
from xlsreport.definition.place import Place


def is_exchange(state: FigureState, numbers: Mapping[Place, Exact | None]) -> bool:
    """Whether suggested numbers are those of two neighbours in each other's place."""
    if len(numbers) != 2:
        return False
    (first, one), (second, other) = numbers.items()
    return (one, other) == (state.exactly(second), state.exactly(first)) and _are_neighbours(state, first, second)


def _are_neighbours(state: FigureState, first: Place, second: Place) -> bool:
    """Whether nothing that somebody enters stands between two figures of a row or of a column."""
    if first.table != second.table or (first.row != second.row and first.column != second.column):
        return False
    facts = state.submission.definition.places_of(first.table)
    entered = [each.place for each in facts if not each.computed or each.place in state.typed]
    if first.row == second.row:
        line = [place for place in entered if place.row == first.row]
    else:
        line = [place for place in entered if place.column == first.column]
    return abs(line.index(first) - line.index(second)) == 1
