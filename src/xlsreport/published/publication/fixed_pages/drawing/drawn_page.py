"""What a page of a PDF draws: letters and ruling lines, in points from its upper left, with its text upright."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from xlsreport.published.publication.fixed_pages.drawing.tagged_paragraphs import TaggedParagraph

UNKNOWN = "\ufffd"
"""Stands for a letter that the file does not tell, or that another is drawn over."""


RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
"""What digits become that stand above the line, as the marks of notes do."""


@dataclass(frozen=True, slots=True)
class DrawnLetter:
    """A letter.

    Attributes:
        character: what it is; :data:`UNKNOWN` where the file does not tell.
        left, right, top, bottom: its body; right is where the next may begin.
        baseline: on which it stands; where it is turned sideways, counted from the left.
        size: of its font.
        turn: by how many degrees it is turned against the text of the page: 0, 90, 180 or 270, counter-clockwise.
        paragraph: the one that it belongs to, where the file is tagged.
    """

    character: str
    left: float
    right: float
    top: float
    bottom: float
    baseline: float
    size: float
    turn: int = 0
    paragraph: TaggedParagraph | None = None

    @property
    def middle(self) -> tuple[float, float]:
        """The middle of its body."""
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2

    @property
    def is_blank(self) -> bool:
        """Whether nothing is seen of it."""
        return self.character.isspace()


@dataclass(frozen=True, slots=True)
class RulingLine:
    """A straight line along an axis: ``at`` its place on the other axis, from ``begin`` to ``end`` on its own."""

    at: float
    begin: float
    end: float

    @property
    def length(self) -> float:
        """How long it is."""
        return self.end - self.begin


@dataclass(frozen=True, slots=True)
class DrawnPage:
    """A page; ``number`` counts from 1.

    Attributes:
        letters: what is seen of its text, without watermarks.
        horizontal, vertical: its ruling lines.
        picture_share: which part of it pictures cover, from 0 to 1.
        recognised: how many letters are there unseen, as a program for recognising text puts them under a picture.
        struck: how many letters were left out because a line goes through them.
        begin, end: where the paper begins and ends from left to right; alike where that is not known.
    """

    number: int
    letters: tuple[DrawnLetter, ...]
    horizontal: tuple[RulingLine, ...]
    vertical: tuple[RulingLine, ...]
    picture_share: float = 0.0
    recognised: int = 0
    struck: int = 0
    begin: float = 0.0
    end: float = 0.0


def with_whole_characters(letters: Sequence[DrawnLetter]) -> str:
    """The characters of letters; PDFium gives one beyond the basic plane as two surrogates."""
    units = "".join(letter.character for letter in letters)
    return units.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
