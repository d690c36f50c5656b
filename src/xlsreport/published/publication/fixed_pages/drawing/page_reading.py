"""Reads what a page of a PDF draws."""

from __future__ import annotations

import pypdfium2

from xlsreport.published.publication.fixed_pages.drawing.drawn_page import DrawnPage
from xlsreport.published.publication.fixed_pages.drawing.page_cleaning import cleaned_page
from xlsreport.published.publication.fixed_pages.drawing.page_letters import page_text, turned
from xlsreport.published.publication.fixed_pages.drawing.page_rules import page_rules


def drawn_page(page: pypdfium2.PdfPage, number: int) -> DrawnPage:
    """What a page draws; ``number`` counts from 1."""
    text = page_text(page)
    rules = page_rules(page, text.turn)
    letters = () if rules.hides_text else text.letters
    unseen = text.unseen + len(text.letters) - len(letters)
    corners = (turned(x, y, text.turn)[0] for x in (0.0, page.get_width()) for y in (0.0, page.get_height()))
    edges = sorted(corners)
    paper = edges[0], edges[-1]
    return cleaned_page(number, letters, rules.horizontal, rules.vertical, rules.picture_share, unseen, paper)
