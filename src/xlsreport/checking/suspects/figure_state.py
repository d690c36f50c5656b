"""The entered figures of one submission, and which relations between them hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from math import ceil, floor

from xlsreport.checking.figures.evaluation import PRECISION, Values, holds
from xlsreport.checking.suspects.linear_form import Exact, LinearForm, exact
from xlsreport.checking.suspects.relations import Relation, relations_of
from xlsreport.definition.kind_traits import NumberTraits
from xlsreport.definition.place import Place
from xlsreport.definition.rule_language.expression import Comparator
from xlsreport.layout.checklines import CaseLine, explanation_key, severity_of
from xlsreport.submission.submission import Entry, Submission
from xlsreport.values import NUMBER_LIMIT, Number, plain_number

_HALF = Fraction(1, 2 * 10**PRECISION)
"""Two sides that differ by less than half of the last decimal that rules compare are equal."""


def stands(comparator: Comparator, difference: Exact) -> bool:
    """Whether two sides that differ by so much stand in a relation, as rules compare them."""
    if -_HALF < difference < _HALF:
        difference = 0
    match comparator:
        case "==":
            return difference == 0
        case "!=":
            return difference != 0
        case "<=":
            return difference <= 0
        case ">=":
            return difference >= 0
        case "<":
            return difference < 0
        case ">":
            return difference > 0


def as_number(number: Exact) -> Number:
    """A number as entries have it; a fraction that has no end is cut off."""
    if isinstance(number, int):
        return number
    return plain_number(Decimal(number.numerator) / Decimal(number.denominator))


class FigureState:
    """The figures of a submission and the relations between them.

    ``typed`` are the totals that somebody entered, with what stands there. ``broken`` are the relations that do not
    hold and are to be explained, ``guarded`` those that hold and must go on doing so. Rules that the reporter has
    explained, notes that do not hold, and rules that lack a figure are in neither.
    """

    def __init__(self, submission: Submission, values: Values, typed: Mapping[Place, Number]) -> None:
        self.submission = submission
        self.typed = typed
        self._values = values
        self._relations = relations_of(submission.definition, frozenset(typed))
        self.differences: dict[Relation, Exact] = {}
        self.broken: list[Relation] = []
        guarded: set[Relation] = set()
        for relation in self._relations.all:
            held = self._holds_now(relation)
            if held:
                guarded.add(relation)
            elif held is False and not self._is_excused(relation):
                self.broken.append(relation)
        self.guarded = frozenset(guarded)

    @cached_property
    def _order(self) -> Mapping[Place, int]:
        return {place: number for number, place in enumerate(self.submission.definition.places)}

    def order(self, place: Place) -> int:
        """The number of a place in the form's order."""
        return self._order[place]

    def number(self, place: Place) -> Number | None:
        """What was entered at a place."""
        return self.typed[place] if place in self.typed else self._values.at(place)

    def exactly(self, place: Place) -> Exact | None:
        """The same as an int or a fraction."""
        number = self.number(place)
        return number if number is None or isinstance(number, int) else exact(Fraction(number))

    def relations_of(self, place: Place) -> Sequence[Relation]:
        """The relations that depend on a figure."""
        return self._relations.of_place.get(place, ())

    def holds_with(self, relation: Relation, changed: Mapping[Place, Exact]) -> bool:
        """Whether a relation holds if some figures are other numbers."""
        if relation.form is None:
            return self._holds_evaluated(relation, changed)
        return stands(relation.comparator, self.difference_with(relation, changed))

    def difference_with(self, relation: Relation, changed: Mapping[Place, Exact]) -> Exact:
        """Left minus right of a linear relation if some figures are other numbers."""
        difference = self.differences[relation]
        factors = {} if relation.form is None else relation.form.now
        for place, number in changed.items():
            if place in factors:
                difference += factors[place] * (number - (self.exactly(place) or 0))
        return difference

    def is_possible(self, changed: Mapping[Place, Exact]) -> bool:
        """Whether some figures may be other numbers: they can stand there, and no relation breaks that holds now."""
        touched = {relation for place in changed for relation in self.relations_of(place)}
        return all(self.takes(place, number) for place, number in changed.items()) and all(
            self.holds_with(relation, changed) for relation in touched if relation in self.guarded
        )

    def takes(self, place: Place, number: Exact) -> bool:
        """Whether a number can stand at a place."""
        domain = self.domain(place)
        return domain is not None and domain.contains(number)

    def domain(self, place: Place) -> Domain | None:
        """The numbers that can stand at a place; None for a place of words."""
        traits = self.submission.definition.places[place].kind.traits
        return Domain.of(traits) if isinstance(traits, NumberTraits) else None

    def _holds_now(self, relation: Relation) -> bool | None:
        """Whether a relation holds; None where a figure that it needs is not known."""
        previous = self.submission.previous
        if any(place not in previous for place in relation.previous):
            return None
        if relation.form is None:
            if any(self.number(place) is None for place in relation.places):
                return None
            return self._holds_evaluated(relation, {})
        difference = self._difference(relation.form)
        if difference is None:
            return None
        self.differences[relation] = difference
        return stands(relation.comparator, difference)

    def _difference(self, form: LinearForm) -> Exact | None:
        difference = form.constant
        for place, factor in form.now.items():
            number = self.exactly(place)
            if number is None:
                return None
            difference += factor * number
        for place, factor in form.before.items():
            difference += factor * exact(Fraction(self.submission.previous[place]))
        return difference

    def _holds_evaluated(self, relation: Relation, changed: Mapping[Place, Exact]) -> bool:
        """The same for relations that are not linear, as the rules are evaluated everywhere."""
        values = self._values_with({place: as_number(number) for place, number in changed.items()})
        left, right = values.of(relation.comparison.left), values.of(relation.comparison.right)
        return left is not None and right is not None and holds(relation.comparator, left, right)

    def _values_with(self, changed: Mapping[Place, Number]) -> Values:
        if not changed and not self.typed:
            return self._values
        entries = {place: Entry(number, number) for place, number in changed.items() if place not in self.typed}
        typed = {**self.typed, **{place: number for place, number in changed.items() if place in self.typed}}
        return Values(replace(self.submission, entries={**self.submission.entries, **entries}), displayed=typed)

    def _is_excused(self, relation: Relation) -> bool:
        """Whether nobody has to mend a relation that does not hold."""
        line = relation.line
        if not isinstance(line, CaseLine):
            return False
        explained = self.submission.explanations.get(explanation_key(line) or "")
        return severity_of(line) == "note" or bool(explained)


