"""Whether something is asked, by the conditions of its place."""

from __future__ import annotations

from collections.abc import Iterable

from xlsreport.checking.evaluation.conditions import KnownFigures, is_true
from xlsreport.definition.definition import LineDefinition
from xlsreport.definition.requirement import ASKED_RANKS, AskedState
from xlsreport.definition.rule_language.bound_requirement import BoundRequirement
from xlsreport.definition.rule_language.condition import figures_of


def asked_by(requirements: Iterable[BoundRequirement], known: KnownFigures) -> AskedState:
    """Whether something is asked under all of some requirements; ``Translator.asked`` says the same in a workbook."""
    return min(
        (_asked(requirement, known) for requirement in requirements), key=ASKED_RANKS.__getitem__, default="asked"
    )


def _asked(requirement: BoundRequirement, known: KnownFigures) -> AskedState:
    return state_of(requirement, False if requirement.condition is None else is_true(requirement.condition, known))


def state_of(requirement: BoundRequirement, truth: bool | None) -> AskedState:
    """Whether something is asked under a requirement whose condition holds, does not, or is not known to."""
    if truth is None:
        return "open"
    return "asked" if truth else requirement.otherwise


def asked_as_a_whole(line: LineDefinition) -> tuple[BoundRequirement, ...]:
    """The requirements that say whether there is anything to list: alike for all entries, and of no single line."""
    of_each = [facts.requirements for facts in line.places.values() if not facts.computed]
    return tuple(
        one
        for one in (of_each[0] if of_each else ())
        if all(one in each for each in of_each)
        and (one.condition is None or all(figure.place.table != line.list for figure in figures_of(one.condition)))
    )
