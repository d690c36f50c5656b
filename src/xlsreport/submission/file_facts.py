"""What tells at little cost whether somebody altered the sheets of a workbook, beside those that were given out."""

from __future__ import annotations

from collections.abc import Collection

from xlsreport.submission.source import Facts, SheetFacts
from xlsreport.submission.told import untold
from xlsreport.xlsx.sheet import Sheet
from xlsreport.xlsx.workbook import OpenedWorkbook

_LOST = "#REF!"
"""What a reference becomes when the cells that it leads to are deleted."""


def facts_of(workbook: OpenedWorkbook, told: Collection[str] = (), returned_sheet: str = "") -> Facts:
    """The facts of a workbook.

    Args:
        workbook: as it was opened.
        told: digests of what a returned workbook says itself, see :mod:`xlsreport.submission.told`.
        returned_sheet: the sheet that it has besides, because it was returned.
    """
    known = frozenset(told)
    return {
        name: _facts(sheet, sum([not known or bool(untold(text, known)) for _, text in workbook.comments[name]]))
        for name, sheet in workbook.sheets.items()
        if not (known and name == returned_sheet)
    }


def _facts(sheet: Sheet, comments: int) -> SheetFacts:
    rows = sheet.rows.values()
    with_formulas = [row for row in rows if row.formulas]
    return SheetFacts(
        formulas=tuple([(row.number, tuple(row.formulas)) for row in with_formulas]),
        broken=sum([_LOST in formula for row in with_formulas for formula in row.formulas.values()]),
        merged=frozenset(sheet.frame.merged),
        hidden_rows=tuple([row.number for row in rows if row.is_hidden or row.height == 0]),
        hidden_columns=tuple(sorted(_hidden_columns(sheet))),
        is_protected=sheet.frame.is_protected,
        comments=comments,
    )


def _hidden_columns(sheet: Sheet) -> Collection[tuple[int, int]]:
    """The columns out of sight, as stretches without gaps, however a program joins and separates them."""
    found: list[tuple[int, int]] = []
    for some in sorted(sheet.frame.columns, key=lambda one: one.first):
        if some.is_hidden or some.width == 0:
            first = found.pop()[0] if found and found[-1][1] + 1 >= some.first else some.first
            found.append((first, some.last))
    return found
