"""Are the labels where the layout expects them? Figures are read by position, so their labels must be in place."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from xlsreport.layout.cells import CellRef
from xlsreport.layout.sheets import Layout
from xlsreport.messages import Messages
from xlsreport.submission.container import Workbook
from xlsreport.submission.submission import RejectedWorkbookError


@dataclass(frozen=True, slots=True)
class Displaced:
    """A label that is not where it should be."""

    cell: CellRef
    expected: str
    found: str


def check_anchors(workbook: Workbook, layout: Layout, messages: Messages) -> None:
    """Make sure that every sheet is there and every label of every table in its cell.

    Raises:
        RejectedWorkbookError: something is missing or elsewhere.
    """
    missing = [sheet for sheet in layout.sheets if sheet not in workbook.sheets]
    if missing:
        raise RejectedWorkbookError(messages("rejected.missing_sheet", sheet=missing[0]), layout.definition.name)
    displaced = list(_displaced(workbook, layout))
    if displaced:
        first = displaced[0]
        sentence = messages(
            "rejected.labels",
            sheet=first.cell.sheet,
            cell=first.cell.a1,
            expected=first.expected,
            found=first.found,
            count=len(displaced),
        )
        raise RejectedWorkbookError(sentence, layout.definition.name)


def _displaced(workbook: Workbook, layout: Layout) -> Iterator[Displaced]:
    for table in layout.tables.values():
        for label in table.grid.labels:
            cell = table.label_cell(label)
            found = workbook.text(cell.sheet, cell.row, cell.column)
            if comparable(found) != comparable(label.text):
                yield Displaced(cell, label.text, found)


def comparable(text: str) -> str:
    """A label as it is compared: width, quotes, blanks and line breaks do not count, since programs change them."""
    folded = unicodedata.normalize("NFKC", text).translate({ord("“"): '"', ord("”"): '"'})
    return "".join(folded.split())
