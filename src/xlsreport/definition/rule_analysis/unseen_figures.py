"""Figures that no rule sees: each could be wrong without any declared rule being broken."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from xlsreport.definition.definition import Definition
from xlsreport.definition.figure_kinds.kinds import is_numeric
from xlsreport.definition.place import Place
from xlsreport.definition.rule_analysis.analysis_results import UnseenFigure
from xlsreport.definition.rule_language.expression import figures_in
from xlsreport.definition.rule_language.rule_cases import RuleCase


def unseen_figures(definition: Definition, cases: Iterable[RuleCase]) -> Iterator[UnseenFigure]:
    """The entries that stand in none of some rule cases, neither themselves nor in a total, in the form's order."""
    cases = tuple(cases)
    seen = _entries_behind(definition, (place for case in cases for place in case.places))
    next_year = {
        case.rule.id: _entries_behind(
            definition, (p for each in cases if each.rule is case.rule for p in each.previous_places)
        )
        for case in cases
    }
    claims = {
        claim.id: _entries_behind(
            definition,
            (figure.place for bound in claim.figures for tree in bound.equals for figure in figures_in(tree)),
        )
        for claim in definition.claims
    }
    for place, facts in definition.places.items():
        if not facts.computed and is_numeric(facts.kind) and place not in seen:
            yield UnseenFigure(place, _with(place, claims), _with(place, next_year))


def _with(place: Place, entries: Mapping[str, set[Place]]) -> tuple[str, ...]:
    return tuple(name for name, places in entries.items() if place in places)


def _entries_behind(definition: Definition, places: Iterable[Place]) -> set[Place]:
    """Some places, and those that they are computed from."""
    found: set[Place] = set()
    waiting = list(places)
    while waiting:
        place = waiting.pop()
        if place in found:
            continue
        found.add(place)
        facts = definition.places.get(place)  # a number of the cover is none of the figures of tables
        total = None if facts is None else facts.total
        waiting += [figure.place for figure in figures_in(total)] if total is not None else []
    return found
