"""A plain page style on A4, for reports whose country prescribes none."""

from __future__ import annotations

from xlsreport.document.page_styles.gb_t_9704 import LEVELS, SIGNATURE_INDENT
from xlsreport.document.page_styles.page_style import Face, PageStyle, Paper, TitleBreaking

_TIMES = "Times New Roman"

PLAIN_PAGE_STYLE = PageStyle(
    page=Paper(width=210, height=297, top=25, right=25, bottom=25, left=25, number_below=9, draft_below=12),
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
    title_breaking=TitleBreaking(40),
    levels=LEVELS,
    number_dashes=("", ""),
    number_place="centre",
    signature_indent=SIGNATURE_INDENT,
    aligns_figures=True,
    least_figure_size=7,
    widens_labels=True,
    web_class="plain",
)
"""For reports whose country prescribes none."""
