"""The characters of a PDF page with the places where they are drawn, by marked content.

The structure of a PDF says in which order a program reads it aloud. What a person sees is another matter: fragments of
a word may be drawn among the lines of its neighbours. So each character comes with its place on the page.
"""

from __future__ import annotations

import ctypes
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

import pypdfium2
import pypdfium2.raw as pdfium

UNMARKED = -1
"""PDFium's answer where there is no marked content."""
_HYPHEN_AT_LINE_END = "\x02"
"""What PDFium gives for a hyphen at the end of a line; the page shows the hyphen."""
_MIN_OVERLAP = 1.0
"""Points; less is how letters of one word touch, and what rounding leaves."""


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character and where it is drawn: page, distance of its baseline from the paper's lower edge, left and right
    edge, all in points."""

    character: str
    page: int
    baseline: float
    left: float
    right: float


def marked_glyphs(page: pypdfium2.PdfPage, number: int) -> Mapping[int, list[Glyph]]:
    """The characters of a page by marked content id, in the order in which they are drawn.

    Args:
        page: the page.
        number: which page of the document it is.
    """
    owner = page.get_textpage()  # closes what ``raw`` points to as soon as nothing refers to it
    text_page = owner.raw
    marks: dict[int, int] = {}
    found: dict[int, list[Glyph]] = {}
    for index in range(pdfium.FPDFText_CountChars(text_page)):
        thing = pdfium.FPDFText_GetTextObject(text_page, index)
        if not thing:
            continue  # a blank or line end that PDFium adds
        address = ctypes.addressof(thing.contents)
        if address not in marks:
            marks[address] = pdfium.FPDFPageObj_GetMarkedContentID(thing)
        if marks[address] != UNMARKED:
            found.setdefault(marks[address], []).append(_glyph(text_page, index, number))
    return found


def _glyph(text_page: pdfium.FPDF_TEXTPAGE, index: int, number: int) -> Glyph:
    code = pdfium.FPDFText_GetUnicode(text_page, index)
    character = chr(code) if code <= 0x10FFFF else ""
    left, right, bottom, top, x, y = (ctypes.c_double() for _ in range(6))
    pdfium.FPDFText_GetCharBox(text_page, index, left, right, bottom, top)
    pdfium.FPDFText_GetCharOrigin(text_page, index, x, y)
    character = "-" if character == _HYPHEN_AT_LINE_END else character
    return Glyph(character, number, round(y.value, 1), left.value, right.value)


def read_aloud(glyphs: Iterable[Glyph]) -> str:
    """The text in the order in which it is drawn, which is the one that the structure gives."""
    units = "".join(glyph.character for glyph in glyphs)
    # PDFium gives a character beyond the basic plane as two surrogates.
    return units.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def as_seen(glyphs: Sequence[Glyph]) -> str | None:
    """The text in the order in which a person reads it: line by line, from left to right.

    Returns:
        None for scripts whose letters are not drawn in the order in which they are read.
    """
    text = read_aloud(glyphs)
    if any(unicodedata.category(letter) in ("Mn", "Mc") for letter in text):
        return None
    return read_aloud(sorted(glyphs, key=lambda glyph: (glyph.page, -glyph.baseline, glyph.left)))


def lines_as_drawn(glyphs: Iterable[Glyph]) -> list[str]:
    """The lines of a text, each with its characters from left to right, in whatever order they are read."""

    def line(glyph: Glyph) -> tuple[int, float]:
        return glyph.page, -glyph.baseline

    # All letters of a ligature have one place; PDFium gives them in the order in which they would stand there.
    ordered = sorted(glyphs, key=lambda glyph: (*line(glyph), glyph.left))
    return [read_aloud(run) for _, run in groupby(ordered, key=line)]


def overlapping(texts: Iterable[Sequence[Glyph]]) -> Iterator[tuple[int, int]]:
    """Pairs of texts, by their numbers, of which one is drawn over the other on the same line."""
    drawn = [(glyph, number) for number, glyphs in enumerate(texts) for glyph in glyphs if glyph.character.strip()]
    drawn.sort(key=lambda one: (one[0].page, -one[0].baseline, one[0].left))
    seen = set()
    for (before, first), (after, second) in pairwise(drawn):
        same_line = (before.page, before.baseline) == (after.page, after.baseline)
        if first != second and same_line and before.right - after.left > _MIN_OVERLAP:
            pair = (min(first, second), max(first, second))
            if pair not in seen:
                seen.add(pair)
                yield pair
