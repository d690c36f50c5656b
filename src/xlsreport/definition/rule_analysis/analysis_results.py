"""What an analysis of rules found, as the library and the command's JSON give it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

from xlsreport.definition.place import Place
from xlsreport.definition.rule_language.rule_cases import RuleCase
from xlsreport.values import Number

Question = Literal["contradictions", "fixed", "never_broken", "implied"]
"""What is asked of a solver."""


@dataclass(frozen=True, slots=True)
class UnseenFigure:
    """A figure that can be wrong without breaking any declared rule of its own year.

    Attributes:
        place: where it stands.
        claims: those that compare it, or a total that it is in, with sentences.
        next_year: the rules that compare next year's figures with it.
    """

    place: Place
    claims: tuple[str, ...]
    next_year: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FixedFigure:
    """A figure for which the rules of severity ``error`` leave one value only."""

    place: Place
    value: Number


@dataclass(frozen=True, slots=True)
class ImpliedRule:
    """A rule that finds nothing which others do not find.

    Attributes:
        rule: its id.
        by: the cases of others, of the same severity or a graver one, that suffice.
    """

    rule: str
    by: tuple[RuleCase, ...]


@dataclass(frozen=True, slots=True)
class Undecided:
    """A question that the solver could not answer within its time.

    Attributes:
        question: which.
        rule: the rule or case that it was about; None where it was about all of them.
    """

    question: Question
    rule: str | None


@dataclass(frozen=True)
class RuleAnalysis:
    """What the rules of one definition say together.

    Attributes:
        cases: how many rule cases there are.
        unseen: figures that no rule sees, in the form's order; a rule that is never broken sees nothing.
        contradictions: sets of rule cases that no filling satisfies, each as small as can be; none is in two of them.
        fixed: figures for which one value only is left; none are sought where rules contradict each other.
        never_broken: rule cases that hold whatever is filled in.
        implied: rules whose findings others make as well; none are sought where rules contradict each other.
        outside: rule cases that multiply or divide figures by each other, which were left out of all questions.
        undecided: questions without an answer.
    """

    cases: int
    unseen: tuple[UnseenFigure, ...]
    contradictions: tuple[tuple[RuleCase, ...], ...]
    fixed: tuple[FixedFigure, ...]
    never_broken: tuple[RuleCase, ...]
    implied: tuple[ImpliedRule, ...]
    outside: tuple[RuleCase, ...]
    undecided: tuple[Undecided, ...]

    def to_json(self) -> dict[str, Any]:
        """The analysis as the command's JSON output gives it; rule cases by their keys."""
        return {
            "cases": self.cases,
            "unseen": [
                {"place": str(one.place), "claims": list(one.claims), "next_year": list(one.next_year)}
                for one in self.unseen
            ],
            "contradictions": [_keys(cases) for cases in self.contradictions],
            "fixed": [{"place": str(one.place), "value": float(one.value)} for one in self.fixed],
            "never_broken": _keys(self.never_broken),
            "implied": [{"rule": one.rule, "by": _keys(one.by)} for one in self.implied],
            "outside": _keys(self.outside),
            "undecided": [{"question": one.question, "rule": one.rule} for one in self.undecided],
        }


def _keys(cases: Iterable[RuleCase]) -> list[str]:
    return [case.key for case in cases]
