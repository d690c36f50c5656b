"""Values of an OFD: numbers, boxes, transformations and lists of distances (GB/T 33190, 7)."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

Point = tuple[float, float]
POINTS = 72 / 25.4
"""Points in a millimetre, in which an OFD counts."""
_MAX_REPEATED = 100_000


def numbers(text: str | None) -> list[float]:
    """The numbers of a list that blanks part; what is none counts as 0."""
    return [_number(piece) for piece in (text or "").split()]


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0


def distances(text: str | None) -> Iterator[float]:
    """The distances between letters: numbers, of which ``g 3 4.5`` stands for three of 4.5."""
    pieces = iter((text or "").split())
    for piece in pieces:
        if piece == "g":
            count, size = _number(next(pieces, "0")), _number(next(pieces, "0"))
            yield from (size for _ in range(min(int(count), _MAX_REPEATED)))
        else:
            yield _number(piece)


class Placing:
    """Turns places within a thing that is drawn into places on the page, in points from its upper left."""

    def __init__(self, thing: etree._Element) -> None:
        box, matrix = numbers(thing.get("Boundary")), numbers(thing.get("CTM"))
        self._left, self._top = (box[0], box[1]) if len(box) == 4 else (0.0, 0.0)
        self.matrix = tuple(matrix) if len(matrix) == 6 else (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)

    def on_page(self, x: float, y: float) -> Point:
        """Where a place is on the page."""
        a, b, c, d, e, f = self.matrix
        return (a * x + c * y + e + self._left) * POINTS, (b * x + d * y + f + self._top) * POINTS


def local_name(element: etree._Element) -> str:
    """The name of an element without its namespace, which differs between programs."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def children(element: etree._Element | None, name: str) -> list[etree._Element]:
    """The children of an element that have a name."""
    return [] if element is None else [child for child in element if local_name(child) == name]


def child(element: etree._Element | None, name: str) -> etree._Element | None:
    """The first child of an element that has a name; None where there is none."""
    return next(iter(children(element, name)), None)
