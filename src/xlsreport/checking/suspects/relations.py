"""The rules and typed totals of a definition as relations between the figures that somebody entered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, lru_cache

from xlsreport.checking.suspects.linear_form import LinearForm, LinearForms
from xlsreport.definition.definition import Definition
from xlsreport.definition.figure_kinds.kinds import is_numeric
from xlsreport.definition.place import Place
from xlsreport.definition.rule_language.expression import Comparator, Comparison, Expression, Figure, figures_in
from xlsreport.definition.rule_language.rule_cases import RuleCase
from xlsreport.layout.checklines import CaseLine, TotalLine
from xlsreport.object_cache import remembered_by_object

RuleLine = CaseLine | TotalLine
"""A line of the checks sheet that compares figures."""


_MAX_EQUATIONS = 1000
"""Equations of which each two are compared; the longest shipped form has 80 where all totals were typed."""


@dataclass(frozen=True, slots=True, eq=False)
class Relation:
    """What must hold between figures: a rule in one of its cases, or a typed total.

    Attributes:
        number: counts the relations of a definition.
        line: the line of the checks sheet.
        comparison: its two sides.
        form: left minus right, over entered figures; None where that is not linear.
        places: the entered figures that it depends on.
        previous: the places whose last year's figures it needs.
    """

    number: int
    line: RuleLine
    comparison: Comparison
    form: LinearForm | None
    places: frozenset[Place]
    previous: tuple[Place, ...]

    @property
    def comparator(self) -> Comparator:
        """How the two sides must compare."""
        return self.comparison.comparator


@dataclass(frozen=True, eq=False)
class Relations:
    """All relations of a definition where some totals were typed: rules first, then totals."""

    all: tuple[Relation, ...]

    @cached_property
    def of_place(self) -> Mapping[Place, Sequence[Relation]]:
        """The relations that depend on each figure."""
        found: dict[Place, list[Relation]] = {}
        for relation in self.all:
            for place in relation.places:
                found.setdefault(place, []).append(relation)
        return found


@lru_cache(maxsize=8)
def aggregates(relations: frozenset[Relation]) -> frozenset[Relation]:
    """Equations that are sums of others without a common figure, such as a balance of totals that are computed.

    They hold whenever the others do, and tell nothing more about which figure is wrong. But they would tie together
    figures that have nothing in common.
    """
    equations = [each for each in relations if each.form is not None and each.comparator == "=="]
    if len(equations) > _MAX_EQUATIONS:
        return frozenset()
    equations.sort(key=lambda each: (len(each.places), each.number))
    found: set[Relation] = set()
    for relation in equations:
        parts = [other for other in equations if other.places < relation.places]
        if _is_sum(relation, reversed(parts)):
            found.add(relation)
    return frozenset(found)


def _is_sum(relation: Relation, parts: Iterable[Relation]) -> bool:
    """Whether an equation is the sum of multiples of some others that have no figure in common, the longest first."""
    rest = relation.form
    for part in parts:
        if rest is None or part.form is None:
            return False
        if part.places <= rest.now.keys():
            place = next(iter(part.places))
            less = rest + part.form.times(-Fraction(rest.now[place]) / part.form.now[place])
            if part.places.isdisjoint(less.now):
                rest = less
    return rest == LinearForm()


@remembered_by_object(most=8)
def relations_of(definition: Definition, typed: frozenset[Place]) -> Relations:
    """The relations of a definition; which totals were typed differs from file to file, but mostly none or all."""
    return Relations(tuple(_relations(definition, typed)))


@remembered_by_object(most=8)
def linear_forms(definition: Definition, typed: frozenset[Place]) -> LinearForms:
    """The linear forms of a definition's expressions."""
    return LinearForms(definition, typed)


def _relations(definition: Definition, typed: frozenset[Place]) -> Iterator[Relation]:
    # That a figure is far from last year's does not say that it is wrong.
    # Dates and the cover are taken as they are.
    cases = (case for case in definition.cases if case.change is None and _is_of_figures(case, definition))
    compared: list[tuple[RuleLine, Comparison]] = [(CaseLine(case), case.comparison) for case in cases]
    totals = (total for total in definition.totals if total.place in typed)
    compared += [(TotalLine(total), Comparison("==", Figure(total.place), total.expression)) for total in totals]
    for number, (line, comparison) in enumerate(compared):
        form = _difference(comparison, linear_forms(definition, typed))
        places = entered_places(comparison, definition, typed) if form is None else frozenset(form.now)
        previous = tuple(dict.fromkeys(figure.place for figure in figures_in(comparison) if figure.previous))
        yield Relation(number, line, comparison, form, places, previous)


def _is_of_figures(case: RuleCase, definition: Definition) -> bool:
    """Whether a rule compares nothing but numbers of tables and lists, whatever lines are looked up by."""
    compared = (figure.place for figure in figures_in(case.comparison))
    return all(place.field is None and is_numeric(definition.facts(place).kind) for place in compared)


def _difference(comparison: Comparison, forms: LinearForms) -> LinearForm | None:
    """Left minus right."""
    left, right = forms.of(comparison.left), forms.of(comparison.right)
    return None if left is None or right is None else left + right.times(-1)


def entered_places(
    tree: Expression | Comparison, definition: Definition, typed: frozenset[Place] = frozenset()
) -> frozenset[Place]:
    """The entered figures that an expression depends on, through its totals."""
    return frozenset(_entered(tree, definition, typed))


def _entered(tree: Expression | Comparison, definition: Definition, typed: frozenset[Place]) -> Iterator[Place]:
    for figure in figures_in(tree):
        if figure.previous or figure.place.table in definition.lists or figure.place.field is not None:
            continue
        total = None if figure.place in typed else definition.places[figure.place].total
        if total is None:
            yield figure.place
        else:
            yield from _entered(total, definition, typed)
