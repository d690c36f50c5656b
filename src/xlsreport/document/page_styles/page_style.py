"""The faces and measures of a report on paper, one house style for each layout that a definition may name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from xlsreport.definition.declaration import Layout


def points(millimetres: float) -> float:
    """A length in millimetres in points, of which an inch of 25.4 mm has 72."""
    return millimetres / 25.4 * 72


@dataclass(frozen=True, slots=True)
class Face:
    """A typeface: fonts for Latin and for Chinese characters, size in points, width of the characters in per cent."""

    latin: str
    east_asian: str
    size: float
    bold: bool = False
    width: int = 100


@dataclass(frozen=True, slots=True)
class Page:
    """Paper, margins and the place of the page number, in millimetres.

    ``number_below`` is how far below the type area the page number's dashes stand, ``draft_below`` how far below the
    edge of the paper the mark of a draft.
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


@dataclass(frozen=True, slots=True)
class PageStyle:
    """Everything that the layout of a report decides; lengths are in points where they do not say otherwise.

    ``hint`` is the script that owns what both scripts have, such as “ ” and —. ``fallbacks`` are the fonts to
    take where one of the faces is not installed. ``grid_characters`` is how many characters the standard sets on a
    line, 0 where it counts none.
    """

    page: Page
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
    alignment: str
    hint: str
    fallbacks: Mapping[str, str]


DRAFT_RED = "C00000"
"""The colour of the mark of a draft, as hexadecimal digits."""

BETWEEN_TABLES = 6.0
"""Points that hold a table apart from another below it."""

AFTER_TABLE = 12.0
"""Points that hold a table apart from a heading or a text below it."""

_TIMES = "Times New Roman"

_A4 = Page(width=210, height=297, top=37, right=26, bottom=35, left=28, number_below=7)
"""GB/T 9704-2012, 5.1, 5.2 and 7.5: a type area of 156 mm by 225 mm on A4."""

# 22 lines of 28.95 pt fill 225 mm, and 28 characters of 15.68 pt fill 156 mm; 29 and 16 pt would not fit. The
# characters are made a little narrower: in a grid of characters that is narrower than they are, LibreOffice gives each
# of them two places, and with negative letter spacing it loses punctuation at the ends of justified lines.
_NARROWER = 98
_FANGSONG = Face(_TIMES, "仿宋_GB2312", 16, width=_NARROWER)
_HEITI = Face(_TIMES, "黑体", 16, width=_NARROWER)
_KAITI = Face(_TIMES, "楷体_GB2312", 16, width=_NARROWER)

GB_T_9704 = PageStyle(
    page=_A4,
    title=Face(_TIMES, "方正小标宋简体", 22),
    body=_FANGSONG,
    headings=(_HEITI, _KAITI, _FANGSONG, _FANGSONG),
    table=Face(_TIMES, "宋体", 10),
    picture_caption=Face(_TIMES, "宋体", 12),
    page_number=Face("宋体", "宋体", 14),
    draft=Face(_TIMES, "黑体", 14),
    line_pitch=28.95,
    title_pitch=36,
    grid_characters=28,
    indent_characters=2,
    heading_indent_characters=2,
    gap_before_heading=0,
    gap_after_paragraph=0,
    gap_after_title=28.95,
    alignment="both",
    hint="eastAsia",
    fallbacks={"方正小标宋简体": "宋体", "仿宋_GB2312": "仿宋", "楷体_GB2312": "楷体"},
)
"""Official documents of Chinese authorities: GB/T 9704-2012."""

PLAIN_PAGE_STYLE = PageStyle(
    page=_A4,
    title=Face(_TIMES, _TIMES, 18, bold=True),
    body=Face(_TIMES, _TIMES, 12),
    headings=(
        Face(_TIMES, _TIMES, 14, bold=True),
        Face(_TIMES, _TIMES, 12, bold=True),
        Face(_TIMES, _TIMES, 12, bold=True),
        Face(_TIMES, _TIMES, 12),
    ),
    table=Face(_TIMES, _TIMES, 10),
    picture_caption=Face(_TIMES, _TIMES, 10),
    page_number=Face(_TIMES, _TIMES, 11),
    draft=Face(_TIMES, _TIMES, 12, bold=True),
    line_pitch=17,
    title_pitch=24,
    grid_characters=0,
    indent_characters=0,
    heading_indent_characters=0,
    gap_before_heading=12,
    gap_after_paragraph=6,
    gap_after_title=18,
    alignment="left",
    hint="default",
    fallbacks={},
)
"""A plain layout for reports whose country prescribes none."""


_STYLES: Mapping[Layout, PageStyle] = {"gb-t-9704": GB_T_9704, "plain": PLAIN_PAGE_STYLE}


def page_style_named(layout: Layout) -> PageStyle:
    """The house style that goes by a layout's name."""
    return _STYLES[layout]
