"""Reads what a page of a PDF draws."""

from __future__ import annotations

import pypdfium2

from xlsreport.published.publication.fixed_pages.drawing.drawn_page import DrawnPage
from xlsreport.published.publication.fixed_pages.drawing.page_cleaning import cleaned_page
from xlsreport.published.publication.fixed_pages.drawing.page_letters import page_text
from xlsreport.published.publication.fixed_pages.drawing.page_rules import page_rules


def drawn_page(page: pypdfium2.PdfPage, number: int) -> DrawnPage:
    """What a page draws; ``number`` counts from 1."""
    text = page_text(page)
    horizontal, vertical, pictures = page_rules(page, text.turn)
    return cleaned_page(number, text.letters, horizontal, vertical, pictures, text.unseen)
