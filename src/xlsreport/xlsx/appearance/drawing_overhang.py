"""How far drawings reach beyond the frames that their anchors give them, in shares of their size.

Programs draw the path of a freeform, the pointer of a callout, the bends of a connector and the members of a group
wherever they say, be it outside of the frame ([ECMA-376] part 1, 20.1.9 and 20.1.7.5).
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import NamedTuple

from xlsreport.opc.safe_xml import Element

_ANYWHERE = 10_000.0
"""The share of a drawing of which nobody can say how far it reaches."""
_MOVABLE = ("Callout", "onnector", "teardrop")
"""Parts of the names of shapes that an adjustment leads out of their frames; it is kept within those of all others."""
_FROM_CENTRE = ("wedge", "cloud")
"""Beginnings of the names of shapes whose adjustments are measured from their centre."""
_WHOLE = 100_000
"""Of adjustments, the size of the shape."""
_DEGREE = 60_000
_LITTLE = 0.02
"""A share that comes from rounding."""
_WITHIN = frozenset(["l", "t", "r", "b", "hc", "vc", "w", "h", "wd2", "wd4", "wd8", "hd2", "hd4", "hd8"])
"""Names of places within every shape (20.1.9.11)."""
_FRONT = "orthographicFront"


def overhang(anchor: Element) -> float:
    """The share of its height and width by which what is drawn at an anchor may reach beyond its frame."""
    own = [*map(_of_path, anchor.named("path")), *map(_of_adjustments, anchor.named("prstGeom"))]
    reach = 1 + max(own, default=0.0)
    for group in anchor.named("grpSp"):
        reach *= 1 + _of_members(group)
    return 0.0 if reach < 1 + _LITTLE else min(reach - 1, _ANYWHERE)


def is_turned_in_space(anchor: Element) -> bool:
    """Whether something of a drawing is looked at from a side, or from upside down (20.1.5.5)."""
    cameras = anchor.named("camera")
    angles = (turn.attributes.get(name, "0") for one in cameras for turn in one.all("rot") for name in turn.attributes)
    return any(one.attributes.get("prst", _FRONT) != _FRONT for one in cameras) or any(one != "0" for one in angles)


def _of_path(path: Element) -> float:
    """Of a freeform; arcs may reach as far as they are wide beyond where they begin."""
    wide, high = (_whole(path.attributes.get(name, "0")) for name in ("w", "h"))
    points, arcs = path.named("pt"), path.named("arcTo")
    along = [point.attributes.get("x", "0") for point in points], [point.attributes.get("y", "0") for point in points]
    radii = [arc.attributes.get("wR", "0") for arc in arcs], [arc.attributes.get("hR", "0") for arc in arcs]
    sizes = zip((wide, high), along, radii, strict=True)
    return max(_beyond(size, places, curves) for size, places, curves in sizes)


def _beyond(size: int | None, places: list[str], radii: list[str]) -> float:
    """Of places along one side of a frame of a size."""
    at = [_whole(place) for place in places if place not in _WITHIN]
    curves = [_whole(radius) for radius in radii if radius not in _WITHIN]
    known = [place for place in at if place is not None]
    curved = [2 * radius for radius in curves if radius is not None]
    if size is None or len(known) < len(at) or len(curved) < len(curves):
        return _ANYWHERE
    beyond = max(max((max(-place, place - size) for place in known), default=0), max(curved, default=0))
    return 0.0 if beyond <= 0 else min(_ANYWHERE, beyond / size) if size else _ANYWHERE


def _of_adjustments(shape: Element) -> float:
    """Of a shape with a name."""
    name = shape.attributes.get("prst", "")
    if not any(part in name for part in _MOVABLE):
        return 0.0
    formulas = [guide.attributes.get("fmla", "").split() for guide in shape.named("gd")]
    values = [_whole(words[1]) if len(words) == 2 and words[0] == "val" else None for words in formulas]
    least, greatest = (-_WHOLE // 2, _WHOLE // 2) if name.startswith(_FROM_CENTRE) else (0, _WHOLE)
    shares = (_ANYWHERE if one is None else max(least - one, one - greatest, 0) / _WHOLE for one in values)
    return max(shares, default=0.0)


class _Frame(NamedTuple):
    """A frame in the measures of its group."""

    left: float
    top: float
    right: float
    bottom: float


def _of_members(group: Element) -> float:
    """Of a group: by its members, one of which may be another group."""
    own = group.first("grpSpPr").first("xfrm")
    frame = _frame(own, "chOff", "chExt")
    if frame is None:
        return _ANYWHERE
    wide, high = max(frame.right - frame.left, 1.0), max(frame.bottom - frame.top, 1.0)
    shares = [0.0]
    for member in _members(group):
        inner = _frame(member, "off", "ext")
        if inner is None:
            return _ANYWHERE
        shares += [(frame.left - inner.left) / wide, (inner.right - frame.right) / wide]
        shares += [(frame.top - inner.top) / high, (inner.bottom - frame.bottom) / high]
    return max(shares)


def _members(group: Element) -> Iterator[Element]:
    """What says where the members of a group are."""
    for member in group.children:
        for properties in (*member.all("spPr"), *(member.all("grpSpPr") if member.local == "grpSp" else ())):
            yield from properties.all("xfrm")
        yield from member.all("xfrm") if member.local == "graphicFrame" else ()


def _frame(where: Element, corner: str, size: str) -> _Frame | None:
    """A frame, with the room that it takes when it is turned; None where it is not known."""
    place, extent = where.first(corner).attributes, where.first(size).attributes
    found = [_whole(place.get(name, "")) for name in ("x", "y")] + [
        _whole(extent.get(name, "")) for name in ("cx", "cy")
    ]
    turn = _whole(where.attributes.get("rot", "0")) if corner == "off" else 0
    left, top, wide, high = found
    if left is None or top is None or wide is None or high is None or turn is None:
        return None
    angle = math.radians(turn / _DEGREE)
    sine, cosine = abs(math.sin(angle)), abs(math.cos(angle))
    half_wide, half_high = (wide * cosine + high * sine) / 2, (high * cosine + wide * sine) / 2
    across, down = left + wide / 2, top + high / 2
    return _Frame(across - half_wide, down - half_high, across + half_wide, down + half_high)


def _whole(text: str) -> int | None:
    """A whole number; None for anything else."""
    digits = text.strip().removeprefix("-")
    if not (digits.isascii() and digits.isdecimal() and len(digits) < 16):
        return None
    return -int(digits) if text.strip().startswith("-") else int(digits)
