"""The audit as one web page: it loads nothing, runs no script, and can be printed."""

from __future__ import annotations

import base64
import hashlib
import os
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from urllib.parse import quote

from xlsreport.document.html.jinja_environment import page_environment
from xlsreport.findings_page.web_page import base_stylesheet
from xlsreport.published.audit.audit_findings import AuditFinding, spot_text
from xlsreport.published.audit.audited_reports import Audit, AuditedReport
from xlsreport.published.audit.inputs.audit_inputs import AuditedFile
from xlsreport.published.audit.output.audit_wording import (
    advice,
    first_spot,
    further_spots,
    report_state,
    state_text,
    summary,
)
from xlsreport.published.audit.output.kind_counts import rule_counts
from xlsreport.published.audit.output.unread_lines import UnreadLine, lines_of_report

_MAX_FINDINGS = 60
"""Findings of one report on the page, the gravest; the workbook and the JSON have all."""
_MAX_UNREAD = 30
"""Things of one report that could not be read; likewise."""


@dataclass(frozen=True, slots=True)
class _ReportView:
    """A report as the page shows it; ``more`` and ``more_unread``: how many findings and unread things are left out."""

    anchor: str
    rank: int | None
    report: AuditedReport
    findings: tuple[AuditFinding, ...]
    more: int
    unread: tuple[UnreadLine, ...]
    more_unread: int


def audit_page(audit: Audit, folder: Path) -> str:
    """The page, in the user's language.

    Args:
        audit: what was found.
        folder: in which the page will be, from which files are linked.
    """
    style = base_stylesheet() + files(__package__).joinpath("audit_page.css").read_text(encoding="utf-8")
    template = page_environment(__package__).get_template("audit_page.html.jinja")
    messages = audit.messages
    return template.render(
        audit=audit,
        say=messages,
        summary=summary(audit),
        reports=_views(audit),
        kinds=rule_counts(audit),
        advice=lambda finding: advice(finding, messages),
        first=first_spot,
        further=lambda finding: further_spots(finding, messages),
        at=lambda spot: "" if spot is None else spot_text(spot, messages),
        kind_text=lambda kind: messages(f"audit.kind_{kind}"),
        severity_text=lambda severity: messages(f"severity.{severity}"),
        state_text=lambda state: state_text(state, messages),
        report_state=lambda report: report_state(report, messages),
        link=lambda file: _link(file, folder),
        style=style,
        # The content security policy allows only the style with this digest, and no script at all.
        style_digest=base64.b64encode(hashlib.sha256(style.encode()).digest()).decode("ascii"),
    )


def _views(audit: Audit) -> list[_ReportView]:
    """The reports, the worst first."""
    return [
        _view(number, rank, report, tuple(lines_of_report(report, audit)))
        for number, (rank, report) in enumerate(audit.worst_first(), start=1)
    ]


def _view(number: int, rank: int | None, report: AuditedReport, unread: tuple[UnreadLine, ...]) -> _ReportView:
    return _ReportView(
        anchor=f"report-{number}",
        rank=rank,
        report=report,
        findings=report.findings[:_MAX_FINDINGS],
        more=max(0, len(report.findings) - _MAX_FINDINGS),
        unread=unread[:_MAX_UNREAD],
        more_unread=max(0, len(unread) - _MAX_UNREAD),
    )


def _link(file: AuditedFile, folder: Path) -> str:
    """The address of a file, from the page's folder; on another drive its whole address."""
    path = file.to_open.absolute()
    try:
        return quote(os.fsencode(os.path.relpath(path, folder.absolute()).replace(os.sep, "/")))
    except ValueError:
        return path.as_uri()
