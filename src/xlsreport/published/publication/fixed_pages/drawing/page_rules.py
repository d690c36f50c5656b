"""The ruling lines of a PDF page: lines that are drawn, thin areas that are filled, and edges of rectangles."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import pypdfium2
import pypdfium2.raw as pdfium

from xlsreport.published.publication.fixed_pages.drawing.drawn_page import RulingLine
from xlsreport.published.publication.fixed_pages.drawing.page_letters import turned

Point = tuple[float, float]
Matrix = tuple[float, float, float, float, float, float]

_PLAIN: Matrix = (1, 0, 0, 1, 0, 0)
_THIN = 3.0
"""Points: an area not wider than this is a line."""
_STRAIGHT = 1.0
"""Points by which the ends of a line along an axis may differ."""
_MOST = 0.6
_MAX_DEPTH = 8
_MAX_SEGMENTS = 200_000
"""Of a page; a map has more, and no tables."""


@dataclass(frozen=True, slots=True)
class PageRules:
    """What a page draws besides letters.

    Attributes:
        horizontal, vertical: its ruling lines.
        picture_share: which part of it pictures cover, from 0 to 1.
        hides_text: whether pictures lie over most of the page, its text below them, as programs for recognising text
            leave it.
    """

    horizontal: list[RulingLine]
    vertical: list[RulingLine]
    picture_share: float
    hides_text: bool


def page_rules(page: pypdfium2.PdfPage, turn: int) -> PageRules:
    """The ruling lines and pictures of a page.

    Args:
        page: the page.
        turn: by how many degrees its text is turned on the paper.
    """
    lines: list[tuple[Point, Point]] = []
    pictures = over_text = 0.0
    has_text = False
    for thing, matrix in _things(page.raw, _PLAIN, 0):
        kind = pdfium.FPDFPageObj_GetType(thing)
        has_text = has_text or kind == pdfium.FPDF_PAGEOBJ_TEXT
        if kind == pdfium.FPDF_PAGEOBJ_PATH and len(lines) < _MAX_SEGMENTS:
            lines += _lines_of_path(thing, matrix)
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            corners = [_placed(corner, matrix) for corner in _bounds(thing)]
            lines += _thin_area(corners)
            area = abs((corners[1][0] - corners[0][0]) * (corners[1][1] - corners[0][1]))
            pictures += area
            over_text += area if has_text and not pdfium.FPDFPageObj_HasTransparency(thing) else 0.0
    width, height = page.get_size()
    paper = width * height or 1
    upright = [(turned(*begin, turn), turned(*end, turn)) for begin, end in lines]
    flat = [RulingLine((a[1] + b[1]) / 2, *sorted((a[0], b[0]))) for a, b in upright if _is_along(a[1], b[1])]
    high = [RulingLine((a[0] + b[0]) / 2, *sorted((a[1], b[1]))) for a, b in upright if _is_along(a[0], b[0])]
    return PageRules(flat, high, min(1.0, pictures / paper), over_text > _MOST * paper)


def _is_along(one: float, other: float) -> bool:
    return abs(one - other) <= _STRAIGHT


def _things(container: object, matrix: Matrix, depth: int) -> Iterator[tuple[pdfium.FPDF_PAGEOBJECT, Matrix]]:
    """Everything that a page draws, also within groups, with what turns its places into places on the paper."""
    within = depth > 0
    count = (pdfium.FPDFFormObj_CountObjects if within else pdfium.FPDFPage_CountObjects)(container)
    get = pdfium.FPDFFormObj_GetObject if within else pdfium.FPDFPage_GetObject
    for number in range(count):
        thing = get(container, number)
        if not thing:
            continue
        if pdfium.FPDFPageObj_GetType(thing) != pdfium.FPDF_PAGEOBJ_FORM:
            yield thing, matrix
        elif depth < _MAX_DEPTH:
            yield from _things(thing, _after(_matrix(thing), matrix), depth + 1)


def _matrix(thing: pdfium.FPDF_PAGEOBJECT) -> Matrix:
    found = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(thing, found):
        return _PLAIN
    return found.a, found.b, found.c, found.d, found.e, found.f


def _after(first: Matrix, second: Matrix) -> Matrix:
    """The transformation that does one and then another."""
    a, b, c, d, e, f = first
    origin = _placed((e, f), second)
    across, along = second[:2], second[2:4]
    return (
        a * across[0] + b * along[0],
        a * across[1] + b * along[1],
        c * across[0] + d * along[0],
        c * across[1] + d * along[1],
        *origin,
    )


def _placed(point: Point, matrix: Matrix) -> Point:
    a, b, c, d, e, f = matrix
    return a * point[0] + c * point[1] + e, b * point[0] + d * point[1] + f


def _bounds(thing: pdfium.FPDF_PAGEOBJECT) -> tuple[Point, Point]:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    pdfium.FPDFPageObj_GetBounds(thing, left, bottom, right, top)
    return (left.value, bottom.value), (right.value, top.value)


def _lines_of_path(thing: pdfium.FPDF_PAGEOBJECT, outer: Matrix) -> Iterator[tuple[Point, Point]]:
    """The straight pieces of a path that is drawn, and the middle lines of thin areas that it fills."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(thing, fill, stroke)
    matrix = _after(_matrix(thing), outer)
    for points, is_curved in _subpaths(thing):
        placed = [_placed(point, matrix) for point in points]
        if stroke.value and not is_curved:
            yield from pairwise(placed)
        if fill.value:
            yield from _thin_area(placed)


def _subpaths(thing: pdfium.FPDF_PAGEOBJECT) -> Iterator[tuple[list[Point], bool]]:
    """The points of each part of a path, and whether it has curves."""
    points: list[Point] = []
    is_curved = False
    x, y = ctypes.c_float(), ctypes.c_float()
    for number in range(min(pdfium.FPDFPath_CountSegments(thing), _MAX_SEGMENTS)):
        segment = pdfium.FPDFPath_GetPathSegment(thing, number)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO and points:
            yield points, is_curved
            points, is_curved = [], False
        is_curved = is_curved or kind == pdfium.FPDF_SEGMENT_BEZIERTO
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        points.append((x.value, y.value))
        if pdfium.FPDFPathSegment_GetClose(segment):
            points.append(points[0])
    if points:
        yield points, is_curved


def _thin_area(points: Sequence[Point]) -> Iterator[tuple[Point, Point]]:
    """The middle line of an area that is so thin that it is seen as a line."""
    left, right = min(point[0] for point in points), max(point[0] for point in points)
    bottom, top = min(point[1] for point in points), max(point[1] for point in points)
    if top - bottom <= _THIN < right - left:
        yield (left, (bottom + top) / 2), (right, (bottom + top) / 2)
    elif right - left <= _THIN < top - bottom:
        yield ((left + right) / 2, bottom), ((left + right) / 2, top)