class Domain:
    """The numbers that a kind takes: multiples of a step between bounds."""

    def __init__(self, step: Fraction, least: Exact, greatest: Exact) -> None:
        self.step, self.least, self.greatest = step, least, greatest

    @classmethod
    def of(cls, traits: NumberTraits) -> Domain:
        """The domain of a kind of number."""
        step = Fraction(1, 10 ** (0 if traits.is_count else traits.decimals))
        least = 1 - NUMBER_LIMIT if traits.least is None else traits.least
        greatest = NUMBER_LIMIT - 1 if traits.greatest is None else traits.greatest
        return cls(step, least, greatest)

    def contains(self, number: Exact) -> bool:
        """Whether a number is among them."""
        return self.least <= number <= self.greatest and (number / self.step).denominator == 1

    def within(self, low: Exact | None, high: Exact | None, *, open_ends: bool) -> Domain:
        """Those between two bounds, which are not among them if the ends are open."""
        least, greatest = self.least, self.greatest
        if low is not None:
            steps = low / self.step
            least = max(least, (floor(steps) + 1 if open_ends else ceil(steps)) * self.step)
        if high is not None:
            steps = high / self.step
            greatest = min(greatest, (ceil(steps) - 1 if open_ends else floor(steps)) * self.step)
        return Domain(self.step, exact(Fraction(least)), exact(Fraction(greatest)))

    @property
    def is_empty(self) -> bool:
        """Whether no number is left."""
        return self.least > self.greatest

    @property
    def only(self) -> Exact | None:
        """The number that is left where it is only one."""
        return self.least if self.least == self.greatest else None
