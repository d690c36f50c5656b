"""Renders a document as a Word file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xlsreport.document.content.model import Document
from xlsreport.document.docx.docx_package import docx_bytes
from xlsreport.document.docx.docx_styling import DocxStyling, docx_styling
from xlsreport.document.docx.style_document import StyleDocument
from xlsreport.document.docx.word_body import body_xml
from xlsreport.document.proof.rendering_content import RenderingContent

if TYPE_CHECKING:
    from xlsreport.document.format_protocol import RenderOptions

__all__ = ["hindrance", "read_back", "render", "render_docx"]


def render(document: Document, options: RenderOptions) -> bytes:
    """The report as a file, see :class:`xlsreport.document.format_protocol.OutputFormat`."""
    return render_docx(document, options.style)


def read_back(rendering: bytes) -> RenderingContent:
    """The content of a Word file."""
    from xlsreport.document.docx.docx_reader import read_docx  # needed by the proof only

    return read_docx(rendering)


def hindrance(language: str) -> str | None:
    """None: rendering needs nothing that is not installed with the project."""


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
