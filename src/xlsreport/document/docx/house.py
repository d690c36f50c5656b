"""The faces and measures of a report on paper, one house style for each language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Face:
    """A typeface: fonts for Latin and for Chinese characters, size in points, width of the characters in per cent."""

    latin: str
    east_asian: str
    size: float
    bold: bool = False
    width: int = 100


@dataclass(frozen=True, slots=True)
class HouseStyle:
    """Everything that depends on the language of the report; lengths are in points.

    ``hint`` is the script that owns what both scripts have, such as “ ” and —. ``fallbacks`` are the fonts to
    take where one of the faces is not installed.
    """

    title: Face
    body: Face
    headings: tuple[Face, Face, Face, Face]
    table: Face
    page_number: Face
    draft: Face
    line_pitch: float
    title_pitch: float
    grid: str
    indent_characters: int
    heading_indent_characters: int
    gap_before_heading: float
    gap_after_paragraph: float
    gap_after_title: float
    alignment: str
    hint: str
    fallbacks: Mapping[str, str]


_TIMES = "Times New Roman"

# 22 lines of 28.95 pt fill 225 mm, and 28 characters of 15.68 pt fill 156 mm; 29 and 16 pt would not fit. The
# characters are made a little narrower: in a grid of characters that is narrower than they are, LibreOffice gives each
# of them two places, and with negative letter spacing it loses punctuation at the ends of justified lines.
_NARROWER = 98
_FANGSONG = Face(_TIMES, "仿宋_GB2312", 16, width=_NARROWER)
_HEITI = Face(_TIMES, "黑体", 16, width=_NARROWER)
_KAITI = Face(_TIMES, "楷体_GB2312", 16, width=_NARROWER)

CHINESE = HouseStyle(
    title=Face(_TIMES, "方正小标宋简体", 22),
    body=_FANGSONG,
    headings=(_HEITI, _KAITI, _FANGSONG, _FANGSONG),
    table=Face(_TIMES, "宋体", 10),
    page_number=Face("宋体", "宋体", 14),
    draft=Face(_TIMES, "黑体", 14),
    line_pitch=28.95,
    title_pitch=36,
    grid="lines",
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

PLAIN = HouseStyle(
    title=Face(_TIMES, _TIMES, 18, bold=True),
    body=Face(_TIMES, _TIMES, 12),
    headings=(
        Face(_TIMES, _TIMES, 14, bold=True),
        Face(_TIMES, _TIMES, 12, bold=True),
        Face(_TIMES, _TIMES, 12, bold=True),
        Face(_TIMES, _TIMES, 12),
    ),
    table=Face(_TIMES, _TIMES, 10),
    page_number=Face(_TIMES, _TIMES, 11),
    draft=Face(_TIMES, _TIMES, 12, bold=True),
    line_pitch=17,
    title_pitch=24,
    grid="default",
    indent_characters=0,
    heading_indent_characters=0,
    gap_before_heading=12,
    gap_after_paragraph=6,
    gap_after_title=18,
    alignment="left",
    hint="default",
    fallbacks={},
)
"""A plain layout for languages without an official one."""


def house_style(language: str) -> HouseStyle:
    """The style in which reports of a language are set."""
    return CHINESE if language.split("-")[0] == "zh" else PLAIN
