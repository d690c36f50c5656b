"""Names the figures that are most likely wrong in a submission whose rules do not hold."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence

from xlsreport.checking.figures.evaluation import Values
from xlsreport.checking.suspects.cause import MAX_ALTERNATIVES, Cause, Reason, Suspect
from xlsreport.checking.suspects.explanation_search import Explanation, components, single_explanations
from xlsreport.checking.suspects.figure_state import FigureState, as_number
from xlsreport.checking.suspects.linear_form import Exact
from xlsreport.checking.suspects.relations import Relation
from xlsreport.checking.suspects.slips import slips_between
from xlsreport.definition.place import Place
from xlsreport.layout.checklines import severity_of
from xlsreport.submission.submission import Submission
from xlsreport.values import Number, is_number


def typed_totals(submission: Submission, intact: Container[Place] = ()) -> Mapping[Place, Number]:
    """The totals that somebody entered, rather than that a formula calculates them.

    Args:
        submission: what was reported.
        intact: computed places whose formula is known to be as it was given out.
    """
    shown = {place: typed for place, typed in submission.shown.items() if is_number(typed) and place not in intact}
    return {place: number for place, number in shown.items() if not _has_formula(submission, place)}


def _has_formula(submission: Submission, place: Place) -> bool:
    if submission.source is None:
        return False
    cell = submission.positions.cell(place)
    facts = submission.source.facts.get(cell.sheet)
    return facts is not None and bool(facts.texts.get((cell.row, cell.column)))


def find_causes(submission: Submission, values: Values, typed: Mapping[Place, Number]) -> tuple[Cause, ...]:
    """The most likely wrong figures.

    Args:
        submission: what was reported.
        values: its numbers.
        typed: the totals that somebody entered, as :func:`typed_totals` finds them.

    Returns:
        A cause for each mistake that can be told from the others, in the order of the rules; none where all rules
        hold that nobody has explained.
    """
    state = FigureState(submission, values, typed)
    return tuple(_causes(state))


def _causes(state: FigureState) -> Iterator[Cause]:
    for component in components(state.broken):
        explanations = list(single_explanations(state, component))
        errors = [relation for relation in component if severity_of(relation.line) == "error"]
        if not explanations and errors and len(errors) < len(component):
            component, explanations = errors, list(single_explanations(state, errors))
        if explanations:
            yield _cause(state, component, explanations)


def _cause(state: FigureState, component: Sequence[Relation], explanations: Sequence[Explanation]) -> Cause:
    lines = tuple(relation.line for relation in component)
    last_year = set.intersection(*(set(relation.previous) for relation in component))
    is_unique = len(explanations) == 1 and not last_year
    alternatives = [_suspects(state, explanation, is_unique=is_unique) for explanation in explanations]
    likely = [s for s in alternatives if len(alternatives) <= MAX_ALTERNATIVES or any(one.because for one in s)]
    likely.sort(key=lambda suspects: -sum(len(suspect.because) for suspect in suspects))
    possible = len(explanations) + len(last_year)
    return Cause(lines, "unique" if is_unique else "candidates", tuple(likely[:MAX_ALTERNATIVES]), possible)


def _suspects(state: FigureState, explanation: Explanation, *, is_unique: bool) -> tuple[Suspect, ...]:
    return tuple(
        _suspect(state, place, domain.only, is_unique=is_unique) for place, domain in explanation.domains.items()
    )


def _suspect(state: FigureState, place: Place, number: Exact | None, *, is_unique: bool) -> Suspect:
    found = state.number(place)
    suggested = None if number is None else as_number(number)
    because: list[Reason] = ["only_explanation"] if is_unique else []
    if found is not None and suggested is not None:
        because += slips_between(found, suggested)
    return Suspect(place, found, suggested, tuple(because))
