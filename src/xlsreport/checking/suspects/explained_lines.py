"""Which lines of the checks sheet a cause explains: those that do not hold, and would if its figures were right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from xlsreport.checking.evaluation.submission_values import Values
from xlsreport.checking.figures.line_results import evaluate_case
from xlsreport.checking.suspects.alternatives import Alternative
from xlsreport.checking.suspects.explanation_search import Explanation
from xlsreport.checking.suspects.figure_state import FigureState
from xlsreport.checking.suspects.linear_form import Exact
from xlsreport.checking.suspects.relations import Relation, RuleLine, entered_places
from xlsreport.definition.definition import Definition
from xlsreport.definition.place import Place
from xlsreport.layout.checklines import CaseLine, TotalLine
from xlsreport.object_cache import remembered_by_object
from xlsreport.submission.submission import Submission
from xlsreport.values import Number

_BROKEN = ("broken", "warned")
_MAX_TRIED = 3
"""Explanations that are tried of those that nothing speaks for: what they explain alike the others explain, too."""


class ExplainedLines:
    """The lines of one submission as findings report them: with totals computed from the entries.

    ``together`` are the likeliest numbers of all causes: a line may hold only when several figures are mended.
    """

    def __init__(self, state: FigureState, together: Iterable[Mapping[Place, Exact]]) -> None:
        self._state = state
        self._together = {place: number for each in together for place, number in each.items()}

    def explained(
        self, relations: Sequence[Relation], alternatives: Sequence[Alternative], explanations: Sequence[Explanation]
    ) -> tuple[RuleLine, ...]:
        """The lines that hold by each alternative, or by all causes together if a figure of the likeliest is in them.

        Where nothing speaks for any of the explanations, some of them stand for the alternatives; where there is only
        one, of a figure that may be any number of a range, the nearest of them. Where no number is suggested, or that
        mends no line alone, the lines are those of the relations that were explained.
        """
        definition = self._state.submission.definition
        explained: set[RuleLine] = set()
        changed = numbers_of(alternatives, explanations) or list(self._nearest(explanations))
        if changed:
            explained |= set.intersection(*map(self._repaired, changed))
            together = ((line, _figures_of(definition, line)) for line in self._repaired_together)
            explained.update(line for line, figures in together if not figures.isdisjoint(changed[0]))
        explained = explained or {relation.line for relation in relations}
        return tuple(line for line in self._all if line in explained)

    def _nearest(self, explanations: Sequence[Explanation]) -> Iterator[Mapping[Place, Exact]]:
        if len(explanations) == 1 and len(explanations[0].domains) == 1:
            ((place, domain),) = explanations[0].domains.items()
            if (found := self._state.exactly(place)) is not None:
                yield {place: domain.nearest(found)}

    @cached_property
    def _repaired_together(self) -> set[RuleLine]:
        return self._repaired(self._together)

    def _repaired(self, changes: Mapping[Place, Exact]) -> set[RuleLine]:
        submission, typed = self._state.with_changes(changes)
        return self._broken_now - self._broken(submission, typed, self._broken_now, as_needed=True)

    @cached_property
    def _all(self) -> Sequence[RuleLine]:
        """Every line, in the order of the relations."""
        return [relation.line for relation in self._state.relations.all]

    @cached_property
    def _broken_now(self) -> set[RuleLine]:
        return self._broken(self._state.submission, self._state.typed, self._all)

    def _broken(
        self,
        submission: Submission,
        typed: Mapping[Place, Number],
        lines: Iterable[RuleLine],
        *,
        as_needed: bool = False,
    ) -> set[RuleLine]:
        values = Values(submission, as_needed=as_needed)
        return {line for line in lines if self._is_broken(line, submission, typed, values)}

    @staticmethod
    def _is_broken(line: RuleLine, submission: Submission, typed: Mapping[Place, Number], values: Values) -> bool:
        match line:
            case CaseLine(case):
                return evaluate_case(case, submission, values).state in _BROKEN
            case TotalLine(total):
                return typed[total.place] != values.at(total.place)


def numbers_of(
    alternatives: Sequence[Alternative], explanations: Sequence[Explanation]
) -> Sequence[Mapping[Place, Exact]]:
    """The numbers of the alternatives, the likeliest first; of some explanations where nothing speaks for any."""
    changed = [each.changes for each in alternatives if each.changes is not None]
    return changed or [exact for each in explanations[:_MAX_TRIED] if (exact := each.exact) is not None]


@remembered_by_object()
def _figures_of(definition: Definition, line: RuleLine) -> frozenset[Place]:
    """The entries and the typed total that a line compares."""
    match line:
        case CaseLine(case):
            return entered_places(case.comparison, definition)
        case TotalLine(total):
            return entered_places(total.expression, definition) | {total.place}
