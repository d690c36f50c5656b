"""Which cells lie under pictures, shapes and charts ([ECMA-376] part 1, 20.5.2: anchors of drawings)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from xlsreport.opc.safe_xml import Element

Sizes: TypeAlias = Callable[[int], float]
"""How high a row is, or how wide a column, in points, by its number from 0."""

_TO_POINT = 12_700
"""English Metric Units, in which drawings are measured."""
_ANCHORS = ("twoCellAnchor", "oneCellAnchor", "absoluteAnchor")
_MAX_STEPS = 20_000
"""Rows or columns over which a drawing is followed; no report has as many."""
_NOTHING = Element("", {})


@dataclass(frozen=True, slots=True)
class DrawnArea:
    """The cells that a drawing touches: first and last row and column, from 0."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int

    def covers(self, row: int, column: int) -> bool:
        """Whether it lies over a cell."""
        return self.first_row <= row <= self.last_row and self.first_column <= column <= self.last_column


def drawn_areas(drawing: Element, heights: Sizes, widths: Sizes) -> Iterator[DrawnArea]:
    """The areas of the drawings of a sheet that are shown.

    Args:
        drawing: The root of the part with the sheet's drawings.
        heights: Of the sheet's rows.
        widths: Of its columns.
    """
    for anchor in (item for item in drawing.descendants() if item.local in _ANCHORS):
        if not _is_hidden(anchor):
            yield anchored_area(anchor, heights, widths)


def anchored_area(anchor: Element, heights: Sizes, widths: Sizes) -> DrawnArea:
    """The area under what is drawn at an anchor; rows and columns as for :func:`drawn_areas`."""
    rows, columns = _along(anchor, "row", "y", heights), _along(anchor, "col", "x", widths)
    return DrawnArea(rows[0], columns[0], rows[1], columns[1])


def _is_hidden(anchor: Element) -> bool:
    """Whether the drawing is there and not shown; of a group, the whole of it."""
    first = next((item for item in anchor.descendants() if item.local == "cNvPr"), _NOTHING)
    return first.attributes.get("hidden", "0") in ("1", "true")


def _along(anchor: Element, name: str, axis: str, sizes: Sizes) -> tuple[int, int]:
    """The first and last row or column under a drawing."""
    begin, end = _child(anchor, "from"), _child(anchor, "to")
    first, offset = _marker(begin, name) if begin is not _NOTHING else (0, _points(_child(anchor, "pos"), axis))
    if end is not _NOTHING:
        last, beyond = _marker(end, name)
        return first, max(first, last if beyond > 0 else last - 1)
    first, offset = _walk(first, offset, sizes)
    last, rest = _walk(first, offset + _points(_child(anchor, "ext"), f"c{axis}"), sizes)
    return first, max(first, last if rest > 0 else last - 1)


def _walk(first: int, points: float, sizes: Sizes) -> tuple[int, float]:
    """The row or column at a distance in points from the beginning of another, and the offset in points within it."""
    for at in range(first, first + _MAX_STEPS):
        size = sizes(at)
        if points <= 0 or points < size:
            return at, points
        points -= size
    return first + _MAX_STEPS, 0.0


def _marker(marker: Element, name: str) -> tuple[int, float]:
    """A row or column, and how many points into it."""
    at, offset = (_number(_child(marker, part).text) for part in (name, f"{name}Off"))
    return at, offset / _TO_POINT


def _points(measured: Element, name: str) -> float:
    return _number(measured.attributes.get(name, "0")) / _TO_POINT


def _child(item: Element, local: str) -> Element:
    return next(iter(item.all(local)), _NOTHING)


def _number(text: str) -> int:
    """A whole number; 0 for anything else, and for positions before the sheet's first cell."""
    text = text.strip()
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 16 else 0
