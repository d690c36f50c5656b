"""Which paragraph of a tagged PDF a letter belongs to, and whether that is a heading (ISO 32000-1, 14.8.4).

Tags only decide whether a line goes on the one above it. Where a word stands is told by the page alone.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

_PARAGRAPHS = frozenset(("P", "H", "H1", "H2", "H3", "H4", "H5", "H6", "Title", "LI", "LBody", "Caption"))
_MAX_DEPTH = 40
_UNMARKED = -1
"""PDFium's answer where there is no marked content."""


class TaggedParagraph(NamedTuple):
    """A paragraph by its number on the page, and the level of a heading, from 1."""

    number: int
    level: int | None


def tagged_paragraphs(page: pypdfium2.PdfPage) -> Mapping[int, TaggedParagraph]:
    """The paragraphs of a page by the marked content that belongs to them; none where it is not tagged."""
    tree = pdfium.FPDF_StructTree_GetForPage(page.raw)
    if not tree:
        return {}
    try:
        found: dict[int, TaggedParagraph] = {}
        numbers = iter(range(1_000_000))
        for position in range(pdfium.FPDF_StructTree_CountChildren(tree)):
            child = pdfium.FPDF_StructTree_GetChildAtIndex(tree, position)
            _add(child, None, found, numbers, 0)
        return found
    finally:
        pdfium.FPDF_StructTree_Close(tree)


def _add(
    element: Any,
    paragraph: TaggedParagraph | None,
    found: dict[int, TaggedParagraph],
    numbers: Iterator[int],
    depth: int,
) -> None:
    """Add the marked content of an element; ``paragraph`` is the one that it is part of."""
    if not element or depth > _MAX_DEPTH:
        return
    kind = _kind(element)
    if kind == "Table":
        return
    if kind in _PARAGRAPHS:
        level = int(kind[1]) if kind[0] == "H" and kind[1:].isdecimal() else None
        paragraph = TaggedParagraph(next(numbers), level)
    for position in range(pdfium.FPDF_StructElement_CountChildren(element)):
        marked = pdfium.FPDF_StructElement_GetChildMarkedContentID(element, position)
        if marked == _UNMARKED:
            child = pdfium.FPDF_StructElement_GetChildAtIndex(element, position)
            _add(child, paragraph, found, numbers, depth + 1)
        elif paragraph is not None:
            found[marked] = paragraph


def _kind(element: Any) -> str:
    buffer = ctypes.create_string_buffer(pdfium.FPDF_StructElement_GetType(element, None, 0))
    pdfium.FPDF_StructElement_GetType(element, buffer, len(buffer))
    return buffer.raw.decode("utf-16-le", "replace").rstrip("\0")
