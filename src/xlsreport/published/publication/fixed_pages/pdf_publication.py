"""Reads a PDF: letters and lines by their places, whatever its structure says."""

from __future__ import annotations

from collections.abc import Iterator

import pypdfium2
import pypdfium2.raw as pdfium

from xlsreport.messages import Messages
from xlsreport.parallel.one_at_a_time import BY_PDFIUM
from xlsreport.published.publication.fixed_pages.drawing.drawn_page import DrawnPage
from xlsreport.published.publication.fixed_pages.drawing.page_cleaning import cleaned_page
from xlsreport.published.publication.fixed_pages.drawing.page_letters import page_text, turned
from xlsreport.published.publication.fixed_pages.drawing.page_rules import page_rules
from xlsreport.published.publication.fixed_pages.publication_of_pages import publication_of_pages
from xlsreport.published.publication.publication import Publication
from xlsreport.published.publication.unreadable import UnreadablePublicationError

_MAX_PAGES = 1_000


@BY_PDFIUM
def read_pdf_publication(data: bytes, name: str, messages: Messages) -> Publication:
    """What a PDF shows.

    Raises:
        UnreadablePublicationError: it is encrypted, damaged, of pictures only, or does not tell what its letters are.
    """
    return publication_of_pages(list(_pages(data)), name, "pdf", messages)


def _pages(data: bytes) -> Iterator[DrawnPage]:
    try:
        with pypdfium2.PdfDocument(data) as document:
            if len(document) > _MAX_PAGES:
                raise UnreadablePublicationError("too_much")
            if document.get_formtype() in (pdfium.FORMTYPE_ACRO_FORM, pdfium.FORMTYPE_XFA_FOREGROUND):
                document.init_forms()
            for number in range(len(document)):
                page = document[number]
                if document.formenv:
                    pdfium.FPDFPage_Flatten(page, pdfium.FLAT_NORMALDISPLAY)  # what was filled in becomes text
                    page = document[number]
                yield drawn_page(page, number + 1)
    except pypdfium2.PdfiumError as error:
        is_locked = error.err_code == pdfium.FPDF_ERR_PASSWORD
        raise UnreadablePublicationError("encrypted" if is_locked else "damaged") from None


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
