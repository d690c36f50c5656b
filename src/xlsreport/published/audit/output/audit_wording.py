"""What every form of an audit says of a report and of a finding."""

from __future__ import annotations

import re

from xlsreport.messages import Messages
from xlsreport.published.audit.audit_findings import AuditFinding, PageSpot
from xlsreport.published.audit.audited_reports import Audit, AuditedReport, State

_SENTENCES = re.compile(r".+?(?:。|\.(?=\s|$)|$)", re.DOTALL)
_MAX_SPOTS = 3
"""Further spots that are named; the JSON has all."""


def summary(audit: Audit) -> str:
    """A sentence with the numbers of reports in each state."""
    messages, states = audit.messages, audit.states()
    parts = [messages("audit.count_reports", count=len(audit.reports))]
    noted = sum(_is_noted(report) for report in audit.reports)
    for state, count in states.items():
        if count:
            key = "clean_noted" if state == "clean" and noted else state
            parts.append(messages(f"audit.count_{key}", count=count, noted=noted))
    return messages("audit.count_joint").join(parts)


def state_text(state: State, messages: Messages) -> str:
    """A state in words."""
    return messages(f"audit.state_{state}")


def report_state(report: AuditedReport, messages: Messages) -> str:
    """The state of a report in words: one whose text repeats another's is not said to be without findings."""
    return messages("audit.state_noted") if _is_noted(report) else state_text(report.state, messages)


def _is_noted(report: AuditedReport) -> bool:
    return report.state == "clean" and report.count("note") > 0


def advice(finding: AuditFinding, messages: Messages) -> str:
    """What to do about a finding."""
    return messages(f"audit.do_{finding.kind}")


def first_spot(finding: AuditFinding) -> PageSpot:
    """Where to look first; nowhere in particular where a finding is about the whole report."""
    return finding.where[0] if finding.where else PageSpot("")


def further_spots(finding: AuditFinding, messages: Messages) -> str:
    """Where to look besides, in words."""
    others = finding.where[1 : 1 + _MAX_SPOTS]
    told = [messages("audit.spot", label=one.label, at=one.described(messages)) for one in others]
    return messages("audit.spot_joint").join(told)


def without_advice(because: str, messages: Messages) -> str:
    """A reason without what somebody should do who imports the report: to enter a figure by hand."""
    sentences = _SENTENCES.findall(because)
    kept = [sentence for sentence in sentences if messages("audit.by_hand") not in sentence]
    return "".join(kept).strip() or because
