"""Renders a document in one of the formats that there are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from xlsreport.document.docx import render_docx
from xlsreport.document.html import render_html
from xlsreport.document.model import Document
from xlsreport.messages import Messages

Format = Literal["docx", "html"]
FORMATS: tuple[Format, ...] = ("docx", "html")


class FormatError(Exception):
    """A format that there is no renderer for; ``str()`` is one sentence."""


def render(document: Document, format_: Format, meta: Mapping[str, str] | None = None) -> bytes:
    """The document as the bytes of a file; the same document always gives the same bytes.

    Args:
        document: from :func:`xlsreport.build_document`.
        format_: ``"docx"`` for Word and WPS, ``"html"`` for the web, UTF-8.
        meta: what a web page states about its site, by the names of its ``meta`` elements; other formats have none.

    Raises:
        SiteError: a name or value of ``meta`` does not fit.
    """
    if format_ == "docx":
        return render_docx(document)
    return render_html(document, meta).encode()


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
