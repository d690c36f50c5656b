"""The audit as JSON for programs."""

from __future__ import annotations

from typing import Any

from xlsreport.published.audit.audit_findings import AuditFinding, PageSpot
from xlsreport.published.audit.audited_reports import Audit, AuditedReport, ComparedPublications
from xlsreport.published.audit.output.audit_wording import advice, without_advice
from xlsreport.published.audit.output.kind_counts import rule_counts
from xlsreport.published.imported_report import Spot


def audit_json(audit: Audit) -> dict[str, Any]:
    """The whole audit; pages, tables, rows and columns count from 1, and are null where a format has none."""
    ranks = {id(report): rank for rank, report in audit.ranked()}
    return {
        "verdict": audit.verdict,
        "states": dict(audit.states()),
        "reports": [_report(report, ranks[id(report)], audit) for report in audit.reports],
        "unreadable": [
            {"file": one.file.name, "agency": one.agency or None, "because": one.because} for one in audit.unreadable
        ],
        "no_report": [
            {"agency": line.name, "year": line.year, "level": line.level or None, "file": line.file or None}
            for line in audit.missing
        ],
        "publications": [_publications(pair) for pair in audit.publications],
        "rules": [
            {"kind": one.kind, "rule": one.rule, "reports": one.reports, "findings": one.findings}
            for one in rule_counts(audit)
        ],
    }


def _report(report: AuditedReport, rank: int | None, audit: Audit) -> dict[str, Any]:
    return {
        "file": report.file.name,
        "format": report.format,
        "definition": report.definition.name,
        "agency": report.agency,
        "level": report.level or None,
        "year": report.year,
        "period": report.period or None,
        "verdict": report.state,
        "rank": rank,
        "figures": {
            "printed": report.counts.printed,
            "blank": report.counts.blank,
            "unread": report.counts.unread,
        },
        "compared_with": report.compared_with or None,
        "not_compared": report.not_compared or None,
        "findings": [_finding(finding, audit) for finding in report.findings],
        "unread": [{"name": one.name, "because": without_advice(one.because, audit.messages)} for one in report.unread],
        "notes": list(report.notes),
    }


def _finding(finding: AuditFinding, audit: Audit) -> dict[str, Any]:
    return {
        "kind": finding.kind,
        "rule": finding.rule,
        "severity": finding.severity,
        "message": finding.message,
        "where": [_where(spot) for spot in finding.where],
        "expected": finding.expected or None,
        "advice": advice(finding, audit.messages),
    }


def _where(where: PageSpot) -> dict[str, Any]:
    return {"label": where.label, **_spot(where.spot), "paragraph": where.paragraph, "printed": where.printed}


def _spot(spot: Spot | None) -> dict[str, int | None]:
    spot = spot or Spot()
    return {"page": spot.page, "table": spot.table, "row": spot.row, "column": spot.column}


def _publications(pair: ComparedPublications) -> dict[str, Any]:
    return {
        "agency": pair.one.agency,
        "period": pair.one.period or None,
        "files": [pair.one.file.name, pair.other.file.name],
        "differences": [
            {
                "label": one.label,
                "text": one.is_text,
                "printed": [one.one, one.other],
                "where": [_spot(one.spot), _spot(one.other_spot)],
            }
            for one in pair.differences
        ],
    }
