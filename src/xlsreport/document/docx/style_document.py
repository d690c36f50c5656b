"""What a report takes from a Word document of an office: its styles and its page."""

from __future__ import annotations

from dataclasses import dataclass

from xlsreport.document.docx.page import PageSetup


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
