"""The report as a Word file that an office signs and publishes."""

from __future__ import annotations

from xlsreport.document.content.model import Document
from xlsreport.document.docx.docx_package import docx_bytes
from xlsreport.document.docx.docx_styling import DocxStyling, docx_styling
from xlsreport.document.docx.style_document import StyleDocument
from xlsreport.document.docx.word_body import body_xml

__all__ = ["render_docx"]


def render_docx(document: Document, style: StyleDocument | None = None) -> bytes:
    """Render a report as a ``.docx`` file; the same report gives the same bytes.

    Args:
        document: the report.
        style: whose styles and page it has, instead of those of its page style.
    """
    styling = _styling(document, style)
    return docx_bytes(document, body_xml(document, styling), styling)


def _styling(document: Document, style: StyleDocument | None) -> DocxStyling:
    if style is None:
        return docx_styling(document.page_style, document.language)
    from xlsreport.document.docx.style_import import imported_styles  # few reports have an office's own styles

    return imported_styles.imported_styling(style, document.page_style, document.language)
