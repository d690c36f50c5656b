"""The questions that a solver is asked about the rules of a definition; each has a limit of time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any, Literal

import z3

from xlsreport.definition.definition import Definition
from xlsreport.definition.place import Place
from xlsreport.definition.rule_analysis.analysis_results import (
    FixedFigure,
    ImpliedRule,
    Question,
    RuleAnalysis,
    Undecided,
)
from xlsreport.definition.rule_analysis.rule_constraints import RuleConstraints
from xlsreport.definition.rule_analysis.unseen_figures import unseen_figures
from xlsreport.definition.rule_language.rule_cases import RuleCase
from xlsreport.definition.tables.rule_declaration import SEVERITIES
from xlsreport.values import Number, plain_number

_MAX_CONTRADICTIONS = 20
"""Sets of contradictory rules that are sought; whoever mends that many asks again."""

Term = Any
"""A formula of Z3, which has no types."""


class RuleQuestions:
    """Asks a solver about the rules of one definition.

    Args:
        definition: whose rules.
        seconds: after which a question is given up as undecided.
    """

    def __init__(self, definition: Definition, seconds: float) -> None:
        self._definition = definition
        self._milliseconds = max(1, round(seconds * 1000))
        self._constraints = RuleConstraints(definition)
        translated = [(case, self._constraints.constraint(case)) for case in definition.cases]
        self._outside = tuple(case for case, constraint in translated if constraint is None)
        self._body = z3.Int("the reporting body", self._constraints.context)
        self._demands = {case: self._where_asked(case, term) for case, term in translated if term is not None}
        self._undecided: list[Undecided] = []

    def analysis(self) -> RuleAnalysis:
        """All answers."""
        never_broken = tuple(self._never_broken())
        contradictions = tuple(self._contradictions())
        effective = {case: demand for case, demand in self._demands.items() if case not in never_broken}
        return RuleAnalysis(
            cases=len(self._definition.cases),
            unseen=tuple(unseen_figures(self._definition, (*effective, *self._outside))),
            contradictions=contradictions,
            fixed=() if contradictions else tuple(self._fixed()),
            never_broken=never_broken,
            implied=() if contradictions else tuple(self._implied(effective)),
            outside=self._outside,
            undecided=tuple(self._undecided),
        )

    def _where_asked(self, case: RuleCase, demand: Term) -> Term:
        """What a rule demands of the bodies that it is for; of others it demands nothing."""
        bodies = list(self._definition.bodies)
        asked = [self._body == bodies.index(body) for body in case.rule.bodies]
        return z3.Implies(z3.Or(asked), demand) if asked else demand

    def _never_broken(self) -> Iterator[RuleCase]:
        for case, demand in self._demands.items():
            if self._asked("never_broken", case.key, z3.Not(demand)).fillings == "none":
                yield case

    def _contradictions(self) -> Iterator[tuple[RuleCase, ...]]:
        """Sets of cases that exclude each other, none of them in two sets, so that one mistake is told once."""
        rest = dict(self._demands)
        for whose in self._each_body():
            for _ in range(_MAX_CONTRADICTIONS):
                answer = self._asked("contradictions", None, *whose, rules=rest)
                if not answer.needed:
                    break
                yield answer.needed
                rest = {case: demand for case, demand in rest.items() if case not in answer.needed}

    def _each_body(self) -> Iterator[tuple[Term, ...]]:
        """Terms that choose each kind of body that some rule is for, and one that none is for."""
        named = {body for case in self._demands for body in case.rule.bodies}
        yield (self._body == -1,) if named else ()
        yield from ((self._body == number,) for number, name in enumerate(self._definition.bodies) if name in named)

    def _fixed(self) -> Iterator[FixedFigure]:
        """Figures that no other filling gives another value; each filling that is found rules some out."""
        errors = [demand for case, demand in self._demands.items() if case.rule.severity == "error"]
        figures = {figure.place: term for figure, term in self._constraints.figures.items() if not figure.previous}
        values: dict[Place, Term] = {}
        answer = self._asked("fixed", None, *errors)
        while answer.fillings == "some":
            now = {place: answer.model.eval(term, model_completion=True) for place, term in figures.items()}
            values = {place: now[place] for place in figures if place not in values or now[place].eq(values[place])}
            figures = {place: figures[place] for place in values}
            if not figures:
                return
            another = z3.Or([figures[place] != value for place, value in values.items()])
            answer = self._asked("fixed", None, *errors, another)
        if answer.fillings == "none":
            yield from (FixedFigure(place, _number(value)) for place, value in values.items())

    def _implied(self, effective: Mapping[RuleCase, Term]) -> Iterator[ImpliedRule]:
        """Rules that cannot be broken while others of the same severity, or a graver one, hold."""
        partly_unknown = {case.rule.id for case in self._outside}
        for rule in {case.rule.id: case.rule for case in effective if case.rule.id not in partly_unknown}.values():
            graver = SEVERITIES[: SEVERITIES.index(rule.severity) + 1]
            own = {case: demand for case, demand in effective.items() if case.rule.id == rule.id}
            # A rule that needs figures of last year says nothing where these are not known, and this one may.
            known = {place for case in own for place in case.previous_places}
            others = {
                case: demand
                for case, demand in effective.items()
                if case.rule.id != rule.id and case.rule.severity in graver and known.issuperset(case.previous_places)
            }
            answer = self._asked("implied", rule.id, z3.Not(z3.And(list(own.values()))), rules=others)
            if answer.fillings == "none":
                yield ImpliedRule(rule.id, answer.needed)

    def _asked(
        self, question: Question, rule: str | None, *terms: Term, rules: Mapping[RuleCase, Term] | None = None
    ) -> _Answer:
        """Whether there is a filling in which some terms and some rules hold; where none is, which rules see to it."""
        solver = z3.Solver(ctx=self._constraints.context)
        solver.set("timeout", self._milliseconds)
        solver.set("core.minimize", True)
        solver.add(*self._constraints.domain, *terms)
        cases = {f"case {number}": case for number, case in enumerate(rules or {})}
        for name, case in cases.items():
            solver.assert_and_track((rules or {})[case], z3.Bool(name, self._constraints.context))
        match str(solver.check()):
            case "sat":
                return _Answer("some", model=solver.model())
            case "unsat":
                core = {str(name) for name in solver.unsat_core()}
                return _Answer("none", needed=tuple(case for name, case in cases.items() if name in core))
            case _:
                self._undecided.append(Undecided(question, rule))
                return _Answer("undecided")


@dataclass(frozen=True, slots=True)
class _Answer:
    """Whether there are fillings: one of them as the solver's model, or the rules that leave none."""

    fillings: Literal["some", "none", "undecided"]
    model: Any = None
    needed: tuple[RuleCase, ...] = ()


def _number(value: Any) -> Number:
    fraction = value.as_fraction() if value.is_real() else Fraction(value.as_long())
    return plain_number(Decimal(fraction.numerator) / fraction.denominator)
