"""Columns of several years side by side, of which those of the year that the report is about are kept."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from xlsreport.published.matching.grids.table_bands import is_figure
from xlsreport.published.matching.lists.list_grid import ListGrid
from xlsreport.published.matching.printed_shapes.known_labels import KnownLabels
from xlsreport.published.matching.printed_shapes.relaid_tables import moved, relaid
from xlsreport.published.publication.publication import PublishedCell, PublishedTable
from xlsreport.submission.label_normalising import normalise_label

_YEAR = re.compile(
    r"(?:fy|year)?\s*(?P<year>(?:19|20)[0-9]{2})\s*(?:年度?|年数|财年|財年)?(?:数据?|数值|数量)?", re.IGNORECASE
)
_THIS = re.compile(r"(?:本年度?|今年|当年|this year|current year)(?:数|数据)?", re.IGNORECASE)
_LAST = re.compile(
    r"(?:上年度?|上一年度?|去年|last year|previous year|prior year|year before)(?:数|数据)?", re.IGNORECASE
)
_CHANGE = re.compile(
    r"(?:同比|比上年|较上年)?(?:增减|增长|变化|变动|升降|增幅|增长率)(?:率|幅度|情况|额|数|量)?[(（]?[%％]?[)）]?|同比|[%％]"
    r"|change(?: in)? ?[%(（)）]*|difference|variation",
    re.IGNORECASE,
)
_HEADING_ROWS = 4


@dataclass(frozen=True, slots=True)
class _YearCell:
    """A heading that says a year, or that a column is about a change between years (None)."""

    cell: PublishedCell
    year: int | None

    @property
    def columns(self) -> range:
        return range(self.cell.column, self.cell.column + self.cell.width)


def of_one_year(table: PublishedTable, year: int, known: KnownLabels) -> PublishedTable | None:
    """A table without the columns of other years; None where it has no such, or it is not certain which those are.

    Years stand over the same labels each, below the labels that they part, or alone where the form's table has a single
    column of figures. All rows have all cells: where one is missing, a figure may have moved from one year to another.
    """
    grid = ListGrid(table)
    for row in range(min(grid.height, _HEADING_ROWS)):
        cells = list(_year_cells(grid, row, year, known))
        said = {one.year for one in cells if one.year is not None}
        if len(said) > 1:
            is_clear = year in said and _is_whole(grid) and _fills_the_row(grid, cells)
            return _kept(grid, row, cells, year, known) if is_clear else None
        if any(is_figure(cell.text) and _said(cell.text, year) is None for cell in grid.filled(row)):
            return None
    return None


def _year_cells(grid: ListGrid, row: int, year: int, known: KnownLabels) -> Iterator[_YearCell]:
    for cell in grid.cells(row):
        said = _said(cell.text, year)
        if (said is not None or _CHANGE.fullmatch(_plain(cell.text))) and not known.knows(cell.text):
            yield _YearCell(cell, said)


def _said(text: str, year: int) -> int | None:
    plain = _plain(text)
    if (found := _YEAR.fullmatch(plain)) is not None:
        return int(found["year"])
    return year if _THIS.fullmatch(plain) else year - 1 if _LAST.fullmatch(plain) else None


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).split())


def _is_whole(grid: ListGrid) -> bool:
    return all(grid.cell(row, column) is not None for row in range(grid.height) for column in range(grid.width))


def _fills_the_row(grid: ListGrid, cells: Sequence[_YearCell]) -> bool:
    """Whether the years stand in all columns from the first of them on, so that none of their spans was lost."""
    covered = [column for one in cells for column in one.columns]
    sizes = {(one.cell.width, one.cell.height) for one in cells if one.year is not None}
    return covered == list(range(covered[0], grid.width)) and covered[0] > 0 and len(sizes) == 1


def _kept(grid: ListGrid, row: int, cells: Sequence[_YearCell], year: int, known: KnownLabels) -> PublishedTable | None:
    below = row + cells[0].cell.height
    said = {id(one.cell): "" for one in cells}
    labels = {_labels_below(grid, below, one) for one in cells if one.year is not None}
    if len(labels) > 1:
        return None
    if not labels.pop() and not _part_labels(grid, row, cells, known):
        label = _only_column(grid, below, cells[0].columns[0], known)
        if not label or len({one.year for one in cells}) < len(cells):
            return None
        said |= {id(one.cell): label for one in cells if one.year == year}
    dropped = {column for one in cells if one.year != year for column in one.columns}
    if any(_is_torn(cell, dropped) for cell in grid.table.cells if cell.row > row):
        return None
    return _without(grid, dropped, said)


def _labels_below(grid: ListGrid, top: int, one: _YearCell) -> tuple[str, ...]:
    """The headings below a year, row by row down to the figures."""
    found: list[str] = []
    for row in range(top, grid.height):
        texts = [grid.text(row, column) for column in one.columns]
        if not all(texts) or any(map(is_figure, texts)):
            break
        found += map(normalise_label, texts)
    return tuple(found)


def _part_labels(grid: ListGrid, row: int, cells: Sequence[_YearCell], known: KnownLabels) -> bool:
    """Whether labels of the form stand above the years, each over the same of them."""
    first = cells[0].columns[0]
    heads = [cell for cell in grid.cells(row - 1) if cell.column + cell.width > first] if row else []
    below = {
        tuple(one.year for one in cells if head.column <= one.columns[0] < head.column + head.width) for head in heads
    }
    is_same = len(below) == 1 and all(len(set(years)) == len(years) for years in below)
    return is_same and all(head.column >= first and known.knows(head.text) for head in heads)


def _only_column(grid: ListGrid, top: int, first: int, known: KnownLabels) -> str:
    """The label of the only column of the only table of the form whose rows these are; empty where there is none."""
    texts = (grid.text(row, column) for row in range(top, grid.height) for column in range(first))
    matches = (match for text in texts if text for match in known.certain(text) if match.role == "row")
    blocks = {id(match.block): match.block for match in matches}
    columns = next(iter(blocks.values())).columns if len(blocks) == 1 else ()
    own = columns[0].own if len(columns) == 1 else None
    return own.words[0] if own is not None and own.words else ""


def _is_torn(cell: PublishedCell, dropped: set[int]) -> bool:
    """Whether a cell stands in columns of several years."""
    columns = set(range(cell.column, cell.column + cell.width))
    return bool(columns & dropped) and not columns <= dropped and bool(cell.text.strip())


def _without(grid: ListGrid, dropped: set[int], said: Mapping[int, str]) -> PublishedTable:
    kept = [column for column in range(grid.width) if column not in dropped]
    cells = []
    for cell in grid.table.cells:
        columns = [kept.index(column) for column in range(cell.column, cell.column + cell.width) if column in kept]
        if columns:
            there = moved(cell, grid.table, cell.row, columns[0], cell.height, len(columns))
            cells.append(replace(there, text=said.get(id(cell), cell.text)))
    return relaid(grid.table, cells)
