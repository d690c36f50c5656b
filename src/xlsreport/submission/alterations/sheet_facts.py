"""Collects the facts of a file by which it is compared cheaply with the workbook that was given out."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache

from xlsreport.spreadsheet.opened_spreadsheet import OpenedSheet, OpenedSpreadsheet
from xlsreport.submission.identity.issued_text import lines_not_issued
from xlsreport.submission.identity.source_file import FileFacts, SheetFacts


def facts_of(workbook: OpenedSpreadsheet, issued_digests: Collection[str] = (), returned_sheet: str = "") -> FileFacts:
    """The facts of a workbook.

    Args:
        workbook: as it was opened.
        issued_digests: digests of the lines that the office wrote into a returned workbook, see
            :mod:`xlsreport.submission.identity.issued_text`.
        returned_sheet: the name of the sheet that only returned workbooks have.
    """
    known = frozenset(issued_digests)
    comments = {
        name: sum([not known or bool(lines_not_issued(text, known)) for _, text in comments])
        for name, comments in workbook.comments.items()
    }
    return {
        name: _facts(sheet, comments[name])
        for name, sheet in workbook.sheets.items()
        if not known or name != returned_sheet or comments[name]  # comments there are somebody else's
    }


def _facts(sheet: OpenedSheet, comments: int) -> SheetFacts:
    return SheetFacts(
        formulas=sheet.formula_columns,
        broken=sheet.broken_formulas,
        merged=frozenset(sheet.merged),
        hidden_rows=sheet.hidden_rows,
        hidden_columns=tuple(stretches(sheet.hidden_columns)),
        is_protected=sheet.is_protected,
        comments=comments,
        texts=sheet.formula_texts,
    )


@lru_cache(maxsize=4096)
def plain_formula(text: str) -> str:
    """A formula without the differences between programs that are cheap to remove; the rest may still mean the same."""
    plain = "".join(letter for letter in text.upper() if letter not in " $'\n")
    return plain.lstrip("=").replace("_XLFN.", "")


def stretches(columns: Iterable[tuple[int, int]]) -> Sequence[tuple[int, int]]:
    """Column ranges merged where they touch, however the file divides them."""
    found: list[tuple[int, int]] = []
    for first, last in sorted(columns):
        begin = found.pop()[0] if found and found[-1][1] + 1 >= first else first
        found.append((begin, last))
    return found
