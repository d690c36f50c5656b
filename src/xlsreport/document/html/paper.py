"""How the page prints: the house style's paper and measures as a style sheet has them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from xlsreport.document.house import AFTER_TABLE, BETWEEN_TABLES, Face, HouseStyle, Page, points


@dataclass(frozen=True, slots=True)
class PaperCss:
    """Values for the style sheet: of ``@page``, which takes no variables, and the variables of the text."""

    size: str
    margin: str
    number_size: str
    number_drop: str
    draft_size: str
    variables: Mapping[str, str]


def paper_css(house: HouseStyle) -> PaperCss:
    """The house style's page and measures for a printed page."""
    page, number = house.page, house.page_number
    line = _NUMBER_LINE * number.size
    return PaperCss(
        size=f"{page.width:g}mm {page.height:g}mm",
        margin=_margin(page),
        number_size=f"{number.size:g}pt",
        # The dashes beside the number stand at half the height of its line.
        number_drop=f"{points(page.number_below) - line / 2:.2f}pt",
        draft_size=f"{house.draft.size:g}pt",
        variables={
            "body-size": f"{house.body.size:g}pt",
            "body-spacing": _letter_spacing(house.body),
            "line-pitch": f"{house.line_pitch:g}pt",
            "title-size": f"{house.title.size:g}pt",
            "title-pitch": f"{house.title_pitch:g}pt",
            "title-gap": f"{house.gap_after_title:g}pt",
            "heading-size": f"{house.headings[0].size:g}pt",
            "caption-size": f"{house.picture_caption.size:g}pt",
            "heading-gap": f"{house.gap_before_heading:g}pt",
            "paragraph-gap": f"{house.gap_after_paragraph:g}pt",
            "after-table": f"{AFTER_TABLE:g}pt",
            "between-tables": f"{BETWEEN_TABLES:g}pt",
        },
    )


_NUMBER_LINE = 9 / 7
"""Height of the page number's line for its size: 18 pt for 14 pt, as in the Word file."""


def _margin(page: Page) -> str:
    return " ".join(f"{side:g}mm" for side in (page.top, page.right, page.bottom, page.left))


def _letter_spacing(face: Face) -> str:
    """What makes full-width characters as wide as the face has them; style sheets cannot make them narrower."""
    return f"{face.size * (face.width - 100) / 100:.2f}pt"
