"""Over how many columns the cells of rows reach, by their widths."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise

from lxml import etree

from xlsreport.published.publication.web_page.markup.element_styles import StyleSource

_LENGTH = re.compile(r"(?:^|\s)(\d{1,5}(?:\.\d+)?)(%|px|em|rem|vw|pt)?$")
_SHARE = re.compile(r"\bcol-(?:(?:xs|sm|md|lg|xl|xxl)-)?(\d{1,2})$")
"""Classes of the grids of Bootstrap and its like, where a number says how many twelfths or so a cell takes."""
_SAME_EDGE = 0.012
"""Share of a row's width within which two edges are one: a third is written as 33 %."""

_Width = tuple[float, str]


def measured_spans(rows: Sequence[Sequence[etree._Element]], style_of: StyleSource) -> list[list[int]] | None:
    """For each cell of each row, over how many columns it reaches; None where widths do not say it for all of them."""
    measured = [[_width(cell, style_of) for cell in row] for row in rows]
    known = [[width for width in row if width is not None] for row in measured]
    if [len(row) for row in known] != [len(row) for row in rows] or len({unit for row in known for _, unit in row}) > 1:
        return None
    edges = [list(_edges([size for size, _ in row])) for row in known]
    columns = _apart(sorted(edge for row in edges for edge in row))
    places = [[_nearest(columns, edge) for edge in row] for row in edges]
    spans = [[right - left for left, right in pairwise(row)] for row in places]
    return spans if all(reach > 0 for row in spans for reach in row) else None


def _width(cell: etree._Element, style_of: StyleSource) -> _Width | None:
    style = style_of(cell)
    for stated in (style.width, style.flex):
        if (found := _LENGTH.search(stated)) is not None and float(found[1]) > 0:
            return float(found[1]), found[2] or ""
    shares = [found for name in cell.get("class", "").split() if (found := _SHARE.search(name)) is not None]
    return (float(shares[-1][1]), "") if shares else None


def _edges(sizes: Sequence[float]) -> Iterator[float]:
    """Where cells begin and the last ends, as shares of the row."""
    whole = sum(sizes)
    return (place / whole for place in accumulate(sizes, initial=0.0))


def _apart(edges: Sequence[float]) -> list[float]:
    """Edges without those that are the same as the one before."""
    found: list[float] = []
    for edge in edges:
        if not found or edge - found[-1] > _SAME_EDGE:
            found.append(edge)
    return found


def _nearest(columns: Sequence[float], edge: float) -> int:
    return min(range(len(columns)), key=lambda number: abs(columns[number] - edge))
