"""Explanations with what speaks for and against each, the most likely first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from xlsreport.checking.claims.contradictions import Contradiction
from xlsreport.checking.suspects.cause import Reason, Suspect
from xlsreport.checking.suspects.evidence import OF_CELLS, WEIGHTS, Evidence, Weights
from xlsreport.checking.suspects.explanation_search import Explanation
from xlsreport.checking.suspects.figure_state import FigureState, as_exact, as_number
from xlsreport.checking.suspects.linear_form import Exact
from xlsreport.checking.suspects.neighbours import is_exchange
from xlsreport.checking.suspects.number_domain import Domain
from xlsreport.checking.suspects.slips import meant_instead
from xlsreport.definition.place import Place


@dataclass(frozen=True, slots=True)
class Alternative:
    """An explanation in numbers.

    Attributes:
        numbers: the suggested numbers; None where nothing speaks for one.
        reasons: what speaks for each.
        resolved: the sentences that would no longer contradict the tables.
        against: how many sentences would contradict them that do not now.
    """

    numbers: Mapping[Place, Exact | None]
    reasons: Mapping[Place, Weights]
    resolved: Mapping[Place, frozenset[Contradiction]]
    against: int = 0

    @property
    def changes(self) -> Mapping[Place, Exact] | None:
        """The numbers, where all are known."""
        known = {place: number for place, number in self.numbers.items() if number is not None}
        return known if len(known) == len(self.numbers) else None

    @property
    def weight(self) -> int:
        """How much speaks for it; nothing unless something speaks for every one of its figures."""
        return sum(sum(reasons.values()) for reasons in self.reasons.values()) if all(self.reasons.values()) else 0

    @property
    def least_weight(self) -> int:
        """How much at least speaks for each of its numbers, whatever was done to its cell."""
        return min(
            sum(weight for reason, weight in reasons.items() if reason not in OF_CELLS)
            for reasons in self.reasons.values()
        )

    def with_texts(self, telling: Container[Contradiction]) -> Alternative:
        """The same, where those of its sentences speak for it that speak for few others."""
        text: Weights = {"text": WEIGHTS["text"]}
        told = {place: any(each in telling for each in resolved) for place, resolved in self.resolved.items()}
        reasons = {place: {**own, **(text if told[place] else {})} for place, own in self.reasons.items()}
        return replace(self, reasons=reasons)

    def suspects(self, state: FigureState, *, is_only: bool) -> tuple[Suspect, ...]:
        """Its figures as they are named, in the form's order."""
        return tuple(self._suspect(state, place, is_only=is_only) for place in sorted(self.numbers, key=state.order))

    def _suspect(self, state: FigureState, place: Place, *, is_only: bool) -> Suspect:
        number, weights = self.numbers[place], self.reasons[place]
        only: tuple[Reason, ...] = ("only_explanation",) if is_only else ()
        because = only + tuple(sorted(weights, key=lambda reason: -weights[reason]))
        return Suspect(place, state.found(place), None if number is None else as_number(number), because)


class Ranking:
    """Ranks the explanations of one cause.

    ``contradicted`` says how many sentences would contradict the tables, which do not now, if figures were others.
    """

    def __init__(
        self, state: FigureState, evidence: Evidence, contradicted: Callable[[Mapping[Place, Exact]], int]
    ) -> None:
        self._state, self._evidence, self._contradicted = state, evidence, contradicted

    def ranked(self, explanations: Sequence[Explanation], most: int) -> list[Alternative]:
        """The most likely explanations; among equals those that come first in the form."""
        alternatives = list(map(self._alternative, explanations))
        speaking = Counter(each for one in alternatives for each in frozenset().union(*one.resolved.values()))
        telling = {sentence for sentence, count in speaking.items() if count <= most}
        alternatives = [each.with_texts(telling) for each in alternatives]
        alternatives.sort(key=_rank, reverse=True)
        likely = alternatives[:most]
        if len(alternatives) > most:  # of those that are as likely as one that is not named, none is
            likely = [each for each in likely if each.weight and _rank(each) > _rank(alternatives[most])]
        return self._contradicted_last(likely)

    def _contradicted_last(self, likely: Sequence[Alternative]) -> list[Alternative]:
        """The same, but first one by which the texts contradict nothing that they do not now, if there is one.

        Reading the texts takes longer than everything else, so that no more of them are tried.
        """
        contradicted: list[Alternative] = []
        for number, alternative in enumerate(likely):
            against = self._contradicted(alternative.changes or {})
            if not against:
                return [alternative, *likely[number + 1 :], *contradicted]
            contradicted.append(replace(alternative, against=against))
        return sorted(contradicted, key=lambda each: each.against)

    def _alternative(self, explanation: Explanation) -> Alternative:
        numbers: dict[Place, Exact | None] = {}
        for place, domain in explanation.domains.items():
            numbers[place] = self._number(explanation, place, domain, numbers)
        known = {place: number for place, number in numbers.items() if number is not None}
        nothing: dict[Place, Weights] = {place: {} for place in numbers}
        reasons = {place: self._evidence.reasons(place, number) for place, number in known.items()}
        if is_exchange(self._state, numbers):
            reasons = {place: _of_exchange(also) for place, also in reasons.items()}
        resolved = {place: self._evidence.told(place, number) for place, number in known.items()}
        return Alternative(numbers, nothing | reasons, dict.fromkeys(numbers, frozenset()) | resolved)

    def _number(
        self, explanation: Explanation, place: Place, domain: Domain, others: Mapping[Place, Exact | None]
    ) -> Exact | None:
        """The number of a domain; where there are several, the one that something speaks for."""
        if domain.only is not None:
            return domain.only
        fixed = {other: number for other, number in others.items() if number is not None}
        return next(self._likely(explanation, place, domain, fixed), None) if len(fixed) == len(others) else None

    def _likely(
        self, explanation: Explanation, place: Place, domain: Domain, fixed: Mapping[Place, Exact]
    ) -> Iterator[Exact]:
        """Numbers of a domain that differ from all others by what speaks for them."""
        found = self._state.found(place)
        if found is None:
            return
        tried = dict.fromkeys(as_exact(number) for number in meant_instead(found, is_count=domain.step == 1))
        possible = [
            number
            for number in tried
            if domain.contains(number)
            and all(self._state.holds_with(each, {**fixed, place: number}) for each in explanation.untried)
        ]
        possible.sort(key=lambda number: -self._weight(place, number))
        for weight, group in groupby(possible, key=lambda number: self._weight(place, number)):
            alike = list(group)
            if weight and len(alike) == 1:
                yield alike[0]
            return

    def _weight(self, place: Place, number: Exact) -> int:
        return sum(self._evidence.reasons(place, number).values()) + WEIGHTS["text"] * len(
            self._evidence.told(place, number)
        )


def _rank(alternative: Alternative) -> tuple[int, int]:
    """How likely an alternative is: by its reasons, then by all the sentences that would be right."""
    return alternative.weight, sum(map(len, alternative.resolved.values()))


def _of_exchange(reasons: Weights) -> Weights:
    """The reasons for a number that stands beside its place; by how much it differs there is no more to wonder at."""
    others = {reason: weight for reason, weight in reasons.items() if reason not in ("left_out", "counted_twice")}
    return {"swapped": WEIGHTS["swapped"], **others}
