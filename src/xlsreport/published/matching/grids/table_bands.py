"""Parts a published table into bands: headings, and the rows that stand below them.

A row is told by what its cells say. Headings have words that the definition knows as column labels, and no figures.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from xlsreport.letter_case import caseless
from xlsreport.published.matching.grids.cell_grid import CellGrid, words_of
from xlsreport.published.matching.labels.expected_labels import ExpectedLabel
from xlsreport.published.matching.labels.vocabulary import LabelRole, Vocabulary
from xlsreport.published.publication.publication import PublishedCell

RowKind = Literal["blank", "caption", "heading", "body", "numbering"]
"""``numbering``: 甲, 1, 2, 3 below the headings."""

_COUNTERS = "件个项条次宗人份起例户名所册台篇期元百千万亿"
_FIGURE = re.compile(
    r"[(（]?\s*(?:人民币|[a-z]{0,3}[$£€¥￥])?\s*[+\-−–]?\s*[$£€¥￥]?\s*\d[\d,.\s\u00a0]*"
    rf"(?:%|‰|[{_COUNTERS}]{{0,4}}|[a-z]{{1,3}})\s*[)）]?\s*[。.]?(?:[(\[【〔].*[)\]】〕])?",
    re.DOTALL | re.IGNORECASE,
)
_NO_FIGURE = re.compile(r"\d{4}\s*(?:年.*|/.*|[-–—]\s*\d{2,4}.*)?")
_NOTHING = frozenset(
    ("/", "-", "--", "—", "——", "–", "\\", "无", "没有", "零", "nil", "none", "n/a", "不适用", "不涉及")
)


@dataclass(frozen=True, slots=True)
class Band:
    """Rows below the same headings.

    Attributes:
        captions: what is printed over the whole width above them, the nearest last.
        heading: the rows of the headings; none where a table begins with figures.
        body: the rows below them.
    """

    captions: tuple[PublishedCell, ...]
    heading: tuple[int, ...]
    body: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class HeadedBand:
    """A band in its table, and what else decides which columns its headings name.

    Attributes:
        grid: the table.
        band: the headings and the rows below them.
        context: labels that were printed above the table.
        every_cell_is_written: whether the format writes blank cells, too.
    """

    grid: CellGrid
    band: Band
    context: frozenset[ExpectedLabel]
    every_cell_is_written: bool


def is_figure(text: str) -> bool:
    """Whether a text looks like a figure, or like a mark for none."""
    folded = unicodedata.normalize("NFKC", text).strip()
    if caseless(folded) in _NOTHING:
        return True
    return (_FIGURE.fullmatch(folded) is not None and _NO_FIGURE.fullmatch(folded) is None) or folded.isdecimal()


def bands_of(grid: CellGrid, vocabulary: Vocabulary) -> Iterator[Band]:
    """The bands of a table, from the top down."""
    captions: list[PublishedCell] = []
    heading: list[int] = []
    body: list[int] = []
    blank: list[int] = []
    for row in range(grid.height):
        kind = _kind(grid.rows[row], row, vocabulary, at_top=not body)
        if kind in ("heading", "caption") and body:
            yield Band(tuple(captions), tuple(heading), tuple(body))
            captions, heading, body = [], [], []
        if kind == "blank":
            blank.append(row)
            continue
        if kind == "heading":
            heading.append(row)
        elif kind == "caption":
            captions += [cell for cell in grid.rows[row] if words_of(cell)]
            heading = [at for at in heading if _goes_on(grid, at, row)]
        elif kind == "body":
            body += [*blank, row] if heading or body else [row]
        blank = []
    if body or heading:
        yield Band(tuple(captions), tuple(heading), (*body, *blank))


def _goes_on(grid: CellGrid, heading: int, row: int) -> bool:
    """Whether a heading reaches down to a row below it."""
    return any(cell in grid.rows[row] for cell in grid.rows[heading])


def _kind(cells: Sequence[PublishedCell], row: int, vocabulary: Vocabulary, *, at_top: bool) -> RowKind:
    begun = [cell for cell in cells if words_of(cell) and cell.row == row]
    if not begun:
        return "blank"
    roles = [_roles(cell, vocabulary) for cell in begun]
    numbers = [words_of(cell).isdecimal() for cell in begun]
    if not all("column" in known for known, is_number in zip(roles, numbers, strict=True) if is_number):
        roles = [frozenset() if is_number else known for known, is_number in zip(roles, numbers, strict=True)]
    figures = sum(not known and is_figure(words_of(cell)) for cell, known in zip(begun, roles, strict=True))
    as_columns = sum("column" in known or "stub" in known for known in roles)
    as_rows = sum("row" in known for known in roles)
    if figures:
        return "numbering" if at_top and not as_rows and _numbers_columns(begun) else "body"
    if as_columns > as_rows or (at_top and len(begun) > 1 and "row" not in roles[0]):
        return "heading"
    if as_rows:
        return "body"
    return "caption" if len(begun) == 1 else "body"


def _roles(cell: PublishedCell, vocabulary: Vocabulary) -> frozenset[LabelRole]:
    return frozenset(match.role for match in vocabulary.matches(words_of(cell)))


def _numbers_columns(cells: Sequence[PublishedCell]) -> bool:
    """Whether the figures of a row are 1, 2, 3 …, as forms number their columns."""
    numbers = [words_of(cell) for cell in cells if is_figure(words_of(cell))]
    return len(numbers) > 1 and numbers == [str(number) for number in range(1, len(numbers) + 1)]
