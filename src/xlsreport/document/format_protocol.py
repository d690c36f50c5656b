"""What the project asks of an output format: the package of each has these functions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from xlsreport.document.content.model import Document
from xlsreport.document.proof.rendering_content import RenderingContent

if TYPE_CHECKING:
    from xlsreport.document.docx.style_document import StyleDocument


@dataclass(frozen=True, slots=True)
class RenderOptions:
    """What may be asked of a rendering; a format takes what it has a place for.

    ``style`` is for Word documents, ``meta`` for web pages, see :func:`xlsreport.document.output_formats.render`.
    """

    style: StyleDocument | None = None
    meta: Mapping[str, str] | None = None


class OutputFormat(Protocol):
    """What the package of a format offers, as functions."""

    def render(self, document: Document, options: RenderOptions) -> bytes:
        """The document as the bytes of a file; the same document always gives the same bytes.

        Raises:
            RenderingError: this computer lacks what the format needs.
            SiteError: a name or value of the ``meta`` option does not fit.
        """

    def read_back(self, rendering: bytes) -> RenderingContent:
        """What a file of the format says, read by other means than it was written by.

        Raises:
            UnreadableRenderingError: it is no file of the format.
        """

    def hindrance(self, language: str) -> str | None:
        """Why this computer renders nothing in a language, and what to install; None where it does."""
