"""The entered figures of one submission, and which relations between them hold."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from xlsreport.checking.evaluation.comparing import PRECISION, holds
from xlsreport.checking.evaluation.conditions import is_true
from xlsreport.checking.evaluation.submission_values import Values
from xlsreport.checking.figures.line_results import blank_places, is_asked, passes_over
from xlsreport.checking.suspects.linear_form import Exact, LinearForm, exact
from xlsreport.checking.suspects.number_domain import Domain
from xlsreport.checking.suspects.relations import Relation, aggregates, relations_of
from xlsreport.definition.figure_kinds.kind_traits import NumberTraits
from xlsreport.definition.place import Place
from xlsreport.definition.rule_language.expression import Comparator
from xlsreport.definition.rule_language.rule_cases import RuleCase
from xlsreport.layout.checklines import CaseLine, explanation_key, severity_of
from xlsreport.submission.submission import Entry, Submission
from xlsreport.values import Number, plain_number

_HALF = Fraction(1, 2 * 10**PRECISION)
"""Two sides that differ by less than half of the last decimal that rules compare are equal."""
MAX_BLANKS = 2
"""Blanks of a table that are looked for; where more are missing, it is not filled in yet."""


def stands(comparator: Comparator, difference: Exact) -> bool:
    """Whether two sides that differ by so much stand in a relation, as rules compare them."""
    if not isinstance(difference, int) and -_HALF < difference < _HALF:
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
    """A number as entries have it."""
    if isinstance(number, int):
        return number
    return plain_number(Decimal(number.numerator) / Decimal(number.denominator))


def as_exact(number: Number) -> Exact:
    """The same as an int or a fraction."""
    return number if isinstance(number, int) else exact(Fraction(number))


class FigureState:
    """The figures of a submission and the relations between them.

    Attributes:
        submission: what was reported.
        typed: the totals that somebody entered, with what stands there.
        broken: the relations that do not hold and are to be explained, or that lack one of the ``missing``; without
            sums of others.
        guarded: those that hold and must go on doing so. Rules that the reporter has explained, notes that do not hold,
            and rules that lack other figures are in neither.
        aggregates: those of both that are sums of others.
        missing: the few blanks of tables that are filled in otherwise; they count as zero.
        certainly_wrong: these, and entries that cannot stand where they are: whatever is wrong, they are.
    """

    def __init__(self, submission: Submission, values: Values, typed: Mapping[Place, Number]) -> None:
        self.submission = submission
        self.typed = typed
        self._values = values
        self.relations = relations_of(submission.definition, frozenset(typed))
        self.missing = self._missing()
        self._numbers: dict[Place, Exact] = dict.fromkeys(self.missing, 0)
        self.differences: dict[Relation, Exact] = {}
        self.broken: list[Relation] = []
        guarded: set[Relation] = set()
        for relation in self.relations.all:
            if isinstance(relation.line, CaseLine) and not self._is_asked(relation.line.case):
                continue
            held = self._holds_now(relation)
            if held and self.missing.isdisjoint(relation.places):
                guarded.add(relation)
            elif held is not None and not self._is_excused(relation):
                self.broken.append(relation)
        self.guarded = frozenset(guarded)
        self.aggregates = aggregates(self.guarded.union(self.broken)) if self.broken else frozenset[Relation]()
        self.broken = [relation for relation in self.broken if relation not in self.aggregates]
        self.certainly_wrong = self.missing | self._faulty()

    def _is_asked(self, case: RuleCase) -> bool:
        """Whether the rule is for the reporting body, and its condition holds."""
        holds_now = case.condition is None or is_true(case.condition, self._values) is True
        return holds_now and is_asked(case, self.submission, self._values) and not passes_over(case, self._values)

    def found(self, place: Place) -> Number | None:
        """What was entered at a place; None where it is blank."""
        if place in self.missing:
            return None
        return self.typed[place] if place in self.typed else self._values.at(place)

    def exactly(self, place: Place) -> Exact | None:
        """The number that counts at a place."""
        if place not in self._numbers:
            number = self.found(place)
            if number is None:
                return None
            self._numbers[place] = as_exact(number)
        return self._numbers[place]

    def order(self, place: Place) -> int:
        """The number of a place in the form's order."""
        return self._order[place]

    @cached_property
    def _order(self) -> Mapping[Place, int]:
        return {place: number for number, place in enumerate(self.submission.definition.places)}

    def domain(self, place: Place) -> Domain | None:
        """The numbers that can stand at a place; None for a place of words."""
        traits = self.submission.definition.places[place].kind.traits
        return Domain.of(traits) if isinstance(traits, NumberTraits) else None

    def relations_of(self, place: Place) -> Sequence[Relation]:
        """The relations that depend on a figure."""
        return self.relations.of_place.get(place, ())

    def is_known(self, relation: Relation) -> bool:
        """Whether a relation is broken or guarded."""
        return relation in self.guarded or relation in self._broken

    @cached_property
    def _broken(self) -> frozenset[Relation]:
        return frozenset(self.broken)

    def holds_with(self, relation: Relation, changed: Mapping[Place, Exact]) -> bool:
        """Whether a relation holds if some figures are other numbers."""
        if relation.form is None:
            return self._holds_evaluated(relation, changed)
        return stands(relation.comparator, self.difference_with(relation, changed))

    def is_settled(self, relation: Relation, changed: Mapping[Place, Exact]) -> bool:
        """Whether a relation holds if some figures are other numbers, and none of its figures is missing any more."""
        return not self.lacks(relation, changed) and self.holds_with(relation, changed)

    def lacks(self, relation: Relation, changed: Collection[Place] = ()) -> bool:
        """Whether a figure of a relation is missing, and not among some that are changed."""
        return bool(self.missing) and any(place not in changed for place in self.missing & relation.places)

    def difference_with(self, relation: Relation, changed: Mapping[Place, Exact]) -> Exact:
        """Left minus right of a linear relation if some figures are other numbers."""
        difference = self.differences[relation]
        factors: Mapping[Place, Exact] = {} if relation.form is None else relation.form.now
        for place, number in changed.items():
            if place in factors:
                difference += factors[place] * (number - (self.exactly(place) or 0))
        return difference

    def with_changes(self, changed: Mapping[Place, Exact]) -> tuple[Submission, Mapping[Place, Number]]:
        """The submission and its typed totals with other numbers."""
        numbers = {place: as_number(number) for place, number in changed.items()}
        entries = {place: Entry(number, number) for place, number in numbers.items() if place not in self.typed}
        typed = {place: numbers.get(place, number) for place, number in self.typed.items()}
        return replace(self.submission, entries={**self.submission.entries, **entries}), typed

    def _missing(self) -> frozenset[Place]:
        tables = self.submission.definition.tables
        numeric = self.submission.definition.entry_places
        blanks = {
            table: set(blank_places(self.submission, self._values, table)) & set(numeric(table, numeric=True))
            for table in tables
        }
        return frozenset(place for blank in blanks.values() if len(blank) <= MAX_BLANKS for place in blank)

    def _faulty(self) -> frozenset[Place]:
        """Entries in broken relations that are of the wrong kind."""
        places = {place for relation in self.broken for place in relation.places}
        found = ((place, self.exactly(place), self.domain(place)) for place in places)
        return frozenset(
            place for place, number, domain in found if domain and number is not None and not domain.contains(number)
        )

    def _holds_now(self, relation: Relation) -> bool | None:
        """Whether a relation holds; None where a figure that it needs is not known."""
        if any(self._values.at(place, previous=True) is None for place in relation.previous):
            return None
        if relation.form is None:
            known = all(self.exactly(place) is not None for place in relation.places)
            return self._holds_evaluated(relation, {}) if known else None
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
            difference += factor * as_exact(self._values.at(place, previous=True) or 0)
        return difference

    def _holds_evaluated(self, relation: Relation, changed: Mapping[Place, Exact]) -> bool:
        """The same for relations that are not linear, as the rules are evaluated everywhere."""
        left, right = self._sides(relation, changed)
        return left is not None and right is not None and holds(relation.comparator, left, right)

    def _sides(self, relation: Relation, changed: Mapping[Place, Exact]) -> tuple[Number | None, Number | None]:
        submission, typed = self.with_changes(dict.fromkeys(self.missing, 0) | dict(changed))
        values = (
            Values(submission, displayed=typed, as_needed=True) if changed or typed or self.missing else self._values
        )
        return values.of(relation.comparison.left), values.of(relation.comparison.right)

    def number_by_secant(self, relation: Relation, place: Place, changed: Mapping[Place, Exact]) -> Exact | None:
        """What a figure should be by an equation that is not linear as a whole, if it is in this figure alone.

        A total that is a ratio is linear in itself and in what is divided. Whoever asks tries the number.
        """
        number = changed.get(place, self.exactly(place)) or 0
        here, there = (self._difference_of_sides(relation, {**changed, place: number + step}) for step in (0, 1))
        if here is None or there is None or here == there:
            return None
        return exact(number - here / (there - here))

    def _difference_of_sides(self, relation: Relation, changed: Mapping[Place, Exact]) -> Fraction | None:
        left, right = self._sides(relation, changed)
        return None if left is None or right is None else Fraction(left) - Fraction(right)

    def _is_excused(self, relation: Relation) -> bool:
        """Whether nobody has to mend a relation that does not hold."""
        line = relation.line
        if not isinstance(line, CaseLine):
            return False
        explained = self.submission.explanations.get(explanation_key(line) or "")
        return severity_of(line) == "note" or bool(explained)
