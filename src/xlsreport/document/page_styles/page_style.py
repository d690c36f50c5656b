"""What a page style decides about a document: faces, measures, title, numbering, signature, and what a site must state.

Everything that a standard for documents prescribes is a field here, so that a new standard is one more entry beside
:mod:`~xlsreport.document.page_styles.gb_t_9704` and :mod:`~xlsreport.document.page_styles.plain`, and nothing else in
the project asks for a style by its name.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal


def points(millimetres: float) -> float:
    """Convert millimetres to points (72 to an inch of 25.4 mm)."""
    return millimetres / 25.4 * 72


@dataclass(frozen=True, slots=True)
class Face:
    """A typeface: fonts for Latin and for Chinese characters, size in points, character width in per cent."""

    latin: str
    east_asian: str
    size: float
    bold: bool = False
    width: int = 100


@dataclass(frozen=True, slots=True)
class Paper:
    """Paper, margins and the place of the page number, in millimetres.

    ``number_below`` is the distance from the type area down to the dashes of the page number, ``draft_below`` that from
    the paper's upper edge to the mark of a draft.
    """

    width: float
    height: float
    top: float
    right: float
    bottom: float
    left: float
    number_below: float
    draft_below: float = 20

    @property
    def type_width(self) -> float:
        """How wide the type area is, in millimetres."""
        return self.width - self.left - self.right

    @property
    def type_height(self) -> float:
        """How high the type area is, in millimetres."""
        return self.height - self.top - self.bottom

    @property
    def turned(self) -> Paper:
        """The same paper turned to the left, so that the edge where it is bound becomes the upper one."""
        return replace(
            self,
            width=self.height,
            height=self.width,
            top=self.left,
            right=self.top,
            bottom=self.right,
            left=self.bottom,
        )


Levels = tuple[tuple[int, re.Pattern[str]], ...]
"""Levels of headings below a section's own, which has the first, each with how its number looks."""


@dataclass(frozen=True, slots=True)
class TitleBreaking:
    """How a title that begins with the agency's name is set on lines.

    ``characters`` fit on a line of the title's size. ``name_ends`` matches where a longer name may be broken, near its
    middle; None where names are not broken.
    """

    characters: int
    name_ends: re.Pattern[str] | None = None


@dataclass(frozen=True, slots=True)
class SiteRules:
    """What a page must state about the site that publishes it, where a standard says so.

    ``names`` are the names of ``meta`` elements that may be given, in their order; ``moments`` are the formats of those
    that are moments, as :meth:`~datetime.datetime.strptime` reads them. ``title`` and ``agency`` are the names of those
    that the report itself knows.
    """

    names: tuple[str, ...]
    moments: Mapping[str, str]
    title: str
    agency: str


@dataclass(frozen=True, slots=True)
class PageStyle:
    """Everything that a page style decides; lengths are in points where they do not say otherwise.

    Args:
        page: paper and margins.
        title: the face of each kind of text, and so on to ``draft``; ``headings`` are those of levels 1 to 4.
        line_pitch: from one line of the body to the next.
        title_pitch: the same for lines of the title.
        grid_characters: how many characters the standard sets on a line; 0 where it counts none.
        indent_characters: how far the first line of a paragraph is indented, in characters of the body.
        heading_indent_characters: the same for headings.
        gap_before_heading: above a heading.
        gap_after_paragraph: below a paragraph.
        gap_after_title: below the title.
        alignment: of running text: justified (``both``), or at the left margin.
        hint: the script that owns what Chinese and Latin script share, such as “ ” and —.
        fallbacks: by a font's name the one to take where it is not installed.
        title_breaking: how the title is set on lines.
        levels: by language, how numbers tell the levels of headings.
        number_dashes: what stands before and after a page number.
        aligns_figures: figures stand at the right of their column, with digits in groups and as many decimals each;
            otherwise in the middle, as they were entered.
        least_figure_size: to which a figure that is too long for its column is made smaller, in points; where that is
            not enough, the table is set across the page. 0 where a form keeps its paper whatever its figures.
        widens_labels: row labels get the room that a table's figures leave, so that few of them are wrapped.
        number_place: where on the page its number stands: at the outer side, or in the middle.
        web_class: the class of a web page's body, by which ``report.css`` sets it.
        signature_indent: characters that a signature and its date keep free at the right.
        site: what a page must state about its site; None where any name may be given.
    """

    page: Paper
    title: Face
    body: Face
    headings: tuple[Face, Face, Face, Face]
    table: Face
    picture_caption: Face
    page_number: Face
    draft: Face
    line_pitch: float
    title_pitch: float
    grid_characters: int
    indent_characters: int
    heading_indent_characters: int
    gap_before_heading: float
    gap_after_paragraph: float
    gap_after_title: float
    alignment: Literal["both", "left"]
    hint: Literal["eastAsia", "default"]
    title_breaking: TitleBreaking
    levels: Mapping[str, Levels]
    number_dashes: tuple[str, str]
    signature_indent: int
    number_place: Literal["outer", "centre"] = "outer"
    web_class: str = "gb-t-9704"
    aligns_figures: bool = False
    least_figure_size: float = 0
    widens_labels: bool = False
    fallbacks: Mapping[str, str] = field(default_factory=dict)
    site: SiteRules | None = None

    @property
    def type_width(self) -> float:
        """How wide the type area is, in points."""
        return points(self.page.type_width)

    @property
    def turned(self) -> PageStyle:
        """The same style on paper across, for wide tables."""
        return replace(self, page=self.page.turned)


DRAFT_RED = "C00000"
"""The colour of the mark of a draft, as hexadecimal digits."""

BETWEEN_TABLES = 6.0
"""Space between two tables, in points."""

AFTER_TABLE = 12.0
"""Space between a table and a heading or text below it, in points."""
