"""Tells wrong figures apart where more than two are: those that several equations name, which name no other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from xlsreport.checking.suspects.figure_state import FigureState
from xlsreport.checking.suspects.linear_form import Exact, exact
from xlsreport.checking.suspects.relations import Relation
from xlsreport.definition.place import Place

_MAX_ROUNDS = 10
"""Rounds, each of which finds at least one wrong figure; a report with more has other troubles."""


def peeled(state: FigureState, group: Sequence[Relation]) -> Mapping[Place, Exact]:
    """Figures that are wrong whatever else is, as they should be.

    None of the equations that such a figure is in holds, there are at least two, all of them would hold with the same
    number, and none of them can be mended so by another figure. Once these are right, the next ones show.
    """
    changed: dict[Place, Exact] = {}
    for _ in range(_MAX_ROUNDS):
        broken = {relation for relation in group if not state.is_settled(relation, changed)}
        named = {place: number for place, number in _named(state, broken, changed).items() if place not in changed}
        alone = {
            place: number
            for place, number in named.items()
            if all(named.keys() & relation.places == {place} for relation in state.relations_of(place))
        }
        if not alone:
            return changed
        changed |= alone
    return changed


def _named(state: FigureState, broken: set[Relation], changed: Mapping[Place, Exact]) -> Mapping[Place, Exact]:
    """The figures that all equations which they are in name with the same number, and which are not that already.

    An equation that lacks only a blank names every figure beside it as it is.
    """
    named = {}
    for place in sorted({place for relation in broken for place in relation.places}, key=state.order):
        relations = [relation for relation in state.relations_of(place) if state.is_known(relation)]
        domain = state.domain(place)
        if domain is None or len(relations) < 2 or not broken.issuperset(relations):
            continue
        numbers = {_number(state, relation, place, changed) for relation in relations}
        number = numbers.pop()
        is_another = place in state.missing or number != changed.get(place, state.exactly(place))
        if not numbers and number is not None and is_another and domain.contains(number):
            named[place] = number
    return named


def _number(state: FigureState, relation: Relation, place: Place, changed: Mapping[Place, Exact]) -> Exact | None:
    """What a figure should be by one equation."""
    if relation.form is None or relation.comparator != "==":
        return None
    found = changed.get(place, state.exactly(place)) or 0
    return exact(found - Fraction(state.difference_with(relation, changed)) / relation.form.now[place])
