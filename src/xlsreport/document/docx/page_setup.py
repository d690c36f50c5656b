"""The page: paper, margins, grid, page numbers, and the mark of a draft."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from xlsreport.document.docx.word_xml import element, field, paragraph, text_run, twips
from xlsreport.document.page_styles.page_style import PageStyle, points

_HALF_FOOTER_LINE = 3
"""Millimetres: half of a line of 18 pt, the height of the dashes beside the page number."""

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

IMAGE_TYPES = {"png": "png", "jpeg": "jpeg", "jpg": "jpeg", "gif": "gif", "bmp": "bmp", "emf": "x-emf", "wmf": "x-wmf"}
"""File suffixes of pictures, and their media types below ``image/``."""

Where = Literal["default", "even", "first"]
"""The pages of a header or footer: odd pages or all; even pages; the first page."""


@dataclass(frozen=True, slots=True)
class MarginImage:
    """A picture in a header or footer: its bytes, and the suffix of its name, such as ``png``."""

    ending: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Margin:
    """A header or footer.

    ``content`` is XML that declares every namespace beside Word's main one; ``images`` are its pictures by the id of a
    relationship, ``styles`` the ids of the styles of the office's document that it refers to.
    """

    kind: Literal["header", "footer"]
    where: Where
    content: str
    images: tuple[tuple[str, MarginImage], ...] = ()
    styles: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """The id of its relationship, and the stem of its part's name."""
        return f"{self.where}-{self.kind}"


@dataclass(frozen=True, slots=True)
class SectionSetup:
    """The paper of a section.

    ``first`` are the properties of the document's first section, without the references to headers and footers;
    ``later`` are those of a further one, which begins a page, has no title page and goes on counting. ``type_width`` is
    in twips.
    """

    first: str
    later: str
    type_width: int


@dataclass(frozen=True, slots=True)
class PageSetup:
    """The page set-up of a Word file.

    ``upright`` is the paper of the report, ``across`` that of sections with wide tables.
    ``settings`` are the elements that it needs in the document's settings, in the schema's order; ``kinds`` are the
    kinds of pages that it distinguishes.
    """

    upright: SectionSetup
    across: SectionSetup
    settings: str
    margins: tuple[Margin, ...]
    kinds: tuple[Where, ...]

    def paper(self, *, landscape: bool) -> SectionSetup:
        """The paper of a section."""
        return self.across if landscape else self.upright

    def section(self, *, landscape: bool, is_first: bool) -> str:
        """The properties of a section; a later one has the headers and footers of the first."""
        paper = self.paper(landscape=landscape)
        if not is_first:
            return element("sectPr", paper.later)
        references = (
            f'<w:{margin.kind}Reference w:type="{margin.where}" r:id="{margin.id}"/>' for margin in self.margins
        )
        return element("sectPr", *references, paper.first)


def own_page_setup(page_style: PageStyle, ids: Mapping[str, str]) -> PageSetup:
    """The page set-up of a page style."""
    is_outer = page_style.number_place == "outer"
    return PageSetup(
        upright=_own_section(page_style),
        across=_own_section(page_style.turned, orient="landscape"),
        settings=element("evenAndOddHeaders") if is_outer else "",
        margins=tuple(_page_numbers(page_style, ids)),
        kinds=("default", "even") if is_outer else ("default",),
    )


def _page_numbers(page_style: PageStyle, ids: Mapping[str, str]) -> Iterator[Margin]:
    """The page number in the middle, or at the outer side of odd and of even pages."""
    if page_style.number_place == "centre":
        yield _page_number("default", page_style, ids, element("jc", val="center"))
        return
    one = twips(page_style.page_number.size)
    outer = element("ind", rightChars=100, right=one) + element("jc", val="right")
    yield _page_number("default", page_style, ids, outer)
    yield _page_number("even", page_style, ids, element("ind", leftChars=100, left=one) + element("jc", val="left"))


def _own_section(page_style: PageStyle, **orientation: str) -> SectionSetup:
    page = page_style.page
    margins = {"top": page.top, "right": page.right, "bottom": page.bottom, "left": page.left}
    margins |= {"header": page.draft_below, "footer": page.bottom - page.number_below - _HALF_FOOTER_LINE, "gutter": 0}
    lengths = {side: twips(points(length)) for side, length in margins.items()}
    properties = "".join(
        (
            element("pgSz", w=twips(points(page.width)), h=twips(points(page.height)), **orientation),
            element("pgMar", **lengths),
            element("cols", space=0),
            _grid(page_style),
        )
    )
    return SectionSetup(properties, properties, twips(points(page.type_width)))


def _grid(page_style: PageStyle) -> str:
    """The document grid, which Word's page set-up shows as lines per page and characters per line.

    No style snaps to it. Word would fit the characters into the grid by negative spacing. LibreOffice gives a character
    two places if the grid is narrower, and with negative spacing loses punctuation at the ends of justified lines. So
    the lines come from the exact line pitch of the styles and the characters from their width
    (see :mod:`xlsreport.document.page_styles.page_style`), in both programs alike.
    """
    if not page_style.grid_characters:
        return element("docGrid", linePitch=twips(page_style.line_pitch))
    place = page_style.type_width / page_style.grid_characters
    # The difference to the body's character width in 4096ths of a point ([ISO/IEC 29500-1] 17.6.5).
    space = math.floor((place - page_style.body.size) * 4096)
    return element("docGrid", type="linesAndChars", linePitch=twips(page_style.line_pitch), charSpace=space)


def _page_number(where: Where, page_style: PageStyle, ids: Mapping[str, str], layout: str) -> Margin:
    hint = element("rFonts", hint=page_style.hint)
    before, after = page_style.number_dashes
    number = "".join((text_run(before, hint), field("PAGE", hint), text_run(after, hint)))
    return Margin("footer", where, paragraph(ids["footer"], number, layout))


def marked_as_draft(setup: PageSetup, mark: str) -> PageSetup:
    """The same page set-up with a mark above every header."""
    headers = {margin.where: margin for margin in setup.margins if margin.kind == "header"}
    every = (headers.get(kind, Margin("header", kind, "")) for kind in setup.kinds)
    marked = (replace(header, content=mark + header.content) for header in every)
    return replace(setup, margins=(*marked, *(margin for margin in setup.margins if margin.kind == "footer")))
