"""The audit as a workbook: lists that an office sorts, filters, prints and passes on."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple, TypeVar

from xlsreport.published.audit.audit_findings import AuditFinding, spot_text
from xlsreport.published.audit.audited_reports import Audit, AuditedReport, ComparedPublications, State
from xlsreport.published.audit.inputs.audit_inputs import AuditedFile
from xlsreport.published.audit.output.audit_wording import (
    advice,
    first_spot,
    further_spots,
    report_state,
    state_text,
    summary,
)
from xlsreport.published.audit.output.kind_counts import RuleCount, rule_counts
from xlsreport.published.audit.output.unread_lines import UnreadLine, unread_lines
from xlsreport.published.audit.publication_comparison import PrintedDifference
from xlsreport.published.imported_report import Spot
from xlsreport.submission.submission import shortened
from xlsreport.workbook.appearance.cell_styles import STATE
from xlsreport.workbook.draft.draft_calls import CellStyle
from xlsreport.workbook.office_list.list_sheet import FileLink, ListValue, OfficeList, StyledText, list_bytes
from xlsreport.workbook.office_list.sheet_columns import SheetColumn, list_of_columns

Row = TypeVar("Row")
_MAX_CELL_TEXT = 1_500
"""Characters of a text that a cell shows, about as many as a row of greatest height; the JSON has the whole."""
_STYLES: dict[State, CellStyle] = {
    "errors": STATE["errors"],
    "warnings": STATE["warnings"],
    "not_all_read": STATE["missing"],
    "clean": STATE["accepted"],
    "unreadable": STATE["missing"],
    "no_report": STATE["missing"],
}
_SEVERITIES: dict[str, CellStyle] = {"error": STATE["errors"], "warning": STATE["warnings"], "note": {}}


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the overview: a report, a file that cannot be read, or an agency without a report."""

    state: State
    agency: str
    level: str = ""
    period: str = ""
    file: AuditedFile | None = None
    report: AuditedReport | None = None
    remark: str = ""


class _Found(NamedTuple):
    report: AuditedReport
    finding: AuditFinding


class _Ranked(NamedTuple):
    rank: int | None
    report: AuditedReport


class _Different(NamedTuple):
    """A difference of two publications; of those without any the pair alone."""

    pair: ComparedPublications
    difference: PrintedDifference


def audit_workbook(audit: Audit, folder: Path) -> bytes:
    """The audit as the bytes of a workbook.

    Args:
        audit: what was found.
        folder: in which the workbook will be, from which files are linked.
    """
    return _AuditWorkbook(audit, folder).bytes()


