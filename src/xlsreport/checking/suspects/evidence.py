"""What speaks for a number in place of another: slips of typing, last year's figures, texts, and what its cell is."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property

from xlsreport.checking.claims.contradictions import Contradiction
from xlsreport.checking.suspects.cause import Reason
from xlsreport.checking.suspects.figure_state import FigureState, as_exact, as_number
from xlsreport.checking.suspects.linear_form import Exact
from xlsreport.checking.suspects.relations import Relation, linear_forms
from xlsreport.checking.suspects.slips import slip_between
from xlsreport.definition.figure_kinds.kind_traits import NumberTraits
from xlsreport.definition.place import Place
from xlsreport.layout.checklines import TotalLine
from xlsreport.submission.submission import Submission

Weights = Mapping[Reason, int]
"""Reasons, and how much each speaks for a number."""

WEIGHTS: Weights = {
    "only_explanation": 0,
    "text": 8,
    "last_year": 5,
    "swapped": 5,
    "digits_exchanged": 4,
    "digit_doubled": 4,
    "decimal_shifted": 4,
    "digit_dropped": 3,
    "linked": 3,
    "overwritten": 3,
    "calculated": 2,
    "counted_twice": 1,
    "left_out": 1,
}
"""About the logarithm of how seldom a reason is there by chance."""
OF_CELLS: frozenset[Reason] = frozenset({"linked", "overwritten", "calculated"})
"""Reasons that speak against what stands in a cell, and for no number in its place."""
CONFIRMING_WEIGHT = 4
"""What confirms the only figure that could make up the difference of one equation."""
_MANY_DIGITS = 10
"""From here on it says something that a number is another one without a digit: one in nine below 100 begins with 1."""

_ELSEWHERE = re.compile(r"\[[0-9]+\]|\.(?:xls|ods|et\b)", re.IGNORECASE)
"""What a formula has that reads another workbook: [1]Sheet1!A1."""
_FEW = 10
"""Entries with formulas up to which they are remarkable; who fills in all by formulas has them everywhere."""


def has_formula(submission: Submission, place: Place) -> bool:
    """Whether the cell of a place has a formula, in the file that a submission was read from."""
    return bool(_formula_at(submission, place))


def _formula_at(submission: Submission, place: Place) -> str:
    if submission.source is None:
        return ""
    cell = submission.positions.cell(place)
    facts = submission.source.facts.get(cell.sheet)
    return facts.texts.get((cell.row, cell.column), "") if facts else ""


class AlteredCells:
    """What was done to the cells of one submission.

    Args:
        submission: what was reported.
        typed: its totals that somebody entered.
    """

    def __init__(self, submission: Submission, typed: Collection[Place]) -> None:
        self._submission = submission
        self._typed = typed

    def reason(self, place: Place) -> Reason | None:
        """Why a figure is suspected by what was done to its cell."""
        if place in self._typed:
            return "overwritten" if self._has_computed_totals else None
        formula = self._formulas.get(place)
        if formula is None or len(self._formulas) > _FEW:
            return None
        return "linked" if _ELSEWHERE.search(formula) else "calculated"

    @cached_property
    def _has_computed_totals(self) -> bool:
        """Whether other totals have their formulas, as in a workbook that was given out."""
        definition = self._submission.definition
        totals = (place for place, facts in definition.places.items() if facts.computed)
        return any(place not in self._typed and has_formula(self._submission, place) for place in totals)

    @cached_property
    def _formulas(self) -> Mapping[Place, str]:
        """The formulas in cells of entries."""
        entries = self._submission.entries if self._submission.source else ()
        return {place: formula for place in entries if (formula := _formula_at(self._submission, place))}


class Evidence:
    """Finds reasons for suspecting figures of one submission."""

    def __init__(self, state: FigureState, contradictions: Sequence[Contradiction]) -> None:
        self._state = state
        self._contradictions = contradictions
        self._altered = AlteredCells(state.submission, state.typed)
        self._known: dict[tuple[Place, Exact], Weights] = {}

    def reasons(self, place: Place, number: Exact) -> Weights:
        """What speaks for a number at a place, except what the texts say."""
        key = (place, number)
        if key not in self._known:
            self._known[key] = dict(self._reasons(place, number))
        return self._known[key]

    def told(self, place: Place, number: Exact) -> frozenset[Contradiction]:
        """The sentences which contradict the tables that would not if a figure were another number."""
        return frozenset(each for each in self._contradictions if self._is_told(each, place, number))

    def _reasons(self, place: Place, number: Exact) -> Iterator[tuple[Reason, int]]:
        if self._agrees_with_last_year(place, number):
            yield "last_year", WEIGHTS["last_year"]
        if altered := self._altered.reason(place):
            yield altered, WEIGHTS[altered]
        found = self._state.found(place)
        if found is None:
            return
        slip = slip_between(found, as_number(number), is_count=self._is_count(place))
        if slip is not None:
            yield slip, 1 if found < _MANY_DIGITS else WEIGHTS[slip]
        for relation in self._state.relations_of(place):
            reason = self._miscounted(relation, place, as_exact(found) - number)
            if reason is not None:
                yield reason, WEIGHTS[reason]

    def _is_count(self, place: Place) -> bool:
        traits = self._state.submission.definition.places[place].kind.traits
        return isinstance(traits, NumberTraits) and traits.is_count

    def _is_told(self, contradiction: Contradiction, place: Place, number: Exact) -> bool:
        if contradiction.quantity is None or place in self._state.typed:
            return False
        forms = linear_forms(self._state.submission.definition, frozenset())
        for compared in contradiction.compared:
            form = forms.of(compared.expression)
            if form is not None and place in form.now:
                change = form.now[place] * (number - (self._state.exactly(place) or 0))
                if contradiction.quantity.agrees_with(as_number(as_exact(compared.value) + change)):
                    return True
        return False

    def _agrees_with_last_year(self, place: Place, number: Exact) -> bool:
        """Whether a rule that compares with last year, and does not hold, would."""
        across = (each for each in self._state.relations_of(place) if each.previous and each in self._state.broken)
        return any(self._state.holds_with(relation, {place: number}) for relation in across)

    def _miscounted(self, relation: Relation, place: Place, excess: Exact) -> Reason | None:
        """Whether a typed total is wrong by just one of its figures, or another figure by one of those beside it."""
        if relation.form is None or not self._state.is_known(relation):
            return None
        side = relation.form.now[place]
        is_total = isinstance(relation.line, TotalLine) and relation.line.place == place
        others = (each for each, factor in relation.form.now.items() if each != place and (factor == side) != is_total)
        beside = {self._state.exactly(other) for other in others} - {0, None}
        if is_total and excess < 0 and (-excess in beside or self._state.exactly(place) == 0):
            return "left_out"
        return "counted_twice" if excess in beside and excess > (0 if is_total else 1) else None
