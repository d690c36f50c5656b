"""The rules and typed totals of a definition as relations between the figures that somebody entered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from xlsreport.checking.suspects.linear_form import LinearForm, LinearForms
from xlsreport.definition.definition import Definition
from xlsreport.definition.place import Place
from xlsreport.definition.rule_language.expression import Comparator, Comparison, Expression, Figure, figures_in
from xlsreport.layout.checklines import CaseLine, TotalLine


@dataclass(frozen=True, slots=True, eq=False)
class Relation:
    """What must hold between figures: a rule in one of its cases, or a typed total.

    Attributes:
        line: the line of the checks sheet.
        comparison: its two sides.
        form: left minus right, over entered figures; None where that is not linear.
        places: the entered figures that it depends on.
        previous: the places whose last year's figures it needs.
    """

    line: CaseLine | TotalLine
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
    """All relations of a definition where some totals were typed, in the order of the checks sheet's rules."""

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
def relations_of(definition: Definition, typed: frozenset[Place]) -> Relations:
    """The relations of a definition; which totals were typed differs from file to file, but mostly none or all."""
    return Relations(tuple(_relations(definition, typed)))


def _relations(definition: Definition, typed: frozenset[Place]) -> Iterator[Relation]:
    forms = LinearForms(definition, typed)
    for case in definition.cases:
        yield _relation(CaseLine(case), case.comparison, forms, definition, typed)
    for total in definition.totals:
        if total.place in typed:
            comparison = Comparison("==", Figure(total.place), total.expression)
            yield _relation(TotalLine(total), comparison, forms, definition, typed)


def _relation(
    line: CaseLine | TotalLine,
    comparison: Comparison,
    forms: LinearForms,
    definition: Definition,
    typed: frozenset[Place],
) -> Relation:
    left, right = forms.of(comparison.left), forms.of(comparison.right)
    form = None if left is None or right is None else left + right.times(-1)
    places = frozenset(_entered(comparison, definition, typed)) if form is None else frozenset(form.now)
    previous = tuple(dict.fromkeys(figure.place for figure in figures_in(comparison) if figure.previous))
    return Relation(line, comparison, form, places, previous)


def _entered(tree: Expression | Comparison, definition: Definition, typed: frozenset[Place]) -> Iterator[Place]:
    """The entered figures that an expression depends on, through its totals."""
    for figure in figures_in(tree):
        total = None if figure.place in typed else definition.places[figure.place].total
        if figure.previous:
            continue
        if total is None:
            yield figure.place
        else:
            yield from _entered(total, definition, typed)
