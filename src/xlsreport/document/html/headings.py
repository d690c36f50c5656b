"""Headings as a page has them: in an outline without gaps, whatever numbering an author skipped."""

from __future__ import annotations

from dataclasses import dataclass

from xlsreport.document.content.model import Heading


@dataclass(frozen=True, slots=True)
class HeadingView:
    """A heading: its element, the level of the numbering, by which it looks, and its text."""

    element: str
    level: int
    text: str


class OutlineLevels:
    """Gives each heading an element that is at most one level below the last one's, as screen readers count levels."""

    def __init__(self) -> None:
        self._above: list[int] = []

    def next(self, heading: Heading) -> HeadingView:
        """The heading that follows those before; the report's title is the h1."""
        self._above = [*(level for level in self._above if level < heading.level), heading.level]
        return HeadingView(f"h{len(self._above) + 1}", heading.level, heading.text)
