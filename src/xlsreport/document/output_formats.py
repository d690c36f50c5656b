"""Renders a document in one of the formats that there are."""

from __future__ import annotations

from collections.abc import Mapping
from types import ModuleType
from typing import TYPE_CHECKING, Literal

from xlsreport.document.content.model import Document
from xlsreport.document.integrity_mark import marked
from xlsreport.errors import FormatError, RenderingError
from xlsreport.messages import Messages, messages_for

if TYPE_CHECKING:
    from xlsreport.document.docx.style_document import StyleDocument

Format = Literal["docx", "html", "pdf"]
FORMATS: tuple[Format, ...] = ("docx", "html", "pdf")


def render(
    document: Document,
    format_: Format,
    *,
    style: StyleDocument | None = None,
    meta: Mapping[str, str] | None = None,
) -> bytes:
    """The document as the bytes of a file; the same document always gives the same bytes.

    The file has a mark by which it shows whether somebody has changed it since, see
    :mod:`xlsreport.document.integrity_mark`.

    Args:
        document: from :func:`xlsreport.build_document`.
        format_: ``"docx"`` for Word and WPS, ``"html"`` for the web, UTF-8, ``"pdf"`` for print and archive, the bytes
            of which depend on the installed fonts too.
        style: whose styles and page a Word document has, see :func:`xlsreport.read_style_document`; other formats have
            their own.
        meta: what a web page states about the site that publishes it, by the names of its ``meta`` elements.

    Raises:
        RenderingError: this computer lacks what a PDF needs: typst, a Chinese font, or a font with some character.
        SiteError: a name or value of ``meta`` does not fit.
    """
    match format_:
        case "docx":
            from xlsreport.document.docx import render_docx  # each room is entered where its format is made

            return marked(render_docx(document, style))
        case "html":
            from xlsreport.document.html import render_html  # likewise; it brings Jinja2

            return marked(render_html(document, meta).encode())
        case "pdf":
            pdf: bytes = _pdf(messages_for(document.language)).render_pdf(document)
            return marked(pdf)


def hindrance(format_: Format, language: str) -> str | None:
    """Why this computer makes no document of a format, and what to install, in one sentence; None where it does."""
    if format_ != "pdf":
        return None
    messages = messages_for(language)
    try:
        found: str | None = _pdf(messages).hindrance(language)
    except RenderingError as error:
        return str(error)
    return found


def known_format(suffix: str, messages: Messages) -> Format:
    """The format for a file's ending, such as ``.docx``.

    Raises:
        FormatError: there is no such format.
    """
    match suffix.lower():
        case ".docx":
            return "docx"
        case ".html" | ".htm":
            return "html"
        case ".pdf":
            return "pdf"
        case other:
            raise FormatError(messages("command.format", suffix=other))


def _pdf(messages: Messages) -> ModuleType:
    """The room of the PDF, entered only where one is made: there are machines for which nobody builds its libraries."""
    try:
        from xlsreport.document import pdf  # see above
    except ImportError as error:
        raise RenderingError(messages("pdf.no_library", library=error.name)) from None
    return pdf
