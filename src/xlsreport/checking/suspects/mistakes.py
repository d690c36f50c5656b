"""Takes the broken relations of a submission apart into mistakes, each with the explanations that it may have."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from xlsreport.checking.evaluation.submission_values import Values
from xlsreport.checking.suspects.components import components
from xlsreport.checking.suspects.explanation_search import Explanation, Search
from xlsreport.checking.suspects.figure_state import FigureState
from xlsreport.checking.suspects.linear_form import Exact
from xlsreport.checking.suspects.neighbours import is_exchange
from xlsreport.checking.suspects.number_domain import Domain
from xlsreport.checking.suspects.peeling import peeled
from xlsreport.checking.suspects.relations import Relation
from xlsreport.definition.place import Place
from xlsreport.layout.checklines import severity_of

_MAX_COMPARED = 50
"""Explanations of one mistake that are looked through for what else they explain."""
_MAX_COMPARED_MISTAKES = 6
"""Mistakes of which each two are compared, whether they are one."""


@dataclass(frozen=True, slots=True)
class Mistake:
    """Broken relations with the explanations that were found for all of them.

    ``size`` is the number of figures of each explanation.
    """

    relations: tuple[Relation, ...]
    explanations: Sequence[Explanation]
    size: int


def mistakes(state: FigureState) -> list[Mistake]:
    """All mistakes for which an explanation is found, in the order of their rules."""
    return sorted(_Finder(state).all(), key=lambda mistake: mistake.relations[0].number)


class _Finder:
    def __init__(self, state: FigureState, *, is_rest: bool = False) -> None:
        self._state = state
        self._is_rest = is_rest
        self._explained: set[Relation] = set()

    def all(self) -> Iterator[Mistake]:
        """First what two figures explain, since that may explain more than it was looked for."""
        single, several = [], []
        for group in components(self._state):
            found = self._first(group, lambda search: list(search.singles()))
            if found is None:
                several.append(group)
            else:
                single.append(Mistake(*found, size=1))
        for group in several:
            yield from self._several(group)
        yield from self._exchanges([mistake for mistake in single if len(mistake.explanations) > 1])
        for mistake in single:
            if not self._explained.issuperset(mistake.relations):
                yield mistake

    def _exchanges(self, uncertain: Sequence[Mistake]) -> Iterator[Mistake]:
        """Two mistakes that are one, since two figures side by side change places, if nothing else tells what it is."""
        for first, second in combinations(uncertain[:_MAX_COMPARED_MISTAKES], 2):
            if not self._explained.isdisjoint((*first.relations, *second.relations)) or not self._match(first, second):
                continue
            pairs = Search(self._state, first.relations + second.relations).pairs()
            exchanges = [pair for pair in pairs if is_exchange(self._state, pair.exact or {})]
            if exchanges:
                self._explained.update(first.relations, second.relations)
                yield Mistake(first.relations + second.relations, exchanges, size=2)

    def _match(self, first: Mistake, second: Mistake) -> bool:
        """Whether two mistakes may come from as much that is too much for one as is too little for the other."""
        amounts = [
            {abs(self._state.differences.get(relation, 0)) for relation in mistake.relations}
            for mistake in (first, second)
        ]
        return not amounts[0].isdisjoint(amounts[1])

    def _several(self, group: tuple[Relation, ...]) -> Iterator[Mistake]:
        if self._explained.issuperset(group):
            return
        found = self._first(group, lambda search: search.pairs())
        if found is None:
            yield from self._peeled(group)
            return
        mistake = Mistake(*found, size=2)
        self._explained.update(self._explained_by_all(mistake.explanations))
        yield from self._apart(mistake)

    def _first(
        self, group: tuple[Relation, ...], search: Callable[[Search], Sequence[Explanation]]
    ) -> tuple[tuple[Relation, ...], Sequence[Explanation]] | None:
        """What explains all relations of a group; or, if nothing does, its errors alone."""
        errors = tuple(each for each in group if severity_of(each.line) == "error" or self._state.lacks(each))
        warnings = frozenset(group).difference(errors)
        for must, left in ((group, frozenset[Relation]()), (errors, warnings))[: 2 if errors and warnings else 1]:
            explanations = search(Search(self._state, must, left))
            if explanations:
                return must, explanations
        return None

    def _explained_by_all(self, explanations: Sequence[Explanation]) -> set[Relation]:
        """The broken relations that hold by each of some explanations, whether they were looked for or not."""
        explained = set(self._state.broken)
        for explanation in explanations[:_MAX_COMPARED]:
            numbers = explanation.exact
            if numbers is None:
                return set()
            explained = {relation for relation in explained if self._state.is_settled(relation, numbers)}
        return explained

    def _apart(self, mistake: Mistake) -> Iterator[Mistake]:
        """The only pair as two mistakes, if each explains relations of its own, and can be mended alone."""
        numbers = mistake.explanations[0].exact
        if len(mistake.explanations) > 1 or numbers is None:
            yield mistake
            return
        explained = [
            (place, number, tuple(each for each in mistake.relations if place in each.places))
            for place, number in numbers.items()
        ]
        own = [set(relations) for _, _, relations in explained]
        if set.intersection(*own) or not all(self._can_be_mended_alone(*each) for each in explained):
            yield mistake
            return
        for place, number, relations in explained:
            yield Mistake(relations, [single_number(place, number)], size=1)

    def _can_be_mended_alone(self, place: Place, number: Exact, own: tuple[Relation, ...]) -> bool:
        held = [relation for relation in self._state.relations_of(place) if relation in self._state.guarded]
        return bool(own) and all(self._state.holds_with(relation, {place: number}) for relation in (*own, *held))

    def _peeled(self, group: tuple[Relation, ...]) -> Iterator[Mistake]:
        """More than two mistakes, of which some can be told from the others, and at most two are left then."""
        numbers = {} if self._is_rest else peeled(self._state, group)
        if not numbers:
            return
        rest = [relation for relation in group if not self._state.is_settled(relation, numbers)]
        others = _rest_of(list(_Finder(self._after(numbers), is_rest=True).all()), rest) if rest else []
        if {relation for mistake in others for relation in mistake.relations}.issuperset(rest):
            for place, number in numbers.items():
                own = tuple(relation for relation in group if place in relation.places)
                yield Mistake(own, [single_number(place, number)], size=1)
            yield from others

    def _after(self, numbers: Mapping[Place, Exact]) -> FigureState:
        submission, typed = self._state.with_changes(numbers)
        return FigureState(submission, Values(submission), typed)


def single_number(place: Place, number: Exact) -> Explanation:
    """The explanation that one figure should be one number."""
    return Explanation({place: Domain(1, number, number)})


def _rest_of(found: Sequence[Mistake], rest: Sequence[Relation]) -> list[Mistake]:
    return [mistake for mistake in found if not set(rest).isdisjoint(mistake.relations)]
