"""How often each kind of fault was found, rule by rule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import get_args

from xlsreport.definition.definition import Definition
from xlsreport.definition.tables.rule_declaration import Severity
from xlsreport.published.audit.audit_findings import AuditFinding, FaultKind
from xlsreport.published.audit.audited_reports import Audit, AuditedReport


@dataclass(frozen=True, slots=True)
class RuleCount:
    """How often a rule did not hold, and in how many reports; ``statement`` is what a declared one demands."""

    kind: FaultKind
    rule: str
    statement: str
    findings: int
    reports: int
    severities: Mapping[Severity, int]


def rule_counts(audit: Audit) -> Sequence[RuleCount]:
    """The counts, by kind of fault, and those of a kind by the number of reports."""
    found: dict[tuple[FaultKind, str], list[tuple[AuditedReport, AuditFinding]]] = {}
    for report, finding in audit.findings():
        found.setdefault((finding.kind, finding.rule), []).append((report, finding))
    counts = [_count(kind, rule, findings) for (kind, rule), findings in found.items()]
    kinds = get_args(FaultKind)
    return sorted(counts, key=lambda one: (kinds.index(one.kind), -one.reports, -one.findings, one.rule))


def _count(kind: FaultKind, rule: str, findings: Sequence[tuple[AuditedReport, AuditFinding]]) -> RuleCount:
    return RuleCount(
        kind,
        rule,
        _statement(rule, findings[0][0].definition),
        len(findings),
        len({id(report) for report, _ in findings}),
        Counter(finding.severity for _, finding in findings),
    )


def _statement(rule: str, definition: Definition) -> str:
    return next((case.rule.statement for case in definition.cases if case.rule.id == rule), "")