class _AuditWorkbook:
    def __init__(self, audit: Audit, folder: Path) -> None:
        self._audit, self._folder, self._messages = audit, folder, audit.messages

    def bytes(self) -> bytes:
        """The workbook."""
        audit, messages = self._audit, self._messages
        lists = [
            self._list("overview", summary(audit), self._overview_columns(), _lines(audit)),
            self._list("findings", messages("audit.guide_findings"), self._finding_columns(), _found(audit)),
            self._list("ranking", messages("audit.guide_ranking"), self._ranking_columns(), _ranking(audit)),
            self._list("kinds", messages("audit.guide_kinds"), self._kind_columns(), rule_counts(audit)),
            self._list("unread", messages("audit.guide_unread"), self._unread_columns(), unread_lines(audit)),
        ]
        if audit.publications:
            none = PrintedDifference(messages("audit.no_difference"), "", "")
            pairs = [_Different(pair, one) for pair in audit.publications for one in pair.differences or (none,)]
            guidance = messages("audit.guide_publications", count=len(audit.publications))
            lists.append(self._list("publications", guidance, self._publication_columns(), pairs))
        return list_bytes(messages("audit.title"), lists, messages)

    def _list(self, name: str, guidance: str, columns: Sequence[SheetColumn[Row]], rows: Iterable[Row]) -> OfficeList:
        whole = list_of_columns(self._messages(f"audit.sheet_{name}"), guidance, columns, rows, self._messages)
        return replace(whole, rows=[[_shortened(value) for value in row] for row in whole.rows])

    def _link(self, file: AuditedFile | None) -> ListValue:
        """A link to a file, by its way from the workbook's folder; on another drive, by its whole path."""
        if file is None:
            return ""
        path = file.to_open.absolute()
        try:
            way = os.path.relpath(path, self._folder.absolute())
        except ValueError:
            way = str(path)
        return FileLink(way.replace(os.sep, "/"), file.name)

    def _overview_columns(self) -> tuple[SheetColumn[_Line], ...]:
        messages = self._messages

        def state(one: _Line) -> ListValue:
            said = report_state(one.report, messages) if one.report else state_text(one.state, messages)
            return StyledText(said, _STYLES[one.state])

        return (
            SheetColumn("audit.state", state),
            SheetColumn("audit.agency", lambda one: one.agency, 20),
            SheetColumn("audit.level", lambda one: one.level),
            SheetColumn("audit.period", lambda one: one.period),
            SheetColumn("audit.form", lambda one: one.report.definition.name if one.report else "", 28),
            SheetColumn("severity.error", lambda one: one.report.count("error") if one.report else None),
            SheetColumn("severity.warning", lambda one: one.report.count("warning") if one.report else None),
            SheetColumn("severity.note", lambda one: one.report.count("note") if one.report else None),
            SheetColumn("audit.printed", lambda one: one.report.counts.printed if one.report else None),
            SheetColumn("audit.blanks", lambda one: one.report.counts.blank if one.report else None),
            SheetColumn("audit.unread", lambda one: one.report.counts.unread if one.report else None),
            SheetColumn("audit.last_year", lambda one: one.report.compared_with if one.report else "", 22),
            SheetColumn("audit.file", lambda one: self._link(one.file), 28),
            SheetColumn("audit.remark", lambda one: one.remark, 36),
        )

    def _finding_columns(self) -> tuple[SheetColumn[_Found], ...]:
        messages = self._messages

        def severity(one: _Found) -> ListValue:
            return StyledText(messages(f"severity.{one.finding.severity}"), _SEVERITIES[one.finding.severity])

        return (
            SheetColumn("audit.agency", lambda one: one.report.agency, 16),
            SheetColumn("audit.period", lambda one: one.report.period, 8),
            SheetColumn("audit.severity", severity, 8),
            SheetColumn("audit.kind", lambda one: messages(f"audit.kind_{one.finding.kind}"), 13),
            SheetColumn("audit.label", lambda one: first_spot(one.finding).label, 20),
            SheetColumn("audit.where", lambda one: first_spot(one.finding).described(messages), 14),
            SheetColumn("audit.is_printed", lambda one: first_spot(one.finding).printed, 18),
            SheetColumn("audit.expected", lambda one: one.finding.expected, 10),
            SheetColumn("audit.finding", lambda one: one.finding.message, 44),
            SheetColumn("audit.further", lambda one: further_spots(one.finding, messages), 24),
            SheetColumn("audit.advice", lambda one: advice(one.finding, messages), 20),
            SheetColumn("audit.file", lambda one: self._link(one.report.file), 26),
            SheetColumn("audit.rule", lambda one: one.finding.rule, 20),
        )

    def _ranking_columns(self) -> tuple[SheetColumn[_Ranked], ...]:
        return (
            SheetColumn("audit.rank", lambda one: one.rank),
            SheetColumn("audit.agency", lambda one: one.report.agency, 20),
            SheetColumn("audit.level", lambda one: one.report.level),
            SheetColumn("audit.period", lambda one: one.report.period),
            SheetColumn("severity.error", lambda one: one.report.count("error")),
            SheetColumn("severity.warning", lambda one: one.report.count("warning")),
            SheetColumn("audit.blanks", lambda one: one.report.counts.blank),
            SheetColumn("severity.note", lambda one: one.report.count("note")),
            SheetColumn("audit.unread", lambda one: one.report.counts.unread),
            SheetColumn("audit.file", lambda one: self._link(one.report.file), 28),
        )

    def _kind_columns(self) -> tuple[SheetColumn[RuleCount], ...]:
        messages = self._messages
        return (
            SheetColumn("audit.kind", lambda one: messages(f"audit.kind_{one.kind}")),
            SheetColumn("audit.rule", lambda one: one.rule),
            SheetColumn("audit.demands", lambda one: one.statement, 44),
            SheetColumn("audit.reports", lambda one: one.reports),
            SheetColumn("audit.times", lambda one: one.findings),
            SheetColumn("severity.error", lambda one: one.severities["error"]),
            SheetColumn("severity.warning", lambda one: one.severities["warning"]),
            SheetColumn("severity.note", lambda one: one.severities["note"]),
            SheetColumn("audit.advice", lambda one: messages(f"audit.do_{one.kind}"), 40),
        )

    def _unread_columns(self) -> tuple[SheetColumn[UnreadLine], ...]:
        files = {report.file.name: report.file for report in self._audit.reports}
        files |= {one.file.name: one.file for one in self._audit.unreadable}
        return (
            SheetColumn("audit.agency", lambda one: one.agency, 20),
            SheetColumn("audit.period", lambda one: one.period),
            SheetColumn("audit.what", lambda one: one.what, 40),
            SheetColumn("audit.amount", lambda one: one.count),
            SheetColumn("audit.because", lambda one: one.because, 56),
            SheetColumn("audit.file", lambda one: self._link(files[one.file]), 28),
        )

    def _publication_columns(self) -> tuple[SheetColumn[_Different], ...]:
        messages = self._messages

        def at(spot: Spot | None) -> str:
            return "" if spot is None else spot_text(spot, messages)

        return (
            SheetColumn("audit.agency", lambda one: one.pair.one.agency, 20),
            SheetColumn("audit.period", lambda one: one.pair.one.period),
            SheetColumn("audit.label", lambda one: one.difference.label),
            SheetColumn("audit.first_prints", lambda one: one.difference.one, 40),
            SheetColumn("audit.second_prints", lambda one: one.difference.other, 40),
            SheetColumn("audit.first_at", lambda one: at(one.difference.spot)),
            SheetColumn("audit.second_at", lambda one: at(one.difference.other_spot)),
            SheetColumn("audit.first_file", lambda one: self._link(one.pair.one.file), 28),
            SheetColumn("audit.second_file", lambda one: self._link(one.pair.other.file), 28),
        )


def _shortened(value: ListValue) -> ListValue:
    return shortened(value, _MAX_CELL_TEXT) if isinstance(value, str) else value


def _lines(audit: Audit) -> Iterator[_Line]:
    """Reports, then files that cannot be read, then agencies without a report."""
    for report in audit.reports:
        yield _Line(
            report.state,
            report.agency,
            report.level,
            report.period,
            report.file,
            report,
            report.not_compared,
        )
    for one in audit.unreadable:
        level = one.line.level if one.line else ""
        yield _Line("unreadable", one.agency, level, "", one.file, None, one.because)
    for line in audit.missing:
        period = "" if line.year is None else str(line.year)
        remark = audit.messages("audit.named_file", file=line.file) if line.file else ""
        yield _Line("no_report", line.name, line.level, period, remark=remark)


def _found(audit: Audit) -> Iterator[_Found]:
    return (_Found(report, finding) for report, finding in audit.findings())


def _ranking(audit: Audit) -> Iterator[_Ranked]:
    return (_Ranked(rank, report) for rank, report in audit.ranked())
