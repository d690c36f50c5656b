"""What could not be read, in few lines: figures of one table that have the same reason are one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from xlsreport.published.audit.audited_reports import Audit, AuditedReport
from xlsreport.published.audit.completeness import table_label
from xlsreport.published.audit.output.audit_wording import without_advice
from xlsreport.published.imported_report import Unread


@dataclass(frozen=True, slots=True)
class UnreadLine:
    """Something that could not be read, or that a reader says about how it read a file.

    Attributes:
        agency: whose it is.
        period: of the report.
        file: where it is.
        what: the whole file, figures, a section or a field.
        because: why, or what is to be known.
        count: how many figures it is; None where it is none.
        report: None for a file of which nothing could be read.
    """

    agency: str
    period: str
    file: str
    what: str
    because: str
    count: int | None = None
    report: AuditedReport | None = None


def unread_lines(audit: Audit) -> Iterator[UnreadLine]:
    """Everything that could not be read: whole files first, then what is in the others."""
    for one in audit.unreadable:
        yield UnreadLine(one.agency, "", one.file.name, audit.messages("audit.whole_file"), one.because)
    for report in audit.reports:
        yield from lines_of_report(report, audit)


def lines_of_report(report: AuditedReport, audit: Audit) -> Iterator[UnreadLine]:
    """What could not be read of one report, and what its reader says."""
    whose = report.agency, report.period, report.file.name
    groups: dict[tuple[str, str], list[Unread]] = {}
    for unread in report.unread:
        because = without_advice(unread.because, audit.messages)
        groups.setdefault((unread.name.partition(".")[0], because), []).append(unread)
    for (table, because), group in groups.items():
        is_figure = table in report.definition.tables
        what = _figures(table, group, report) if is_figure else _label(group[0].name, report)
        yield UnreadLine(*whose, what, because, len(group) if is_figure else None, report)
    for note in report.notes:
        yield UnreadLine(*whose, audit.messages("audit.reader_says"), note, None, report)


def _figures(table: str, group: Sequence[Unread], report: AuditedReport) -> str:
    """Figures of one table: the table, and the only one or the first and the last."""
    messages = report.definition.messages
    names = [_label(one.name, report) for one in (group[0], group[-1])]
    span = names[0] if len(group) == 1 else messages("returned.range", first=names[0], last=names[1])
    if len(group) == sum(place.table == table for place in report.definition.places):
        return table_label(report.definition, table)
    return span


def _label(name: str, report: AuditedReport) -> str:
    """What a place, list, section or field is called."""
    definition = report.definition
    facts = next((facts for place, facts in definition.places.items() if str(place) == name), None)
    if facts is not None:
        return definition.messages("checks.place", row=facts.row_or_column_name, column=facts.column_name)
    if name in definition.narratives:
        return definition.narratives[name].heading
    if name in definition.lists:
        return table_label(definition, name)
    engine = {"agency": "agency", "year": definition.calendar.asked}
    if name in engine:
        return definition.messages(f"cover.{engine[name]}")
    field = definition.fields.get(name)
    return name if field is None else field.label
