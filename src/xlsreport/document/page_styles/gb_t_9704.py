"""Official documents of Chinese authorities: GB/T 9704-2012."""

from __future__ import annotations

import re
from collections.abc import Mapping

from xlsreport.document.page_styles.page_style import Face, Levels, PageStyle, Paper, SiteRules, TitleBreaking

_TIMES = "Times New Roman"

A4 = Paper(width=210, height=297, top=37, right=26, bottom=35, left=28, number_below=7)
"""GB/T 9704-2012, 5.1, 5.2 and 7.5: a type area of 156 mm by 225 mm on A4."""

# 22 lines of 28.95 pt fill 225 mm, and 28 characters of 15.68 pt fill 156 mm; 29 pt and 16 pt would not fit. The
# characters are scaled to 98 per cent: in a character grid that is narrower than the characters, LibreOffice gives each
# two places, and with negative letter spacing it loses punctuation at the ends of justified lines.
_NARROWER = 98
_FANGSONG = Face(_TIMES, "仿宋_GB2312", 16, width=_NARROWER)
_HEITI = Face(_TIMES, "黑体", 16, width=_NARROWER)
_KAITI = Face(_TIMES, "楷体_GB2312", 16, width=_NARROWER)

LEVELS: Mapping[str, Levels] = {
    # GB/T 9704-2012, 7.3.3: 一、 （一） 1. （1）.
    "zh-CN": (
        (2, re.compile(r"[（(]\s*[一二三四五六七八九十]+\s*[）)]\s*")),
        (3, re.compile(r"\d{1,2}[.．、](?!\d)\s*")),
        (4, re.compile(r"[（(]\s*\d{1,2}\s*[）)]\s*")),
    ),
    "en": (
        (2, re.compile(r"\d{1,2}\.\d{1,2}\.?\s+(?![a-z])")),  # no figure, as in 1.5 million or 2.3 m
        (3, re.compile(r"\([a-z]\)\s+")),
    ),
}

TITLE_BREAKING = TitleBreaking(20, re.compile("自治区|自治[州县旗]|[省市县区旗州盟镇乡]"))
"""Lines broken by sense (GB/T 9704-2012, 7.3.1): 20 characters of 22 pt on 156 mm, a name after that of a place."""

NUMBER_DASHES = ("— ", " —")
"""GB/T 9704-2012, 7.5."""

SIGNATURE_INDENT = 4
"""GB/T 9704-2012, 7.3.5.1."""

_GOVERNMENT_SITES = SiteRules(
    names=(
        "SiteName",
        "SiteDomain",
        "SiteIDCode",
        "ColumnName",
        "ColumnType",
        "ColumnDescription",
        "ColumnKeywords",
        "ArticleTitle",
        "PubDate",
        "ContentSource",
        "Keywords",
        "Description",
    ),
    moments={"PubDate": "%Y-%m-%d %H:%M"},
    title="ArticleTitle",
    agency="ContentSource",
)
"""What pages of Chinese government sites carry: 政府网站发展指引（国办发〔2017〕47号）, on labels of pages."""

GB_T_9704 = PageStyle(
    page=A4,
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
    title_breaking=TITLE_BREAKING,
    levels=LEVELS,
    number_dashes=NUMBER_DASHES,
    signature_indent=SIGNATURE_INDENT,
    site=_GOVERNMENT_SITES,
    fallbacks={"方正小标宋简体": "宋体", "仿宋_GB2312": "仿宋", "楷体_GB2312": "楷体"},
)
"""Official documents of Chinese authorities: GB/T 9704-2012."""
