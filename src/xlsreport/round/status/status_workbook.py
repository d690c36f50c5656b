"""The status as a workbook: lists that an office sorts, filters and passes on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple, TypeVar

from xlsreport.definition.paper_sizes import paper_of
from xlsreport.messages import Messages
from xlsreport.round.ledger.records import Receipt
from xlsreport.round.status.agency_columns import workbook_columns
from xlsreport.round.status.decision_list import ReadableRuling, readable_rulings
from xlsreport.round.status.overview import AgencyStatus, Overview
from xlsreport.round.status.readable_findings import (
    ReadableExplanation,
    ReadableFinding,
    readable_explanations,
    readable_findings,
)
from xlsreport.round.status.rule_counts import RuleCount, rule_counts
from xlsreport.workbook.office_list.list_sheet import ListValue, OfficeList, list_bytes
from xlsreport.workbook.office_list.sheet_columns import SheetColumn, list_of_columns

Row = TypeVar("Row")
_MAX_CELL_TEXT = 5_000
"""Characters of a text that a cell of the lists shows; Excel's own limit is 32,767, and the JSON has the whole."""


class _Finding(NamedTuple):
    """A finding, with the file that has it, the agency that sent the file, and the grade in words."""

    line: AgencyStatus
    receipt: Receipt
    finding: ReadableFinding
    grade: str


class _Explanation(NamedTuple):
    """An explanation, with the file that has it and the agency that sent the file."""

    line: AgencyStatus
    receipt: Receipt
    explanation: ReadableExplanation


class _NotCounted(NamedTuple):
    """A file that is kept out of the figures, or a sentence about agencies of which nothing is counted any more."""

    sentence: str
    number: int | None = None
    received: str = ""
    origin: str = ""
    code: str = ""
    name: str = ""


_WHOSE: tuple[SheetColumn[_Finding | _Explanation], ...] = (
    SheetColumn("roster.code", lambda one: one.line.agency.code),
    SheetColumn("roster.name", lambda one: one.line.agency.name),
    SheetColumn("status.number", lambda one: one.receipt.number),
)
_FINDINGS: tuple[SheetColumn[_Finding], ...] = (
    *_WHOSE,
    SheetColumn("status.sheet", lambda one: one.finding.sheet),
    SheetColumn("status.cell", lambda one: one.finding.cell),
    SheetColumn("status.severity", lambda one: one.grade),
    SheetColumn("status.finding", lambda one: one.finding.message),
    SheetColumn("status.rule", lambda one: one.finding.rule),
)
_EXPLANATIONS: tuple[SheetColumn[_Explanation], ...] = (
    *_WHOSE,
    SheetColumn("status.rule_demands", lambda one: one.explanation.statement),
    SheetColumn("status.explanation", lambda one: one.explanation.text),
)
_KEPT_OUT: tuple[SheetColumn[_NotCounted], ...] = (
    SheetColumn("status.number", lambda one: one.number),
    SheetColumn("status.received", lambda one: one.received),
    SheetColumn("status.origin", lambda one: one.origin),
    SheetColumn("roster.code", lambda one: one.code),
    SheetColumn("roster.name", lambda one: one.name),
    SheetColumn("status.reason", lambda one: one.sentence),
)
_DECISIONS: tuple[SheetColumn[ReadableRuling], ...] = (
    SheetColumn("status.decided_on", lambda one: one.day),
    SheetColumn("status.number", lambda one: one.ruling.receipt),
    SheetColumn("roster.code", lambda one: one.agency.code if one.agency else ""),
    SheetColumn("roster.name", lambda one: one.agency.name if one.agency else ""),
    SheetColumn("status.decision", lambda one: one.decision),
    SheetColumn("status.reason", lambda one: one.ruling.reason),
)

_RULES: tuple[SheetColumn[RuleCount], ...] = (
    SheetColumn("status.rule", lambda one: one.rule),
    SheetColumn("status.rule_demands", lambda one: one.statement),
    SheetColumn("status.rule_agencies", lambda one: one.agencies),
    SheetColumn("status.rule_files", lambda one: one.files),
    SheetColumn("status.rule_open", lambda one: one.open),
    SheetColumn("status.explained", lambda one: one.explained),
    SheetColumn("status.rule_unchecked", lambda one: one.unchecked),
)


def status_workbook(overview: Overview) -> bytes:
    """The status as the bytes of a workbook: agencies, findings, explanations, excluded files, rules, decisions."""
    messages = overview.messages
    heading = f"{overview.title}  {overview.moment}  {overview.summary}"
    agencies = [SheetColumn(column.heading, column.cell) for column in workbook_columns()]
    lists = [
        _list("agencies", heading, agencies, overview.lines, messages),
        _list("findings", messages("status.findings_guide"), _FINDINGS, _findings(overview), messages),
        _list("explanations", messages("status.explanations_guide"), _EXPLANATIONS, _explanations(overview), messages),
        _list("kept_out", messages("status.kept_out_guide"), _KEPT_OUT, _not_counted(overview), messages),
        _list("rules", messages("status.rules_guide"), _RULES, rule_counts(overview), messages),
    ]
    if overview.state.rulings:
        guidance = messages("status.decisions_guide")
        lists.append(_list("decisions", guidance, _DECISIONS, readable_rulings(overview), messages))
    paper = paper_of(overview.round_.definition.declaration.page_style)
    return list_bytes(overview.title, lists, messages, paper)


def _list(
    name: str, guidance: str, columns: Sequence[SheetColumn[Row]], rows: Iterable[Row], messages: Messages
) -> OfficeList:
    whole = list_of_columns(messages(f"status.{name}"), guidance, columns, rows, messages)
    return replace(whole, rows=[[_shortened(value) for value in row] for row in whole.rows])


def _shortened(value: ListValue) -> ListValue:
    return f"{value[:_MAX_CELL_TEXT]}……" if isinstance(value, str) and len(value) > _MAX_CELL_TEXT else value


def _findings(overview: Overview) -> Iterator[_Finding]:
    for line in overview.lines:
        for receipt in line.relevant_files:
            for one in readable_findings(receipt, overview.round_.definition):
                yield _Finding(line, receipt, one, overview.grade(one.grade))


def _explanations(overview: Overview) -> Iterator[_Explanation]:
    for line in overview.lines:
        for receipt in line.relevant_files:
            for one in readable_explanations(receipt, overview.round_.definition):
                yield _Explanation(line, receipt, one)


def _not_counted(overview: Overview) -> Iterator[_NotCounted]:
    for one in overview.kept_out:
        receipt = one.receipt
        yield _NotCounted(one.sentence, receipt.number, one.received, receipt.origin, one.code, one.name)
    yield from map(_NotCounted, overview.changes)
