"""Looks for the figures that explain why relations do not hold: one alone, or two together."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from xlsreport.checking.suspects.figure_state import Domain, FigureState
from xlsreport.checking.suspects.linear_form import Exact, exact
from xlsreport.checking.suspects.relations import Relation
from xlsreport.definition.place import Place


@dataclass(frozen=True, slots=True)
class Explanation:
    """Figures with the numbers that each may be, so that all of some relations hold and no other breaks.

    ``is_certain``: whether every number of the domains does that; relations that are not linear have to be tried.
    """

    domains: Mapping[Place, Domain]
    is_certain: bool = True


def components(broken: Sequence[Relation]) -> list[list[Relation]]:
    """The broken relations in groups that have no figure in common."""
    groups: list[tuple[set[Place], list[Relation]]] = []
    for relation in broken:
        places, together = set(relation.places), [relation]
        apart = []
        for group in groups:
            if group[0].isdisjoint(places):
                apart.append(group)
            else:
                places |= group[0]
                together = [*group[1], *together]
        groups = [*apart, (places, together)]
    return [together for _, together in groups]


def single_explanations(state: FigureState, must: Collection[Relation]) -> Iterator[Explanation]:
    """Every figure that alone could be wrong, so that all of some relations would hold."""
    for place in sorted(frozenset.intersection(*(relation.places for relation in must)), key=state.order):
        explanation = explained_by(state, place, frozenset(must), {})
        if explanation is not None:
            yield explanation


def explained_by(
    state: FigureState, place: Place, must: frozenset[Relation], changed: Mapping[Place, Exact]
) -> Explanation | None:
    """The numbers that a figure may be, so that relations hold when others are changed; None where there is none."""
    domain = state.domain(place)
    found = state.exactly(place)
    if domain is None or found is None:
        return None
    unsolved = []
    for relation in state.relations_of(place):
        if relation in must or relation in state.guarded:
            bounds = _bounds(state, relation, place, found, changed)
            if bounds is None:
                unsolved.append(relation)
                continue
            domain = domain.within(*bounds[:2], open_ends=bounds[2])
            if domain.is_empty:
                return None
    number = domain.only
    if number is None:
        return Explanation({place: domain}, is_certain=not unsolved)
    tried = {**changed, place: number}
    return Explanation({place: domain}) if all(state.holds_with(relation, tried) for relation in unsolved) else None


def _bounds(
    state: FigureState, relation: Relation, place: Place, found: Exact, changed: Mapping[Place, Exact]
) -> tuple[Exact | None, Exact | None, bool] | None:
    """Between which numbers a figure must be for a relation to hold; None where that is no interval."""
    form, comparator = relation.form, relation.comparator
    if form is None or comparator == "!=":
        return None
    factor = form.now[place]
    limit = exact(found - Fraction(state.difference_with(relation, changed)) / factor)
    strict = comparator in ("<", ">")
    if comparator == "==":
        return limit, limit, False
    is_upper = (comparator in ("<", "<=")) == (factor > 0)
    return (None, limit, strict) if is_upper else (limit, None, strict)
