"""The status as a workbook: lists that an office sorts, filters and passes on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from xlsreport.messages import Messages
from xlsreport.round.ledger.records import Receipt
from xlsreport.round.status.decision_list import ReadableRuling, readable_rulings
from xlsreport.round.status.overview import AgencyStatus, ExcludedFile, Overview
from xlsreport.round.status.readable_findings import readable_explanations, readable_findings
from xlsreport.workbook.appearance.cell_styles import LATE, STATE
from xlsreport.workbook.office_list.list_sheet import ListValue, OfficeList, StyledText, list_bytes

_AGENCIES = (
    "roster.code",
    "roster.name",
    "roster.kind",
    "roster.parent",
    "status.state",
    "status.time_limit",
    "status.received",
    "severity.error",
    "severity.warning",
    "status.explained",
    "status.remarks",
    "roster.contact",
    "status.origin",
)
_FINDINGS = (
    "roster.code",
    "roster.name",
    "status.number",
    "status.sheet",
    "status.cell",
    "status.severity",
    "status.finding",
    "status.rule",
)
_EXPLANATIONS = ("roster.code", "roster.name", "status.number", "status.rule_demands", "status.explanation")
_KEPT_OUT = ("status.number", "status.received", "status.origin", "roster.code", "roster.name", "status.reason")


_DECISIONS = (
    "status.decided_on",
    "status.number",
    "roster.code",
    "roster.name",
    "status.decision",
    "status.reason",
)

_MAX_CELL_TEXT = 5_000
"""Characters of a text that a cell of the lists shows; Excel's own limit is 32,767, and the JSON has the whole."""

_Row = Sequence[ListValue]


def status_workbook(overview: Overview) -> bytes:
    """The status as the bytes of a workbook: agencies, findings, explanations, files that are kept out, decisions."""
    messages = overview.messages
    heading = f"{overview.title}  {overview.moment}  {overview.summary}"
    lists = [
        _list(messages, "agencies", heading, _AGENCIES, map(_agency, overview.lines)),
        _list(messages, "findings", messages("status.findings_guide"), _FINDINGS, _findings(overview)),
        _list(messages, "explanations", messages("status.explanations_guide"), _EXPLANATIONS, _explanations(overview)),
        _list(messages, "kept_out", messages("status.kept_out_guide"), _KEPT_OUT, _not_counted(overview)),
    ]
    if overview.state.rulings:
        guidance = messages("status.decisions_guide")
        lists.append(_list(messages, "decisions", guidance, _DECISIONS, map(_decision, readable_rulings(overview))))
    return list_bytes(overview.title, lists, messages)


def _list(messages: Messages, name: str, guidance: str, headings: Iterable[str], rows: Iterable[_Row]) -> OfficeList:
    shown = [[_shortened(value) for value in row] for row in rows]
    return OfficeList(messages(f"status.{name}"), guidance, [messages(key) for key in headings], shown)


def _shortened(value: ListValue) -> ListValue:
    return f"{value[:_MAX_CELL_TEXT]}……" if isinstance(value, str) and len(value) > _MAX_CELL_TEXT else value


def _agency(line: AgencyStatus) -> _Row:
    agency, telling = line.agency, line.state.telling
    counts = [line.counts[grade] if telling else None for grade in ("error", "warning", "explained")]
    standing = [StyledText(line.label, STATE[line.state.state]), StyledText(line.mark, LATE) if line.mark else ""]
    return [
        agency.code,
        agency.name,
        agency.kind,
        line.above,
        *standing,
        line.received,
        *counts,
        " ".join(line.remarks),
        agency.contact,
        telling.origin if telling else "",
    ]


def _findings(overview: Overview) -> Iterator[_Row]:
    for line in overview.lines:
        for receipt in line.relevant_files:
            for one in readable_findings(receipt, overview.round_.definition):
                grade = overview.grade(one.grade)
                yield [*_whose(line, receipt), one.sheet, one.cell, grade, one.message, one.rule]


def _explanations(overview: Overview) -> Iterator[_Row]:
    for line in overview.lines:
        for receipt in line.relevant_files:
            for one in readable_explanations(receipt, overview.round_.definition):
                yield [*_whose(line, receipt), one.statement, one.text]


def _whose(line: AgencyStatus, receipt: Receipt) -> list[ListValue]:
    return [line.agency.code, line.agency.name, receipt.number]


def _not_counted(overview: Overview) -> Iterator[_Row]:
    """The files that are kept out, and the agencies of which nothing is counted any more."""
    yield from map(_kept_out, overview.kept_out)
    for sentence in overview.changes:
        yield [None, "", "", "", "", sentence]


def _decision(one: ReadableRuling) -> _Row:
    agency = (one.agency.code, one.agency.name) if one.agency else ("", "")
    return [one.day, one.ruling.receipt, *agency, one.decision, one.ruling.reason]


def _kept_out(one: ExcludedFile) -> _Row:
    return [one.receipt.number, one.received, one.receipt.origin, one.code, one.name, one.sentence]
