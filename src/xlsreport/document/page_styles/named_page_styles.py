"""The page styles by the names that a definition gives them."""

from __future__ import annotations

from typing import assert_never

from xlsreport.definition.paper_sizes import PageStyleName
from xlsreport.document.page_styles.gb_t_9704 import GB_T_9704
from xlsreport.document.page_styles.page_style import PageStyle
from xlsreport.document.page_styles.plain import PLAIN_PAGE_STYLE
from xlsreport.document.page_styles.us_letter import US_LETTER


def page_style_named(name: PageStyleName) -> PageStyle:
    """The page style that a definition names."""
    match name:
        case "gb-t-9704":
            return GB_T_9704
        case "plain":
            return PLAIN_PAGE_STYLE
        case "us-letter":
            return US_LETTER
        case _:
            assert_never(name)
