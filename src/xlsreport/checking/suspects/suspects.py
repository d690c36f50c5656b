"""Names the figures that are most likely wrong in a submission whose rules do not hold."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from functools import partial

from xlsreport.checking.claims.contradictions import Contradiction, contradictions
from xlsreport.checking.evaluation.submission_values import Values
from xlsreport.checking.suspects.alternatives import Alternative, Ranking
from xlsreport.checking.suspects.cause import MAX_ALTERNATIVES, Cause, Certainty
from xlsreport.checking.suspects.evidence import CONFIRMING_WEIGHT, Evidence, has_formula
from xlsreport.checking.suspects.explained_lines import ExplainedLines, numbers_of
from xlsreport.checking.suspects.figure_state import FigureState
from xlsreport.checking.suspects.linear_form import Exact
from xlsreport.checking.suspects.mistakes import Mistake, mistakes
from xlsreport.checking.suspects.relations import RuleLine
from xlsreport.definition.place import Place
from xlsreport.layout.checklines import TotalLine
from xlsreport.submission.submission import Submission
from xlsreport.values import Number, is_number

_MAX_BROKEN = 200
"""Broken relations up to which wrong figures are looked for; a report with more has not been filled in yet."""


def typed_totals(submission: Submission, intact: Container[Place] = ()) -> Mapping[Place, Number]:
    """The totals that somebody entered, rather than that a formula calculates them.

    Args:
        submission: what was reported.
        intact: computed places whose formula is known to be as it was given out.
    """
    shown = {place: typed for place, typed in submission.shown.items() if is_number(typed) and place not in intact}
    return {place: number for place, number in shown.items() if not has_formula(submission, place)}


def find_causes(
    submission: Submission,
    values: Values,
    typed: Mapping[Place, Number],
    contradicted: Sequence[Contradiction] | None = None,
) -> tuple[Cause, ...]:
    """The most likely wrong figures.

    Args:
        submission: what was reported.
        values: its numbers.
        typed: the totals that somebody entered, as :func:`typed_totals` finds them.
        contradicted: what its texts say that its tables do not, if that is known already.

    Returns:
        A cause for each mistake that can be told from the others, in the order of the rules; none where all rules
        hold that nobody has explained.
    """
    state = FigureState(submission, values, typed)
    if not 0 < len(state.broken) <= _MAX_BROKEN:
        return ()
    if contradicted is None:
        contradicted = contradictions(submission, values)
    return tuple(_CauseFinder(state, contradicted).causes())


class _CauseFinder:
    def __init__(self, state: FigureState, contradicted: Sequence[Contradiction]) -> None:
        self._state = state
        self._contradicted = contradicted
        self._ranking = Ranking(state, Evidence(state, contradicted), partial(_newly_contradicted, state, contradicted))

    def causes(self) -> Iterator[Cause]:
        """Every cause, in the order of the rules."""
        found = [
            (mistake, self._ranking.ranked(mistake.explanations, MAX_ALTERNATIVES)) for mistake in mistakes(self._state)
        ]
        numbers = (numbers_of(alternatives, mistake.explanations) for mistake, alternatives in found)
        lines = ExplainedLines(self._state, [likely[0] for likely in numbers if likely])
        for mistake, alternatives in found:
            explained = lines.explained(mistake.relations, alternatives, mistake.explanations)
            yield self._cause(mistake, alternatives, explained)

    def _cause(self, mistake: Mistake, alternatives: Sequence[Alternative], lines: tuple[RuleLine, ...]) -> Cause:
        hidden = set.intersection(*(set(relation.previous) for relation in mistake.relations))
        possible = len(mistake.explanations) + len(hidden)
        certainty: Certainty = "candidates"
        if possible == 1 and self._is_confirmed(mistake, alternatives[0]):
            certainty = "unique" if mistake.size == 1 else "pair"
        is_only = certainty != "candidates"
        return Cause(
            lines=lines,
            certainty=certainty,
            alternatives=tuple(each.suspects(self._state, is_only=is_only) for each in alternatives),
            possible=possible,
            contradictions=self._no_longer_contradicted(alternatives),
        )

    @staticmethod
    def _is_confirmed(mistake: Mistake, only: Alternative) -> bool:
        """Whether more speaks for the only explanation than that it makes up the difference of one equation.

        Where all other figures of an equation are too small to be less, two of them may just as well be wrong. So two
        equations, or a strong reason, must speak for each figure. A total that was typed needs no more than its own:
        whoever adds up makes mistakes of every size.
        """
        if only.against:
            return False
        if len(mistake.relations) >= 2 * mistake.size or only.least_weight >= CONFIRMING_WEIGHT:
            return True
        totals = {each.line.place for each in mistake.relations if isinstance(each.line, TotalLine)}
        return mistake.size == 1 and not totals.isdisjoint(only.numbers)

    def _no_longer_contradicted(self, alternatives: Sequence[Alternative]) -> tuple[Contradiction, ...]:
        """The contradictions that every alternative resolves, or each of those for which texts speak."""
        left = list(self._contradicted)
        of_texts = [each for each in alternatives if any("text" in reasons for reasons in each.reasons.values())]
        for alternative in of_texts or alternatives:
            if left:
                values = Values(self._state.with_changes(alternative.changes or {})[0], as_needed=True)
                left = [each for each in left if _agrees(each, values)]
        return tuple(left) if alternatives else ()


def _newly_contradicted(
    state: FigureState, contradicted: Sequence[Contradiction], changes: Mapping[Place, Exact]
) -> int:
    """How many sentences would contradict the tables that do not now, if some figures were other numbers.

    Typed totals are compared with no sentence.
    """
    if not any(place not in state.typed for place in changes):
        return 0
    submission, _ = state.with_changes(changes)
    now = set(map(_statement, contradicted))
    return sum(_statement(each) not in now for each in contradictions(submission, Values(submission)))


def _agrees(contradiction: Contradiction, values: Values) -> bool:
    """Whether a statement is right by some numbers."""
    quantity = contradiction.quantity
    found = (values.of(compared.expression) for compared in contradiction.compared)
    return quantity is not None and any(number is not None and quantity.agrees_with(number) for number in found)


def _statement(contradiction: Contradiction) -> object:
    """A statement of the texts, whatever it is compared with."""
    return contradiction.section, contradiction.line, contradiction.clause, contradiction.written
