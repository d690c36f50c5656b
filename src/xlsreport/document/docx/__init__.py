"""The report as a Word file that an office signs and publishes."""

from __future__ import annotations

from xlsreport.document.docx.body import body_xml
from xlsreport.document.docx.look import Look, house_look
from xlsreport.document.docx.package import packed
from xlsreport.document.docx.style_document import StyleDocument
from xlsreport.document.model import Document

__all__ = ["render_docx"]


def render_docx(document: Document, style: StyleDocument | None = None) -> bytes:
    """Render a report as a ``.docx`` file; the same report gives the same bytes.

    Args:
        document: the report.
        style: whose styles and page it has, instead of those of its layout.
    """
    look = _look(document, style)
    return packed(document, body_xml(document, look), look)


def _look(document: Document, style: StyleDocument | None) -> Look:
    if style is None:
        return house_look(document.layout, document.language)
    from xlsreport.document.docx.adopting.styles import adopted_look  # few reports have an office's own styles

    return adopted_look(style, document.layout, document.language)
