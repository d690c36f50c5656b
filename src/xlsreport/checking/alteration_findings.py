"""Findings about alterations of a workbook."""

from __future__ import annotations

from decimal import Decimal

from xlsreport.checking.findings import Finding
from xlsreport.messages import Messages
from xlsreport.submission.alteration import Alteration
from xlsreport.values import number_text

_MAX_QUOTED_FORMULA = 40
"""Characters of a formula that a message quotes; a longer one can be read in its cell."""


def altered_finding(alteration: Alteration, messages: Messages) -> Finding:
    """The finding for an alteration: a note where it is harmless, a warning where somebody should look into it."""
    words = {name: _worded(name, value, messages) for name, value in alteration.values.items()}
    text = messages(f"altered.{alteration.kind.key}", **{"sheet": alteration.cells.sheet, "other_sheets": "", **words})
    return Finding(f"altered.{alteration.kind.rule}", alteration.kind.severity, "", alteration.cells, text)


def _worded(name: str, value: object, messages: Messages) -> object:
    """A value for a message: a formula in brackets, or nothing where it is long; the names of further sheets; a number
    as the language has it."""
    if isinstance(value, Decimal):
        return messages.number(number_text(value))
    if isinstance(value, list):
        sheets = messages("command.comma").join(value)
        return messages("altered.other_sheets", sheets=sheets) if value else ""
    if not name.startswith("formula_"):
        return value
    formula = str(value)
    return messages("altered.quoted_formula", formula=formula) if len(formula) <= _MAX_QUOTED_FORMULA else ""
