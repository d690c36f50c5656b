"""The audit as lines for a terminal: a line for each report, what could not be read, and the summary."""

from __future__ import annotations

from collections.abc import Iterator

from xlsreport.published.audit.audited_reports import Audit, AuditedReport
from xlsreport.published.audit.output.audit_wording import first_spot, report_state, summary

_MAX_REPORTS = 40
"""Reports that are listed, the worst; the workbook and the page have all."""
_MAX_SINGLE = 3
"""Reports of which each finding is told as well."""


def audit_lines(audit: Audit, *, whole: bool = True) -> Iterator[str]:
    """The lines; without ``whole`` nothing but the summary, as when there is a file with the rest."""
    if whole:
        yield from _reports(audit)
    yield summary(audit)


def _reports(audit: Audit) -> Iterator[str]:
    messages = audit.messages
    worst = [report for _, report in audit.worst_first()]
    for report in worst[:_MAX_REPORTS]:
        yield messages(
            "audit.line",
            state=report_state(report, messages),
            agency=report.agency,
            period=report.period,
            errors=report.count("error"),
            warnings=report.count("warning"),
            blanks=report.counts.blank,
            unread=report.counts.unread,
            file=report.file.name,
        )
        if len(audit.reports) <= _MAX_SINGLE:
            yield from _findings(report)
    if len(worst) > _MAX_REPORTS:
        yield messages("audit.more_reports", count=len(worst) - _MAX_REPORTS)
    for one in audit.unreadable:
        yield messages("audit.line_unreadable", file=one.file.name, because=one.because)
    for line in audit.missing:
        yield messages("audit.line_no_report", agency=line.name)
    for pair in audit.publications:
        files = {"one": pair.one.file.name, "other": pair.other.file.name}
        yield messages("audit.line_publications", agency=pair.one.agency, count=len(pair.differences), **files)


def _findings(report: AuditedReport) -> Iterator[str]:
    messages = report.definition.messages
    for finding in report.findings:
        spot = first_spot(finding)
        yield messages(
            "audit.line_finding",
            severity=messages(f"severity.{finding.severity}"),
            at=" ".join(filter(None, (spot.label, spot.described(messages)))),
            message=finding.message,
            rule=finding.rule,
        )
