"""Findings about cells that do not clearly state what they are asked for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from xlsreport.checking.findings import Finding
from xlsreport.definition.definition import Definition
from xlsreport.definition.tables.rule_declaration import Severity
from xlsreport.layout.cells import CellRange
from xlsreport.messages.written_dates import printed_date
from xlsreport.submission.submission import shortened
from xlsreport.submission.unclear_reasons import UnclearCell, UnclearReason
from xlsreport.values import date_of

_DOUBTS: Mapping[UnclearReason, tuple[str, Severity]] = {
    "nil": ("nil_return", "warning"),
    "year": ("kind", "error"),
    "year_mended": ("number", "warning"),
    "period": ("kind", "error"),
    "period_mended": ("number", "warning"),
    "text_error": ("kind", "error"),
    "text_value": ("kind", "warning"),
    "text_number": ("kind", "warning"),
    "text_parted": ("kind", "note"),
    "picture": ("kind", "error"),
    "object": ("kind", "error"),
    "struck": ("appearance", "warning"),
    "raised": ("appearance", "warning"),
    "reordered": ("appearance", "warning"),
    "formula": ("kind", "error"),
}
"""The rule and the severity of the finding about an unclear cell, by why it is unclear."""

_DIGITS_OF_DATES = 5
_YEARS_OF_DATES = range(1950, 2100)


def unclear_finding(definition: Definition, unclear: UnclearCell) -> Finding:
    """The finding about an unclear cell."""
    rule, severity = _DOUBTS[unclear.reason]
    text = definition.messages(f"finding.unclear_{unclear.reason}", found=shortened(unclear.typed))
    if unclear.reason == "text_number" and (day := _likely_date(unclear.typed)) is not None:
        text += definition.messages("finding.perhaps_date", day=printed_date(day, definition.locale))
    cells = CellRange(unclear.cell, unclear.cell)
    return Finding(rule, severity, unclear.name, cells, text, unclear.typed, fault=unclear.reason)


def _likely_date(typed: str) -> date | None:
    """The date that a number in place of a text may have been, if it is of our time."""
    day = date_of(int(typed)) if typed.isdecimal() and len(typed) == _DIGITS_OF_DATES else None
    return day if day is not None and day.year in _YEARS_OF_DATES else None
