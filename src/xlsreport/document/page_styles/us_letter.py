"""Reports of offices in the United States: Letter paper with margins of an inch."""

from __future__ import annotations

from dataclasses import replace

from xlsreport.document.page_styles.page_style import Face, Paper
from xlsreport.document.page_styles.plain import PLAIN_PAGE_STYLE

_INCH = 25.4
_TIMES = "Times New Roman"

US_LETTER = replace(
    PLAIN_PAGE_STYLE,
    # ANSI/ASME Y14.1, size A, which is Letter; an inch on every side is what word processors there begin with.
    page=Paper(
        width=8.5 * _INCH,
        height=11 * _INCH,
        top=_INCH,
        right=_INCH,
        bottom=_INCH,
        left=_INCH,
        number_below=9,
        draft_below=12,
    ),
    headings=(
        Face(_TIMES, _TIMES, 13, bold=True),
        Face(_TIMES, _TIMES, 12, bold=True),
        Face(_TIMES, _TIMES, 12, bold=True),
        Face(_TIMES, _TIMES, 12),
    ),
)
"""As offices of the United States publish."""
