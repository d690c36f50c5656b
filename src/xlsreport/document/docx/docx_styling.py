"""The styling of a Word file: its styles, its page, and the ids by which its parts refer to styles."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from xlsreport.definition.paper_sizes import PageStyleName
from xlsreport.document.docx.page_setup import MAIN, PageSetup, own_page_setup
from xlsreport.document.docx.word_styles import OwnStyles, defaults, style_names
from xlsreport.document.docx.word_xml import DECLARATION, element
from xlsreport.document.page_styles.named_page_styles import page_style_named
from xlsreport.document.page_styles.page_style import PageStyle


@dataclass(frozen=True, slots=True, eq=False)
class DocxStyling:
    """The styles and the page that a report is set in.

    ``ids`` are the ids of its styles by role; ``styles`` and ``theme`` (empty if there is none) are complete parts of
    the file; ``table_size`` is the font size of the style for table texts, in points.
    """

    page_style: PageStyle
    language: str
    ids: Mapping[str, str]
    styles: str
    page: PageSetup
    table_size: float
    theme: str = ""

    @property
    def hint(self) -> str:
        """The run property that assigns punctuation shared by both scripts to one of them."""
        return f'<w:rFonts w:hint="{self.page_style.hint}"/>'


@lru_cache(maxsize=16)
def docx_styling(name: PageStyleName, language: str) -> DocxStyling:
    """The styling of a page style; the same for every report of its page style and language."""
    page_style, names = page_style_named(name), style_names(language)
    ids = {role: style.id for role, style in names.items()}
    writer = OwnStyles(page_style, names, ids, language)
    styles = element("styles", defaults(page_style, language), *map(writer.style, names))
    root = styles.replace("<w:styles>", f'<w:styles xmlns:w="{MAIN}">', 1)
    return DocxStyling(
        page_style, language, ids, DECLARATION + root, own_page_setup(page_style, ids), page_style.table.size
    )
