"""Judges a submission: every rule on every place, all findings at once, in the order of the sheets."""

from __future__ import annotations

from collections.abc import Iterator

from xlsreport.checking.declared import declared_findings
from xlsreport.checking.evaluation import Values
from xlsreport.checking.findings import Finding
from xlsreport.checking.implied import ImpliedRules
from xlsreport.definition.definition import SEVERITIES
from xlsreport.layout.cells import CellRef
from xlsreport.layout.sheets import Layout, layout_of
from xlsreport.submission.formulas_left import cells_with_formulas
from xlsreport.submission.submission import Submission


def check(submission: Submission) -> tuple[Finding, ...]:
    """Apply all rules to a submission.

    Totals and rules are computed from the entries alone. Where the file displayed another total, the file is looked
    into once more to tell an overwritten formula from one that was not recalculated.

    Returns:
        All findings, in the order of the sheets and of the cells on each, graver ones first within a cell.
    """
    layout = layout_of(submission.definition)
    values = Values(submission)
    implied = ImpliedRules(submission, layout, values)
    findings = [
        *implied.findings(),
        *_displayed_totals(submission, layout, implied),
        *declared_findings(submission, layout, values),
    ]
    order = {sheet: number for number, sheet in enumerate(layout.sheets)}
    return tuple(sorted(findings, key=lambda f: (order[f.sheet], f.cells.first, SEVERITIES.index(f.severity), f.rule)))


def _displayed_totals(submission: Submission, layout: Layout, implied: ImpliedRules) -> Iterator[Finding]:
    wrong = implied.wrong_totals()
    if not wrong:
        return
    intact = _cells_with_formulas(submission, {layout.cell(place) for place in wrong})
    for place, found in wrong.items():
        yield implied.total(place, found, recalculable=layout.cell(place) in intact)


def _cells_with_formulas(submission: Submission, cells: set[CellRef]) -> frozenset[CellRef]:
    if submission.file is None:
        return frozenset()
    try:
        return cells_with_formulas(submission.file, cells)
    except OSError:
        return frozenset()
