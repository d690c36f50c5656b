"""The report as a PDF for print and archive, which those who cannot see it can have read to them."""

from __future__ import annotations

from xlsreport.document.model import Document, Table
from xlsreport.document.pdf.contents import report_data
from xlsreport.document.pdf.fonts import FOLDERS, chinese_fonts
from xlsreport.document.pdf.tagging import tagged
from xlsreport.document.pdf.typesetting import NotShownError, shows, typeset
from xlsreport.document.unprintable import told
from xlsreport.errors import RenderingError
from xlsreport.messages import messages_for

__all__ = ["hindrance", "render_pdf"]

_SOME_CHINESE = "政府信息公开工作年度报告"


def render_pdf(document: Document) -> bytes:
    """Render a report as PDF/UA-1; the same report and the same fonts give the same bytes.

    Raises:
        RenderingError: there is no Chinese font, or none that has some character of the report.
    """
    reason = hindrance(document.language)
    if reason is not None:
        raise RenderingError(reason)
    try:
        pdf = typeset(report_data(document))
    except NotShownError as error:
        messages = messages_for(document.language)
        raise RenderingError(told("pdf.characters", error.characters, document.origin, messages)) from None
    return tagged(pdf, [part for part in document.parts if isinstance(part, Table)])


def hindrance(language: str) -> str | None:
    """Why reports in a language cannot be set on this computer, and what to install; None where they can."""
    if not language.startswith("zh") or chinese_fonts() or shows(_SOME_CHINESE):
        return None
    return messages_for(language)("pdf.no_font", variable=FOLDERS)
