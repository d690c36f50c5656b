"""Renders a document as an accessible PDF for print and archive.

Reading a PDF back needs other libraries than making one, and each is loaded for its own work only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from xlsreport.document.content.model import Document
from xlsreport.document.proof.rendering_content import RenderingContent

if TYPE_CHECKING:
    from xlsreport.document.format_protocol import RenderOptions

__all__ = ["hindrance", "read_back", "render"]


def render(document: Document, options: RenderOptions) -> bytes:
    """The report as a file, see :class:`xlsreport.document.format_protocol.OutputFormat`; it takes no option."""
    from xlsreport.document.pdf.pdf_rendering import render_pdf  # typst and pikepdf are needed to make one only

    return render_pdf(document)


def read_back(rendering: bytes) -> RenderingContent:
    """The content of a PDF."""
    from xlsreport.document.pdf.pdf_reader import read_pdf  # pypdfium2 is needed to read only

    return read_pdf(rendering)


def hindrance(language: str) -> str | None:
    """Why reports in a language cannot be set on this computer, and what to install; None if they can."""
    from xlsreport.document.pdf.pdf_rendering import pdf_hindrance  # as in render

    return pdf_hindrance(language)
