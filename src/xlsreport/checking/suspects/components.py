"""Takes the broken relations of a submission apart into groups that have no figure in common."""

from __future__ import annotations

from collections.abc import Iterable

from xlsreport.checking.suspects.figure_state import FigureState
from xlsreport.checking.suspects.relations import Relation
from xlsreport.definition.place import Place


def components(state: FigureState) -> list[tuple[Relation, ...]]:
    """The connected groups of broken relations between figures of tables, in the order of the rules.

    A sum of equations that holds although they do not ties them together: if one group is mended alone, it breaks.
    """
    groups = _Groups()
    broken = [relation for relation in state.broken if relation.places]
    for relation in broken:
        groups.join(relation.places)
    for relation in state.aggregates & state.guarded:
        groups.join(groups.known(relation.places))
    found: dict[Place, list[Relation]] = {}
    for relation in broken:
        found.setdefault(groups.of(next(iter(relation.places))), []).append(relation)
    return [tuple(relations) for relations in found.values()]


class _Groups:
    """Disjoint sets of figures (Tarjan 1975), each named by one of them."""

    def __init__(self) -> None:
        self._above: dict[Place, Place] = {}

    def known(self, places: Iterable[Place]) -> list[Place]:
        """Those that are in some group."""
        return [place for place in places if place in self._above]

    def join(self, places: Iterable[Place]) -> None:
        """Make one group of those that some figures are in."""
        tops = {self.of(place) for place in places}
        if tops:
            self._above.update(dict.fromkeys(tops, min(tops)))

    def of(self, place: Place) -> Place:
        """The name of the group that a figure is in."""
        above = self._above.setdefault(place, place)
        while above != place:
            self._above[place] = self._above[above]
            place, above = above, self._above[above]
        return place
