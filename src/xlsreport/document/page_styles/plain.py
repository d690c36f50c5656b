"""A plain page style, for reports whose country prescribes none.

Paper, title, numbering and signature are those of the official one: reports have been set so.
"""

from __future__ import annotations

from xlsreport.document.page_styles.gb_t_9704 import A4, LEVELS, NUMBER_DASHES, SIGNATURE_INDENT, TITLE_BREAKING
from xlsreport.document.page_styles.page_style import Face, PageStyle

_TIMES = "Times New Roman"

PLAIN_PAGE_STYLE = PageStyle(
    page=A4,
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
    title_breaking=TITLE_BREAKING,
    levels=LEVELS,
    number_dashes=NUMBER_DASHES,
    signature_indent=SIGNATURE_INDENT,
    aligns_figures=True,
    least_figure_size=7,
)
"""For reports whose country prescribes none."""
