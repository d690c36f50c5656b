"""Reads the Word document of an office whose styles and page its reports are to have."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from xlsreport.definition.regular_file import UnreadFileError, read_regular_file
from xlsreport.document.docx.page import PageSetup
from xlsreport.messages import Messages

_MOST_MEGABYTES = 32
"""A document of a few pages with photographs; only its styles, its page and what stands in its margins are unpacked."""


class StyleError(Exception):
    """A document whose styles cannot be taken; ``str()`` is one sentence."""


@dataclass(frozen=True, slots=True)
class StyleDocument:
    """The styles and the page of an office's document, and nothing of who wrote it or what it says.

    ``styles`` and ``theme`` (empty where there is none) are XML; ``page`` has the headers and footers.
    """

    styles: str
    theme: str
    page: PageSetup


class UnfitStyleError(Exception):
    """Why a document cannot serve; ``key`` names the sentence of the catalogue below ``style.``."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


def read_style_document(path: str | Path, messages: Messages) -> StyleDocument:
    """Read the styles, the page, the headers and the footers of a Word document.

    Args:
        path: a ``.docx`` document or a ``.dotx`` template.
        messages: the language of errors.

    Raises:
        StyleError: it is no such document, cannot be read, is damaged, has macros, or unpacks to far too much.
    """
    # Its module needs lxml, which takes longer to load than ten reports to write.
    from xlsreport.document.docx.adopting.document import adopted_document

    try:
        return adopted_document(read_regular_file(Path(path), _MOST_MEGABYTES))
    except UnreadFileError as error:
        raise StyleError(messages(f"style.{error.key}", file=path, **error.values)) from None
    except UnfitStyleError as error:
        raise StyleError(messages(f"style.{error.key}", file=path)) from None
