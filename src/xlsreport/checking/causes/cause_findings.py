"""One finding for each cause: the rules that do not hold because of one mistake are told together, and counted once."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from xlsreport.checking.causes.broken_rules import BrokenRule
from xlsreport.checking.causes.cause_wording import CauseWording
from xlsreport.checking.causes.findings_by_line import FindingsByLine
from xlsreport.checking.findings import Finding, SuspectedFigure
from xlsreport.checking.suspects.cause import Cause, Certainty, Suspect
from xlsreport.definition.tables.rule_declaration import SEVERITIES
from xlsreport.layout.cells import CellRange
from xlsreport.submission.submission import Submission

_OF_THE_NUMBER = ("sign", "kind")
"""Implied rules about one number; whatever is suggested keeps them."""


def one_for_each_cause(
    findings: Sequence[Finding], by_line: FindingsByLine, causes: Sequence[Cause], submission: Submission
) -> list[Finding]:
    """The findings, those of each cause as one.

    Args:
        findings: all that was found.
        by_line: those of them that are about rules, totals and statements in texts.
        causes: what would explain them.
        submission: that they are about.

    Returns:
        The findings that no cause explains, and one for each cause, which has those that it explains.
    """
    writer, told = _CauseFindings(submission), list(findings)
    for cause in causes:
        rules = [BrokenRule(line, one) for line in (*cause.lines, *cause.contradictions) for one in by_line.of(line)]
        open_ = set(map(id, told))
        rules = [rule for rule in rules if id(rule.finding) in open_]  # an earlier cause may explain one of them, too
        one_finding = writer.finding(cause, rules, told)
        if one_finding is not None:
            explained = set(map(id, one_finding.settles or [rule.finding for rule in rules]))
            told = [*(finding for finding in told if id(finding) not in explained), one_finding]
    return told


class _CauseFindings:
    def __init__(self, submission: Submission) -> None:
        self._positions = submission.positions
        self._wording = CauseWording(submission)

    def finding(self, cause: Cause, rules: Sequence[BrokenRule], all_findings: Sequence[Finding]) -> Finding | None:
        """The finding about a cause; None where it says no more than the findings do that there are."""
        suspects = tuple(self._suspects(cause))
        broken = {id(rule.finding) for rule in rules}
        settled = [one for one in all_findings if id(one) in broken]
        if not settled or (len(settled) == 1 and not _says_more(cause)):
            return None
        if cause.certainty != "candidates" and len(settled) > 1:
            numbers = {str(one.place) for one in suspects}
            every = [one for one in all_findings if id(one) in broken or _is_about_a_number(one, numbers)]
            return self._at_the_figures(cause.certainty, suspects, rules, tuple(every))
        gravest = min(settled, key=lambda finding: SEVERITIES.index(finding.severity))
        message = gravest.message
        if len(settled) > 1:
            message += self._wording.others(rules, gravest)
        if suspects and not _says_so_itself(gravest, suspects):
            message += self._wording.likely(cause, suspects, gravest.sheet)
        others = tuple(settled) if len(settled) > 1 else ()
        return replace(gravest, message=message, suspects=suspects, certainty=cause.certainty, settles=others)

    def _at_the_figures(
        self,
        certainty: Certainty,
        suspects: tuple[SuspectedFigure, ...],
        rules: Sequence[BrokenRule],
        settled: tuple[Finding, ...],
    ) -> Finding:
        """The finding about figures that alone explain several rules."""
        gravest = min(settled, key=lambda finding: SEVERITIES.index(finding.severity))
        only = suspects[0] if len(suspects) == 1 else None
        first, *others = (CellRange(one.cell, one.cell) for one in suspects)
        return Finding(
            rule=gravest.rule,
            severity=gravest.severity,
            place=str(suspects[0].place),
            cells=first,
            message=self._wording.certain(certainty, suspects, rules, gravest.severity),
            found=only.found if only else None,
            expected=only.suggested if only else None,
            also=tuple(others),
            suspects=suspects,
            certainty=certainty,
            settles=settled,
        )

    def _suspects(self, cause: Cause) -> Iterator[SuspectedFigure]:
        for number, alternative in enumerate(cause.alternatives, start=1):
            yield from (self._suspect(one, number) for one in alternative)

    def _suspect(self, one: Suspect, alternative: int) -> SuspectedFigure:
        cell = self._positions.cell(one.place)
        return SuspectedFigure(one.place, cell, one.found, one.suggested, one.because, alternative)


def _says_more(cause: Cause) -> bool:
    """Whether something speaks for one of a rule's own figures, besides the rule."""
    reasons = {reason for suspects in cause.alternatives for one in suspects for reason in one.because}
    return not reasons <= {"last_year"}


def _says_so_itself(finding: Finding, suspects: Sequence[SuspectedFigure]) -> bool:
    """Whether a finding is about a typed total that is suspected: it says what the total should be, and what to do."""
    return finding.rule == "total" and finding.place in {str(one.place) for one in suspects}


def _is_about_a_number(finding: Finding, places: Collection[str]) -> bool:
    return finding.rule in _OF_THE_NUMBER and finding.place in places and not finding.also
