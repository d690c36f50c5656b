"""What every form of an audit says of a report and of a finding."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from xlsreport.messages import Messages
from xlsreport.published.audit.audit_findings import AuditFinding, PageSpot
from xlsreport.published.audit.audited_reports import Audit, AuditedReport, State


@dataclass(frozen=True, slots=True)
class UnreadLine:
    """Something that could not be read: a whole file, or a figure or text of a report."""

    agency: str
    period: str
    file: str
    what: str
    because: str
    report: AuditedReport | None = None


def summary(audit: Audit) -> str:
    """A sentence with the numbers of reports in each state."""
    messages, states = audit.messages, audit.states()
    parts = [messages("audit.count_reports", count=len(audit.reports))]
    parts += [messages(f"audit.count_{state}", count=count) for state, count in states.items() if count]
    return messages("audit.count_joint").join(parts)


def state_text(state: State, messages: Messages) -> str:
    """A state in words."""
    return messages(f"audit.state_{state}")


def advice(finding: AuditFinding, messages: Messages) -> str:
    """What to do about a finding."""
    return messages(f"audit.do_{finding.kind}")


def first_spot(finding: AuditFinding) -> PageSpot:
    """Where to look first; nowhere in particular where a finding is about the whole report."""
    return finding.where[0] if finding.where else PageSpot("")


def further_spots(finding: AuditFinding, messages: Messages) -> str:
    """Where to look besides, in words."""
    told = (messages("audit.spot", label=one.label, at=one.described(messages)) for one in finding.where[1:])
    return messages("audit.spot_joint").join(told)


def unread_lines(audit: Audit) -> Iterator[UnreadLine]:
    """Everything that could not be read: whole files first, then what is in the others."""
    for one in audit.unreadable:
        yield UnreadLine(one.agency, "", one.file.name, audit.messages("audit.whole_file"), one.because)
    for report in audit.reports:
        for unread in report.unread:
            yield UnreadLine(
                report.agency, report.period, report.file.name, _label(unread.name, report), unread.because, report
            )


def _label(name: str, report: AuditedReport) -> str:
    """What a place, list, section or field is called."""
    definition = report.definition
    facts = {str(place): facts for place, facts in definition.places.items()}.get(name)
    if facts is not None:
        return definition.messages("checks.place", row=facts.row_name, column=facts.column_name)
    if name in definition.narratives:
        return definition.narratives[name].heading
    field = definition.cover_fields.get(name)
    return name if field is None else field.label
