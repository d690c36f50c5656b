"""What drawing gives: the same picture for the web and for programs that show no SVG."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawing as an SVG document and as a PNG file; its size is in points."""

    svg: str
    png: bytes
    width: float
    height: float
