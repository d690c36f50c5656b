"""What a report takes from a Word document of an office: its styles and its page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from xlsreport.document.docx.page_setup import PageSetup


@dataclass(frozen=True, slots=True)
class UnsupportedMarkup:
    """Something of a header or footer that an office would miss: a field by its name, an element of another kind."""

    kind: Literal["picture", "shape", "object", "field", "other"]
    name: str = ""


@dataclass(frozen=True, slots=True)
class StyleDocument:
    """The styles and the page of an office's document, and nothing of who wrote it or what it says.

    ``styles`` and ``theme`` (empty where there is none) are XML; ``page`` has the headers and footers,
    ``left_out`` is what was not taken over of these.
    """

    styles: str
    theme: str
    page: PageSetup
    left_out: tuple[UnsupportedMarkup, ...] = ()


class InvalidStyleError(Exception):
    """Why a document cannot serve; ``key`` names the sentence of the catalogue below ``style.``."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key
