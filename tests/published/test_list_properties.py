"""Lists as they may be printed: no figure is ever read into another line or column."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from published.test_list_matching import HEADINGS, form, unread
from support.depth import cases
from support.printed_publications import published_rows
from xlsreport.published.imported_report import PrintedLine
from xlsreport.published.matching.lists.list_matching import match_lists
from xlsreport.published.publication.publication import Block, Paragraph, Publication, PublishedCell, PublishedTable

COLUMNS = ("cluster", "code", "purpose", "amount", "owed", "begun")
KINDS = ("Student aid", "Research", "Other programmes")


@st.composite
def printed(draw: st.DrawFn) -> tuple[list[list[str]], list[Block]]:
    """The lines of a list, and how somebody printed them."""
    count = draw(st.integers(1, 9))
    lines = [
        [
            draw(st.sampled_from(KINDS)),
            f"C{number}",
            draw(st.sampled_from(["Maps", "Total care", "2025", "Books and charts"])),
            f"{draw(st.integers(0, 10**7)):,}",
            draw(st.sampled_from(["", "–", "0", "17", "1,200.50"])),
            draw(st.sampled_from(["", "3 March 2025", "2025-04-01"])),
        ]
        for number in range(count)
    ]
    order = draw(st.permutations(range(len(COLUMNS))))
    order = order[: draw(st.integers(3, len(COLUMNS)))]
    rows = [[row[column] for column in order] for row in lines]
    headings = [HEADINGS[column] for column in order]
    if draw(st.booleans()):
        rows, headings = [[str(n), *row] for n, row in enumerate(rows, start=1)], ["No.", *headings]
    blocks: list[Block] = []
    cuts = [*sorted(draw(st.sets(st.integers(1, count), max_size=2))), count]
    start = 0
    for page, end in enumerate(cuts, start=1):
        again = [headings] if page == 1 or draw(st.booleans()) else []
        if part := [*again, *rows[start:end]]:
            blocks += [Paragraph(f"– {page} –", page=page), _table(draw, page, part, len(again))]
        start = end
    return lines, blocks


def _table(draw: st.DrawFn, page: int, rows: Sequence[Sequence[str]], headings: int) -> PublishedTable:
    """A table, in which like cells one below the other may be merged, and cells without text left out."""
    cells = list(published_rows(page, rows, page).cells)
    if draw(st.booleans()):
        cells = list(_merged(cells, headings))
    if draw(st.booleans()):
        cells = [cell for cell in cells if cell.text]
    return PublishedTable(page, tuple(cells))


def _merged(cells: Sequence[PublishedCell], first: int) -> Sequence[PublishedCell]:
    found: dict[tuple[int, int], PublishedCell] = {}
    for cell in cells:
        above = found.get((cell.row - 1, cell.column))
        if above is not None and above.row >= first and above.text == cell.text:
            grown = PublishedCell(above.text, above.row, above.column, above.height + 1, 1, above.page)
            for row in range(grown.row, grown.row + grown.height):
                found[row, cell.column] = grown
        else:
            found[cell.row, cell.column] = cell
    return list({id(cell): cell for _, cell in sorted(found.items())}.values())


@pytest.mark.slow
@settings(max_examples=cases(150, 400), deadline=None, derandomize=True)
@given(printed())
def test_no_figure_is_read_into_another_line_or_column(case: tuple[list[list[str]], list[Block]]) -> None:
    lines, blocks = case
    found = match_lists(Publication("page.pdf", "pdf", tuple(blocks)), form())
    read = found.lines.get("grants", ())
    names = unread(found)
    if len(read) != len(lines):
        assert "grants" in names
    left = [dict(zip(COLUMNS, line, strict=True)) for line in lines]
    for line in read:
        at = next((number for number, truth in enumerate(left) if _is_of(line, truth)), None)
        assert at is not None, (line, lines)
        del left[: at + 1]  # lines come in the order in which they are printed


def _is_of(line: PrintedLine, truth: dict[str, str]) -> bool:
    """Whether everything that was read of a line is what is printed of it."""
    return all(_value(figure.entry) in (None, _plain(truth[place.column])) for place, figure in line.figures.items())


def _value(entry: Any) -> Any:
    if entry is None:
        return None
    return entry.stated if entry.number is None else Decimal(entry.number)


def _plain(text: str) -> Any:
    dates = {"3 March 2025": "2025-03-03"}
    digits = text.replace(",", "")
    return Decimal(digits) if digits.replace(".", "").isdecimal() and text != "2025" else dates.get(text, text)
