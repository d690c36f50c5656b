"""What tells at little cost whether somebody altered the sheets of a workbook, beside those that were given out."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache

from xlsreport.submission.source import Facts, SheetFacts
from xlsreport.submission.told import untold
from xlsreport.xlsx.sheet import Sheet
from xlsreport.xlsx.workbook import OpenedWorkbook


def facts_of(workbook: OpenedWorkbook, told: Collection[str] = (), returned_sheet: str = "") -> Facts:
    """The facts of a workbook.

    Args:
        workbook: as it was opened.
        told: digests of what a returned workbook says itself, see :mod:`xlsreport.submission.told`.
        returned_sheet: the sheet that it has besides, because it was returned.
    """
    known = frozenset(told)
    comments = {
        name: sum([not known or bool(untold(text, known)) for _, text in said])
        for name, said in workbook.comments.items()
    }
    return {
        name: _facts(sheet, comments[name])
        for name, sheet in workbook.sheets.items()
        if not known or name != returned_sheet or comments[name]  # which nobody of the office has written there
    }


def _facts(sheet: Sheet, comments: int) -> SheetFacts:
    return SheetFacts(
        formulas=sheet.form.formulas,
        broken=sheet.form.broken,
        merged=frozenset(sheet.frame.merged),
        hidden_rows=sheet.form.hidden_rows,
        hidden_columns=tuple(stretches(_hidden_columns(sheet))),
        is_protected=sheet.frame.is_protected,
        comments=comments,
        texts=sheet.form.texts,
    )


@lru_cache(maxsize=4096)
def plain_formula(text: str) -> str:
    """A formula without what programs write otherwise though they mean the same; two that still differ may mean it."""
    plain = "".join(letter for letter in text.upper() if letter not in " $'\n")
    return plain.lstrip("=").replace("_XLFN.", "")


def _hidden_columns(sheet: Sheet) -> Iterator[tuple[int, int]]:
    return ((some.first, some.last) for some in sheet.frame.columns if some.is_hidden or some.width == 0)


def stretches(columns: Iterable[tuple[int, int]]) -> Sequence[tuple[int, int]]:
    """Columns as stretches without gaps, however they were joined and separated."""
    found: list[tuple[int, int]] = []
    for first, last in sorted(columns):
        begin = found.pop()[0] if found and found[-1][1] + 1 >= first else first
        found.append((begin, last))
    return found
