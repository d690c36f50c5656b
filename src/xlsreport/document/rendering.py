"""Renders a document in one of the formats that there are."""

from __future__ import annotations

from typing import Literal

from xlsreport.document.docx import render_docx
from xlsreport.document.docx.style_document import StyleDocument
from xlsreport.document.html import render_html
from xlsreport.document.model import Document
from xlsreport.messages import Messages

Format = Literal["docx", "html", "pdf"]
FORMATS: tuple[Format, ...] = ("docx", "html")


class FormatError(Exception):
    """A format that there is no renderer for; ``str()`` is one sentence."""


def render(document: Document, format_: Format, *, style: StyleDocument | None = None) -> bytes:
    """The document as the bytes of a file; the same document always gives the same bytes.

    Args:
        document: from :func:`xlsreport.build_document`.
        format_: ``"docx"`` for Word and WPS, ``"html"`` for the web, UTF-8.
        style: whose styles and page a Word document has, see :func:`xlsreport.read_style_document`; other formats have
            their own.
    """
    if format_ == "docx":
        return render_docx(document, style)
    return render_html(document).encode()


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
        case other:
            raise FormatError(messages("command.format", suffix=other))
