"""In which order computed places and conditional ones are evaluated."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter

from xlsreport.definition.place import Place
from xlsreport.definition.resolving.requirement_resolution import condition_needs
from xlsreport.definition.rule_language.bound_requirement import BoundRequirement
from xlsreport.definition.rule_language.condition import figures_of
from xlsreport.definition.rule_language.expression import (
    Expression,
    figures_in,
    lists_in,
)
from xlsreport.definition.tables.table_declaration import LINE


def needs_of(
    totals: Mapping[Place, Expression], requirements: Mapping[Place, tuple[BoundRequirement, ...]]
) -> dict[Place, list[Place]]:
    """What each computed place, and each entry that is asked under a condition, needs of their like."""
    needs = {place: list(_needed_by(tree)) for place, tree in totals.items()}
    needs |= condition_needs(requirements)
    # A certain line of a list is computed with all others.
    whole = {
        place: [one if one in needs else one._replace(row=LINE) for one in needed] for place, needed in needs.items()
    }
    return {place: [one for one in needed if one in needs] for place, needed in whole.items()}


def _needed_by(tree: Expression) -> Iterator[Place]:
    yield from (figure.place for figure in figures_in(tree))
    for lines in lists_in(tree):
        yield from (*lines.compared, *lines.own_places, *([] if lines.column is None else [lines.column]))
        if lines.where is not None:
            yield from (figure.place for figure in figures_of(lines.where))


def dependency_order(needs: Mapping[Place, list[Place]]) -> list[Place] | None:
    """Places such that each comes after those it needs, or None where they need each other."""
    try:
        return list(TopologicalSorter(needs).static_order())
    except CycleError:
        return None


def cycle_in(needs: Mapping[Place, list[Place]]) -> list[Place]:
    """Places that need each other, in a circle; none where there is an order."""
    try:
        TopologicalSorter(needs).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []
