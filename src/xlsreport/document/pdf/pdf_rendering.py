"""Sets a document as a PDF: typst makes the pages, pikepdf completes their tags."""

from __future__ import annotations

from xlsreport.document.content.model import Document, PrintedTable
from xlsreport.document.pdf.pdf_fonts import FOLDERS, chinese_fonts
from xlsreport.document.pdf.pdf_tagging import tagged
from xlsreport.document.pdf.typesetting import NotShownError, has_font_for, is_copied_process, letters_of_signs, typeset
from xlsreport.document.pdf.typst_input import report_data
from xlsreport.document.unprintable_characters import unprintable_sentence
from xlsreport.errors import RenderingError
from xlsreport.messages.locales import messages_in

_SOME_CHINESE = "政府信息公开工作年度报告"


def render_pdf(document: Document) -> bytes:
    """Render a report as PDF/UA-1; the same report and the same fonts give the same bytes.

    Raises:
        RenderingError: there is no Chinese font, or none that has some character of the report; or the process was
            copied by ``fork`` after it had made a PDF.
    """
    reason = pdf_hindrance(document.language)
    if reason is not None:
        raise RenderingError(reason)
    try:
        data = report_data(document)
        pdf = typeset(data)
        if missing := letters_of_signs(data):
            raise NotShownError(missing)
    except NotShownError as error:
        messages = messages_in(document.language)
        raise RenderingError(
            unprintable_sentence("pdf.characters", error.characters, document.origin, messages)
        ) from None
    return tagged(pdf, [part for part in document.parts if isinstance(part, PrintedTable)])


def pdf_hindrance(language: str) -> str | None:
    """Why reports in a language cannot be set here, by this computer or process, and what to do; None if they can."""
    messages = messages_in(language)
    if is_copied_process():
        return messages("pdf.copied_process")
    if not language.startswith("zh") or chinese_fonts() or has_font_for(_SOME_CHINESE):
        return None
    return messages("pdf.no_font", variable=FOLDERS)
