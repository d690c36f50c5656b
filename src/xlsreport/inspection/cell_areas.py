"""Groups altered cells into areas, so that each gets a finding."""

from __future__ import annotations

from collections.abc import Iterable

from xlsreport.layout.cells import CellRange, CellRef, rectangles

_MAX_AREAS = 6
"""Areas of one sheet that get a finding each; more of them get one finding together."""


def grouped_areas(cells: Iterable[CellRef]) -> list[tuple[CellRange, int]]:
    """Cells grouped into areas, each with its number of cells; many areas count as one, found at the first."""
    known = set(cells)
    areas = rectangles(known)
    if len(areas) > _MAX_AREAS:
        return [(areas[0], len(known))]
    return [(area, sum(cell in area for cell in known)) for area in areas]
