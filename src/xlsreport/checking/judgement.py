"""Checks a submission: all findings of all rules, in the order of the sheets."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Set

from xlsreport.checking.alteration_findings import altered_finding
from xlsreport.checking.causes.findings_by_line import FindingsByLine
from xlsreport.checking.claims.claim_findings import claim_findings
from xlsreport.checking.claims.contradictions import contradictions
from xlsreport.checking.evaluation.submission_values import Values
from xlsreport.checking.figures.declared_rules import declared_findings
from xlsreport.checking.figures.displayed_totals import DisplayedTotals
from xlsreport.checking.figures.exchanged_rows import exchanged_rows
from xlsreport.checking.figures.implied_rules import ImpliedRules
from xlsreport.checking.figures.list_findings import list_findings
from xlsreport.checking.findings import Finding
from xlsreport.checking.incomplete_findings import incomplete_finding
from xlsreport.checking.texts.last_year_repetition import repeated_findings
from xlsreport.checking.texts.mention_findings import mention_findings
from xlsreport.checking.texts.pasted_findings import pasted_findings
from xlsreport.definition.place import Place
from xlsreport.definition.tables.rule_declaration import SEVERITIES
from xlsreport.submission.alteration import Alteration
from xlsreport.submission.submission import Submission
from xlsreport.values import Number


class Judgement:
    """Checks one submission; totals and rules are computed from the entries, never from cached values."""

    def __init__(self, submission: Submission) -> None:
        self._submission = submission
        self._positions = submission.positions
        self._values = Values(submission)
        self._totals = DisplayedTotals(submission, self._positions, self._values)

    @property
    def wrong_totals(self) -> Set[Place]:
        """Computed places that display something other than the entries give."""
        return self._totals.wrong.keys()

    def findings(
        self,
        alterations: Iterable[Alteration] | None = None,
        intact: Container[Place] = (),
        typed: Mapping[Place, Number] | None = None,
    ) -> tuple[Finding, ...]:
        """What does not hold.

        Args:
            alterations: what was done to the file; by default what its reader noticed.
            intact: computed places whose formula is known to be as it was given out, so that a wrong total there only
                means that nobody recalculated.
            typed: the totals that somebody entered over their formulas; by default those of its file.

        Returns:
            All findings, in the order of the sheets and of the cells on each, graver ones first within a cell. What is
            broken by one mistake is one finding.
        """
        submission, positions, values = self._submission, self._positions, self._values
        messages = submission.definition.messages
        listed = submission.alterations if alterations is None else alterations
        contradicted = contradictions(submission, values)
        findings = [
            *incomplete_finding(submission, positions),
            *ImpliedRules(submission, positions, values).findings(),
            *self._totals.findings(intact),
            *declared_findings(submission, positions, values),
            *list_findings(submission, positions, values),
            *exchanged_rows(submission, positions, values),
            *repeated_findings(submission),
            *claim_findings(contradicted, submission, positions),
            *mention_findings(submission, positions),
            *pasted_findings(submission),
            *(altered_finding(alteration, messages) for alteration in listed),
        ]
        findings = self._in_order(findings)
        by_line = FindingsByLine(findings, submission)
        if not by_line:
            return tuple(findings)
        from xlsreport.checking.causes.told_findings import told_findings  # where something is broken only

        told = told_findings(findings, by_line, submission, values, contradicted, intact, typed)
        return tuple(self._in_order(told))

    def _in_order(self, findings: Iterable[Finding]) -> list[Finding]:
        """Findings in the order of the sheets and of the cells on each, graver ones first within a cell."""
        order = {sheet: number for number, sheet in enumerate(self._positions.sheets)}
        last = len(order)
        return sorted(
            findings,
            key=lambda f: (order.get(f.sheet, last), f.cells.first, SEVERITIES.index(f.severity), f.rule, f.message),
        )
