"""Looks for the figures that explain why relations do not hold: one alone, or two together.

The smallest set of figures which may be wrong explains all that does not hold (Fellegi and Holt 1976). With one figure,
each equation that has it says what it should be. With two, one of them is set to what an equation without the other
says, and the other is looked for as if it were alone. So no solver is needed, and the work is bounded: for one figure,
by the figures of the shortest relation, times the relations of each; for two, by as many such searches as there are
figures in broken relations, times the broken relations of each.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice

from xlsreport.checking.suspects.figure_state import FigureState
from xlsreport.checking.suspects.linear_form import Exact, exact
from xlsreport.checking.suspects.number_domain import Domain
from xlsreport.checking.suspects.relations import Relation
from xlsreport.definition.place import Place

_MAX_PAIRS = 1000
"""Pairs that are looked at: all of two columns of the longest shipped table, whose balances do not hold."""
_MAX_FIGURES = 1000
"""Figures of a group of relations up to which pairs are looked for: five times those of the longest shipped form."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """Figures with the numbers that each may be, so that some relations hold and no other breaks.

    Attributes:
        domains: the numbers of each figure.
        untried: relations that are not linear, which have to be tried with a number out of the domains.
    """

    domains: Mapping[Place, Domain]
    untried: tuple[Relation, ...] = ()

    @property
    def exact(self) -> Mapping[Place, Exact] | None:
        """The numbers where each figure has only one."""
        only = {place: domain.only for place, domain in self.domains.items()}
        known = {place: number for place, number in only.items() if number is not None}
        return known if len(known) == len(only) else None


@dataclass(frozen=True, slots=True)
class Search:
    """What to look for: figures for which all of some broken relations hold.

    Attributes:
        state: the figures.
        must: the relations that must hold.
        left: broken relations that may hold or not.
    """

    state: FigureState
    must: tuple[Relation, ...]
    left: frozenset[Relation] = frozenset()

    def singles(self) -> Iterator[Explanation]:
        """Every figure that alone could be wrong."""
        for place in self._common(self.must):
            explanation = self._explained_by(place, {})
            if explanation is not None and self._has_all_certain(explanation):
                yield explanation

    def pairs(self) -> Sequence[Explanation]:
        """Pairs of figures that could be wrong together, where none explains it alone."""
        found: dict[frozenset[Place], Explanation] = {}
        for pair in islice(self._pairs(), _MAX_PAIRS):
            found.setdefault(frozenset(pair.domains), pair)
        return list(found.values())

    def _pairs(self) -> Iterator[Explanation]:
        state = self.state
        places = {place for relation in self.must for place in relation.places}
        for place in sorted(places, key=state.order) if len(places) <= _MAX_FIGURES else ():
            for number in self._numbers_by_one_relation(place):
                changed = {place: number}
                rest = [each for each in self._touched(place) if not state.is_settled(each, changed)]
                for other in self._common(rest) if rest else ():
                    second = None if other == place else self._explained_by(other, changed)
                    if second is None:
                        continue
                    pair = Explanation({place: Domain(1, number, number), **second.domains}, second.untried)
                    if self._has_all_certain(pair):
                        yield pair

    def _touched(self, place: Place) -> set[Relation]:
        """The relations that must hold if a figure is another number."""
        return {*self.must, *(each for each in self.state.relations_of(place) if self._counts(each))}

    def _counts(self, relation: Relation) -> bool:
        return self.state.is_known(relation) and relation not in self.left

    def _common(self, relations: Collection[Relation]) -> list[Place]:
        """The figures that all of some relations depend on, in the form's order."""
        return sorted(frozenset.intersection(*(each.places for each in relations)), key=self.state.order)

    def _has_all_certain(self, explanation: Explanation) -> bool:
        """Whether figures that are wrong in any case are among those of an explanation."""
        wrong = self.state.certainly_wrong
        return not wrong or not any(
            place in relation.places and place not in explanation.domains for place in wrong for relation in self.must
        )

    def _numbers_by_one_relation(self, place: Place) -> list[Exact]:
        """The numbers that a figure should be by each broken equation alone."""
        domain, found = self.state.domain(place), self.state.exactly(place)
        if domain is None or found is None:
            return []
        numbers: dict[Exact, None] = {}
        for relation in self.must:
            if relation.form is not None and relation.comparator == "==" and place in relation.places:
                number = exact(found - _quotient(self.state.differences[relation], relation.form.now[place]))
                if domain.contains(number) and (number != found or place in self.state.missing):
                    numbers[number] = None
        return list(numbers)

    def _explained_by(self, place: Place, changed: Mapping[Place, Exact]) -> Explanation | None:
        """The numbers that a figure may be if others are changed, so that relations hold; None where there is none."""
        domain, untried = self.state.domain(place), []
        if domain is None:
            return None
        for relation in self.state.relations_of(place):
            if not self._counts(relation):
                continue
            if relation.form is None or relation.comparator == "!=":
                untried.append(relation)
            narrowed = self._narrowed(domain, relation, place, changed)
            if narrowed is None:
                return None
            domain = narrowed
        number = domain.only
        if number is None:
            return Explanation({place: domain}, tuple(untried))
        tried = {**changed, place: number}
        return Explanation({place: domain}) if all(self.state.holds_with(each, tried) for each in untried) else None

    def _narrowed(
        self, domain: Domain, relation: Relation, place: Place, changed: Mapping[Place, Exact]
    ) -> Domain | None:
        """The numbers of a domain for which a relation may hold; None where there is none."""
        if relation.form is None:
            return self._solved(domain, relation, place, changed)
        factor = relation.form.now[place]
        number = changed.get(place, self.state.exactly(place)) or 0
        limit = number - _quotient(self.state.difference_with(relation, changed), factor)
        match relation.comparator:
            case "==":
                return domain.only_at(limit)
            case "!=":
                return domain
            case "<=" | "<" as comparator if factor > 0:
                return domain.up_to(limit, strictly=comparator == "<")
            case ">=" | ">" as comparator if factor < 0:
                return domain.up_to(limit, strictly=comparator == ">")
            case comparator:
                return domain.down_to(limit, strictly=comparator in ("<", ">"))

    def _solved(
        self, domain: Domain, relation: Relation, place: Place, changed: Mapping[Place, Exact]
    ) -> Domain | None:
        """The number by which an equation holds that is not linear; the whole domain where none is found."""
        if relation.comparator != "==" or domain.only is not None:
            return domain
        number = self.state.number_by_secant(relation, place, changed)
        if number is None or not self.state.holds_with(relation, {**changed, place: number}):
            return domain
        return domain.only_at(number)


def _quotient(number: Exact, divisor: Exact) -> Exact:
    """A quotient without rounding; most divisors are 1 or -1."""
    return number * divisor if divisor in (1, -1) else Fraction(number) / divisor
