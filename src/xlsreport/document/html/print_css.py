"""The page style's paper and measures as CSS, for printing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from xlsreport.document.page_styles.page_style import AFTER_TABLE, BETWEEN_TABLES, Face, PageStyle, Paper, points


@dataclass(frozen=True, slots=True)
class PaperCss:
    """Values for the style sheet: ``@page`` (which takes no variables), and variables for the text."""

    size: str
    margin: str
    turned_size: str
    turned_margin: str
    number_place: Literal["outer", "centre"]
    number_dashes: tuple[str, str]
    number_size: str
    number_drop: str
    draft_size: str
    variables: Mapping[str, str]


def paper_css(page_style: PageStyle) -> PaperCss:
    """The page style's page and measures for a printed page."""
    page, number = page_style.page, page_style.page_number
    line = _NUMBER_LINE * number.size
    return PaperCss(
        size=_size(page),
        margin=_margin(page),
        turned_size=_size(page.turned),
        turned_margin=_margin(page.turned),
        number_place=page_style.number_place,
        number_dashes=page_style.number_dashes,
        number_size=f"{number.size:g}pt",
        # The dashes beside the number are at half the height of its line.
        number_drop=f"{points(page.number_below) - line / 2:.2f}pt",
        draft_size=f"{page_style.draft.size:g}pt",
        variables={
            "body-size": f"{page_style.body.size:g}pt",
            "body-spacing": _letter_spacing(page_style.body),
            "line-pitch": f"{page_style.line_pitch:g}pt",
            "title-size": f"{page_style.title.size:g}pt",
            "title-pitch": f"{page_style.title_pitch:g}pt",
            "title-gap": f"{page_style.gap_after_title:g}pt",
            "heading-size": f"{page_style.headings[0].size:g}pt",
            "caption-size": f"{page_style.picture_caption.size:g}pt",
            "heading-gap": f"{page_style.gap_before_heading:g}pt",
            "paragraph-gap": f"{page_style.gap_after_paragraph:g}pt",
            "after-table": f"{AFTER_TABLE:g}pt",
            "between-tables": f"{BETWEEN_TABLES:g}pt",
        },
    )


_NUMBER_LINE = 9 / 7
"""Line height of the page number in font sizes: 18 pt for 14 pt, as in the Word file."""


def _size(page: Paper) -> str:
    return f"{page.width:g}mm {page.height:g}mm"


def _margin(page: Paper) -> str:
    return " ".join(f"{side:g}mm" for side in (page.top, page.right, page.bottom, page.left))


def _letter_spacing(face: Face) -> str:
    """Letter spacing for the character width of a face; CSS cannot scale characters horizontally."""
    return f"{face.size * (face.width - 100) / 100:.2f}pt"
