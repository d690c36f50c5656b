"""Whether something is asked, by the conditions of its place."""

from __future__ import annotations

from collections.abc import Iterable

from xlsreport.checking.evaluation.conditions import KnownFigures, is_true
from xlsreport.definition.place import Place
from xlsreport.definition.requirement import ASKED_RANKS, AskedState
from xlsreport.definition.rule_language.bound_requirement import BoundRequirement
from xlsreport.definition.rule_language.expression import Answered, Condition, Every, Figure, Not, Some


def asked_by(requirements: Iterable[BoundRequirement], known: KnownFigures) -> AskedState:
    """Whether something is asked under all of some requirements; ``Translator.asked`` says the same in a workbook."""
    return min(
        (_asked(requirement, known) for requirement in requirements), key=ASKED_RANKS.__getitem__, default="asked"
    )


def _asked(requirement: BoundRequirement, known: KnownFigures) -> AskedState:
    truth = False if requirement.condition is None else is_true(requirement.condition, known)
    if truth is None:
        return "open"
    return "asked" if truth else requirement.otherwise


def deciding_answers(requirements: Iterable[BoundRequirement]) -> tuple[Place, ...] | None:
    """The places whose answers alone decide whether something is asked, once they have any; None where more decides."""
    found: dict[Place, None] = {}
    for requirement in requirements:
        if requirement.condition is not None and not _add_answers(requirement.condition, found):
            return None
    return tuple(found)


def _add_answers(condition: Condition, found: dict[Place, None]) -> bool:
    """Add the places whose answers a condition compares; False where it asks for anything else."""
    match condition:
        case Answered(figure=Figure(place)):
            found[place] = None
            return True
        case Not(operand):
            return _add_answers(operand, found)
        case Every(operands) | Some(operands):
            return all(_add_answers(operand, found) for operand in operands)
    return False
