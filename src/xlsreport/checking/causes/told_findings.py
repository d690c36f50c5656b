"""Findings as they are told: what one mistake breaks is one of them, and which figure is in doubt is said."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence

from xlsreport.checking.causes.cause_findings import one_for_each_cause
from xlsreport.checking.causes.findings_by_line import FindingsByLine
from xlsreport.checking.causes.lines_in_doubt import with_lines_in_doubt
from xlsreport.checking.claims.contradictions import Contradiction
from xlsreport.checking.evaluation.submission_values import Values
from xlsreport.checking.findings import Finding
from xlsreport.checking.suspects.suspects import find_causes, typed_totals
from xlsreport.definition.place import Place
from xlsreport.submission.submission import Submission
from xlsreport.values import Number


def told_findings(
    findings: Sequence[Finding],
    by_line: FindingsByLine,
    submission: Submission,
    values: Values,
    contradicted: Sequence[Contradiction],
    intact: Container[Place],
    typed: Mapping[Place, Number] | None,
) -> Sequence[Finding]:
    """The findings of a submission of which some rule is broken, in any order; arguments as of a judgement."""
    entered = typed_totals(submission, intact) if typed is None else typed
    causes = find_causes(submission, values, entered, contradicted)
    told = one_for_each_cause(findings, by_line, causes, submission)
    return with_lines_in_doubt(told, by_line, submission, values)
