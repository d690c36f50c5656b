"""The styles and the page that reports take from an office's Word document."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from xlsreport.document.docx.page_setup import PageSetup


@dataclass(frozen=True, slots=True)
class UnsupportedMarkup:
    """Part of a header or footer that is not taken over; ``name`` is that of a field or element."""

    kind: Literal["picture", "shape", "object", "field", "other"]
    name: str = ""


@dataclass(frozen=True, slots=True)
class StyleDocument:
    """The styles and the page of an office's document, without its text and its authors.

    ``styles`` and ``theme`` (empty if there is none) are XML; ``page`` has the headers and footers,
    ``left_out`` is what was not taken over of these.
    """

    styles: str
    theme: str
    page: PageSetup
    left_out: tuple[UnsupportedMarkup, ...] = ()


class InvalidStyleError(Exception):
    """A document whose styles cannot be used; ``key`` is that of the message below ``style.``."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key
