"""What a page of an OFD draws: texts letter by letter, and the straight lines of its paths."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import chain, pairwise, repeat

from lxml import etree

from xlsreport.published.publication.fixed_pages.drawing.drawn_page import (
    UNKNOWN,
    DrawnLetter,
    DrawnPage,
    RulingLine,
)
from xlsreport.published.publication.fixed_pages.drawing.page_cleaning import cleaned_page
from xlsreport.published.publication.fixed_pages.ofd_drawing.ofd_values import (
    POINTS,
    Placing,
    Point,
    child,
    children,
    distances,
    local_name,
    numbers,
)

_ASCENT = 0.85
"""The part of a letter's body above its baseline."""
_NARROW = 0.55
"""Width of a Latin letter, in sizes, where the next does not tell it."""
_STRAIGHT, _THIN = 1.0, 3.0
"""Points: by which the ends of a line along an axis may differ, and how wide an area is that is seen as a line."""
_QUARTER, _SLANT = 90, 3
_OPAQUE = 255
_COORDINATES = {"M": 2, "L": 2, "S": 2, "Q": 4, "B": 6, "A": 7, "C": 0}
"""Numbers behind each letter of a path (GB/T 33190, 9.1)."""


def ofd_page(number: int, contents: Iterable[etree._Element], size: Point) -> DrawnPage:
    """A page, from its contents and those of its templates.

    Args:
        number: from 1.
        contents: the elements whose layers are drawn on it.
        size: its width and height in points.
    """
    letters: list[DrawnLetter] = []
    flat: list[RulingLine] = []
    high: list[RulingLine] = []
    pictures = 0.0
    for thing in chain.from_iterable(map(_things, contents)):
        match local_name(thing):
            case "TextObject":
                letters += _letters(thing)
            case "PathObject":
                for begin, end in _lines(thing):
                    if abs(begin[1] - end[1]) <= _STRAIGHT:
                        flat.append(RulingLine((begin[1] + end[1]) / 2, *sorted((begin[0], end[0]))))
                    elif abs(begin[0] - end[0]) <= _STRAIGHT:
                        high.append(RulingLine((begin[0] + end[0]) / 2, *sorted((begin[1], end[1]))))
            case "ImageObject":
                box = numbers(thing.get("Boundary"))
                pictures += box[2] * box[3] * POINTS * POINTS if len(box) == 4 else 0.0
            case _:
                pass
    share = min(1.0, pictures / (size[0] * size[1] or 1))
    return cleaned_page(number, letters, flat, high, share, paper=(0.0, size[0]))


def _things(content: etree._Element) -> Iterator[etree._Element]:
    """What the layers of a content draw, also within groups."""
    for element in content:
        if local_name(element) in ("Content", "Layer", "PageBlock"):
            yield from _things(element)
        else:
            yield element


def _letters(thing: etree._Element) -> Iterator[DrawnLetter]:
    """The letters of a text; one that is slanted is of a watermark or a seal, and one of no opacity is not seen."""
    placing = Placing(thing)
    a, b, c, d, _, _ = placing.matrix
    angle = math.degrees(math.atan2(-b, a)) % 360  # places grow downwards, turns are counter-clockwise
    turn = round(angle / _QUARTER) * _QUARTER
    if abs(angle - turn) > _SLANT or thing.get("Visible") == "false" or _opacity(thing) == 0:
        return
    said = thing.get("Size") or thing.get("size")  # some programs write it small
    size = (numbers(said) or [0.0])[0] * math.hypot(c, d) * POINTS
    for code in children(thing, "TextCode"):
        yield from _of_code(code, placing, size, turn % 360)


def _opacity(thing: etree._Element) -> float:
    colour = child(thing, "FillColor")
    own = [one.get("Alpha") for one in (thing, colour) if one is not None]
    return min((numbers(alpha)[0] for alpha in own if alpha), default=_OPAQUE)


def _of_code(code: etree._Element, placing: Placing, size: float, turn: int) -> Iterator[DrawnLetter]:
    text = code.text or ""
    across = chain(distances(code.get("DeltaX")), repeat(0.0))
    along = chain(distances(code.get("DeltaY")), repeat(0.0))
    x, y = ((numbers(code.get(name)) or [0.0])[0] for name in ("X", "Y"))
    places = []
    for _ in text:
        places.append(placing.on_page(x, y))
        x, y = x + next(across), y + next(along)
    for character, at, after in zip(text, places, [*places[1:], None], strict=True):
        yield _letter(character, at, after, size, turn)


def _letter(character: str, at: Point, after: Point | None, size: float, turn: int) -> DrawnLetter:
    """A letter at its place; ``after`` is where the next of its text stands."""
    is_wide = unicodedata.east_asian_width(character) in ("W", "F")
    width = size if is_wide else size * _NARROW
    if after is not None and turn == 0 and 0 < after[0] - at[0] < width:
        width = after[0] - at[0]
    seen = UNKNOWN if unicodedata.category(character) in ("Co", "Cn", "Cc") and not character.isspace() else character
    if turn % 180:
        top, bottom = (at[1] - width, at[1]) if turn == 90 else (at[1], at[1] + width)
        left, right = (at[0] - size * _ASCENT, at[0] + size * (1 - _ASCENT)) if turn == 90 else (at[0], at[0] + size)
        return DrawnLetter(seen, left, right, top, bottom, at[0], size, turn)
    return DrawnLetter(
        seen, at[0], at[0] + width, at[1] - size * _ASCENT, at[1] + size * (1 - _ASCENT), at[1], size, turn
    )


def _lines(thing: etree._Element) -> Iterator[tuple[Point, Point]]:
    """The straight pieces of a path that is drawn, and the middle lines of thin areas that it fills."""
    if thing.get("Visible") == "false":
        return
    data = child(thing, "AbbreviatedData")
    placing = Placing(thing)
    for points, is_curved in _subpaths((data.text or "") if data is not None else ""):
        placed = [placing.on_page(*point) for point in points]
        if thing.get("Stroke", "true") == "true" and not is_curved:
            yield from pairwise(placed)
        if thing.get("Fill") == "true":
            left, right = min(x for x, _ in placed), max(x for x, _ in placed)
            top, bottom = min(y for _, y in placed), max(y for _, y in placed)
            if bottom - top <= _THIN < right - left:
                yield (left, (top + bottom) / 2), (right, (top + bottom) / 2)
            elif right - left <= _THIN < bottom - top:
                yield ((left + right) / 2, top), ((left + right) / 2, bottom)


def _subpaths(text: str) -> Iterator[tuple[list[Point], bool]]:
    """The points of each part of a path, and whether it has curves."""
    points: list[Point] = []
    is_curved = False
    pieces = iter(text.split())
    for letter in pieces:
        behind = [(numbers(next(pieces, "0")) or [0.0])[0] for _ in range(_COORDINATES.get(letter, 0))]
        if letter in ("M", "S") and points:
            yield points, is_curved
            points, is_curved = [], False
        is_curved = is_curved or letter in ("Q", "B", "A")
        if behind:
            points.append((behind[-2], behind[-1]))
        elif letter == "C" and points:
            points.append(points[0])
    if points:
        yield points, is_curved
