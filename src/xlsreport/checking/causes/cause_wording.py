"""What is said about a cause: which figure is most likely wrong, what speaks for it, and which rules then hold."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from xlsreport.checking.causes.broken_rules import BrokenRule, BrokenRuleWording
from xlsreport.checking.findings import Finding, SuspectedFigure
from xlsreport.checking.number_suffix import suffix_at
from xlsreport.checking.suspects.cause import Cause, Certainty, Reason
from xlsreport.checking.wording import Wording, cell_list
from xlsreport.definition.tables.rule_declaration import Severity
from xlsreport.submission.submission import Submission
from xlsreport.values import Number

_SLIPS: tuple[Reason, ...] = ("digit_doubled", "digit_dropped", "digits_exchanged", "decimal_shifted")
"""How a number is mistyped, the simplest first; 2 for 20 is several of them."""


class CauseWording:
    """Sentences about the causes in one submission."""

    def __init__(self, submission: Submission) -> None:
        self._wording = Wording(submission.definition, submission)
        self._messages = self._wording.messages
        self._rules = BrokenRuleWording(self._wording, submission.positions)

    def certain(
        self,
        certainty: Certainty,
        suspects: Sequence[SuspectedFigure],
        broken: Sequence[BrokenRule],
        severity: Severity,
    ) -> str:
        """The sentences about a figure, or a pair of them, that alone explains several rules."""
        sheet = suspects[0].cell.sheet
        told = self._messages(f"suspect.{certainty}", figures=self._figures(suspects, sheet, certainty)).lstrip()
        listed = self._rules.listed(broken, sheet)
        told += self._messages("suspect.settles", count=len(broken), broken=listed)
        return told + (self._rules.explain(broken) if severity == "warning" else "")

    def others(self, broken: Sequence[BrokenRule], told: Finding) -> str:
        """What is added to the finding about a rule: what else does not hold for the same reason."""
        others = [rule for rule in broken if rule.finding is not told]
        known = {self._rules.explanation(rule) for rule in broken if rule.finding is told}
        listed = self._rules.listed(others, told.sheet)
        said = self._messages("suspect.others", count=len(others), broken=listed)
        if told.severity != "warning":  # an error is corrected, and what it breaks is not explained
            return said
        return said + self._rules.explain(rule for rule in others if self._rules.explanation(rule) not in known)

    def likely(self, cause: Cause, suspects: Sequence[SuspectedFigure], sheet: str) -> str:
        """What is added to the finding about a rule: which figures are most likely wrong."""
        is_one = cause.certainty == "candidates" and len(cause.alternatives) == 1
        key = "candidate" if is_one else cause.certainty
        told = self._messages(f"suspect.{key}", figures=self._alternatives(suspects, sheet, cause.certainty))
        more = cause.possible - len(cause.alternatives)
        return told + (self._messages("suspect.more", count=more) if more > 0 else "")

    def _alternatives(self, suspects: Sequence[SuspectedFigure], sheet: str, certainty: Certainty) -> str:
        """The explanations, numbered where there are several to choose from."""
        groups = groupby(suspects, key=lambda one: one.alternative)
        told = [self._figures(list(group), sheet, certainty) for _, group in groups]
        if len(told) == 1:
            return told[0]
        numbered = (self._messages("suspect.numbered", number=n, figures=one) for n, one in enumerate(told, start=1))
        return self._messages("suspect.or").join(numbered)

    def _figures(self, suspects: Sequence[SuspectedFigure], sheet: str, certainty: Certainty) -> str:
        """The figures of one explanation."""
        return self._messages("suspect.and").join(self._figure(one, sheet, certainty) for one in suspects)

    def _figure(self, suspect: SuspectedFigure, sheet: str, certainty: Certainty) -> str:
        """A figure with its cell, what it is, and what it should be or may have to be."""
        messages, suggested = self._messages, suspect.suggested
        sign = suffix_at(self._wording.definition, suspect.place)

        def shown(number: Number) -> str:
            return self._wording.signed(self._wording.number(number), sign)

        key = "figure_possible" if certainty == "candidates" else "figure_suggested"
        return messages(
            "suspect.figure" if suggested is None else f"suspect.{key}",
            place=self._wording.place(suspect.place),
            cell=cell_list([suspect.cell], sheet, ""),
            found=messages("suspect.blank") if suspect.found is None else shown(suspect.found),
            suggested="" if suggested is None else shown(suggested),
            reasons=self._reasons(suspect, certainty),
        )

    def _reasons(self, suspect: SuspectedFigure, certainty: Certainty) -> str:
        """What speaks for a figure: of the ways to mistype a number the simplest, and of one alone that it is so."""
        slip = next((reason for reason in _SLIPS if reason in suspect.because), None)
        untold = {*_SLIPS} - {slip} | (set() if certainty == "unique" else {"only_explanation"})
        told = [self._messages(f"suspect.{reason}") for reason in suspect.because if reason not in untold]
        return (
            self._messages("suspect.reasons", reasons=self._messages("suspect.reason_comma").join(told)) if told else ""
        )
