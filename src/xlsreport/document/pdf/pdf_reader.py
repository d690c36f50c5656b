"""Reads a PDF back by its structure tree, which tags paragraphs, rows and cells, and by where each letter is drawn."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from xlsreport.document.pdf.page_glyphs import (
    UNMARKED,
    Glyph,
    as_seen,
    lines_as_drawn,
    marked_glyphs,
    overlapping,
    read_aloud,
)
from xlsreport.document.proof.rendering_content import (
    UNKNOWN_SPAN,
    ReadCell,
    ReadRow,
    RenderingContent,
    UnreadableRenderingError,
    visible,
)
from xlsreport.document.proof.visual_order import DrawnText
from xlsreport.messages.text_direction import has_letters_from_right
from xlsreport.parallel.one_at_a_time import BY_PDFIUM

_PARAGRAPHS = {"Title", "H1", "H2", "H3", "H4", "H5", "H6", "P"}
_CELLS = {"TH", "TD"}


@dataclass(slots=True)
class _Node:
    """An element of the tree: its type, spans, letters, and children by number.

    A page knows only the rows of a table that are on it, but knows their numbers. A table that runs over pages is
    therefore merged from all of them.
    """

    kind: str = ""
    height: int = UNKNOWN_SPAN
    width: int = UNKNOWN_SPAN
    glyphs: list[Glyph] = field(default_factory=list)
    children: dict[int, _Node] = field(default_factory=dict)


@BY_PDFIUM
def read_pdf(data: bytes) -> RenderingContent:
    """The tables and paragraphs of a tagged PDF.

    Raises:
        UnreadableRenderingError: it is no PDF, or not tagged.
    """
    root = _Node()
    try:
        with pypdfium2.PdfDocument(data) as document:
            for number, page in enumerate(document):
                _add_page(page, number, root)
    except pypdfium2.PdfiumError as error:
        raise UnreadableRenderingError(str(error)) from error
    nodes = list(_walk(root))
    if not nodes[1:]:
        raise UnreadableRenderingError("StructTreeRoot")
    reader = _TextReader(frozenset(g.page for n in nodes for g in n.glyphs if has_letters_from_right(g.character)))
    rows = tuple(_row(node, reader) for node in nodes if node.kind == "TR")
    texts = [_glyphs_below(node) for node in _outermost(root, _PARAGRAPHS | _CELLS)]
    return RenderingContent(
        rows,
        tuple(reader.text(_glyphs_below(node)) for node in nodes if node.kind in _PARAGRAPHS),
        approximate=True,
        disordered=tuple(_disordered(texts, reader)),
    )


def _disordered(texts: Sequence[Sequence[Glyph]], reader: _TextReader) -> Iterator[tuple[str, str]]:
    """Texts that a person reads otherwise than the structure gives them, each with what is seen."""
    for glyphs in texts:
        text, seen = read_aloud(glyphs), None if reader.goes_by_places(glyphs) else as_seen(glyphs)
        if seen is not None and visible(seen) != visible(text):
            yield visible(text), visible(seen)
    for first, second in overlapping(texts):
        yield visible(read_aloud(texts[first])), visible(read_aloud(texts[first]) + read_aloud(texts[second]))


@dataclass(frozen=True, slots=True)
class _TextReader:
    """Reads texts; ``pages`` are those with letters from right to left.

    PDFium gives the letters of a whole line there in an order of its own guessing, also those of the cells beside, so
    that only their places count.
    """

    pages: Set[int]

    def goes_by_places(self, glyphs: Sequence[Glyph]) -> bool:
        return any(glyph.page in self.pages for glyph in glyphs)

    def text(self, glyphs: Sequence[Glyph]) -> str:
        text = read_aloud(glyphs)
        return DrawnText(visible(text), lines_as_drawn(glyphs)) if self.goes_by_places(glyphs) else visible(text)


def _walk(node: _Node) -> Iterator[_Node]:
    yield node
    for _, child in sorted(node.children.items()):
        yield from _walk(child)


def _outermost(node: _Node, kinds: Set[str]) -> Iterator[_Node]:
    """The elements of some kinds that lie in no other of them: a cell may hold a paragraph."""
    if node.kind in kinds:
        yield node
        return
    for _, child in sorted(node.children.items()):
        yield from _outermost(child, kinds)


def _row(row: _Node, reader: _TextReader) -> ReadRow:
    """The cells of a row; an empty cell is on no page and shows only by a gap in the numbers."""
    return tuple(_cell(cell, reader) for _, cell in sorted(row.children.items()))


def _cell(cell: _Node, reader: _TextReader) -> ReadCell:
    if cell.kind not in _CELLS:
        return ReadCell("", UNKNOWN_SPAN, UNKNOWN_SPAN)
    return ReadCell(reader.text(_glyphs_below(cell)), cell.height or 1, cell.width or 1)


def _glyphs_below(node: _Node) -> list[Glyph]:
    return node.glyphs + [glyph for _, child in sorted(node.children.items()) for glyph in _glyphs_below(child)]


def _add_page(page: pypdfium2.PdfPage, number: int, root: _Node) -> None:
    tree = pdfium.FPDF_StructTree_GetForPage(page.raw)
    if not tree:
        return
    try:
        glyphs = marked_glyphs(page, number)
        for position in range(pdfium.FPDF_StructTree_CountChildren(tree)):
            child = pdfium.FPDF_StructTree_GetChildAtIndex(tree, position)
            _add(child, root.children.setdefault(position, _Node()), glyphs)
    finally:
        pdfium.FPDF_StructTree_Close(tree)


def _add(element: Any, node: _Node, glyphs: Mapping[int, list[Glyph]]) -> None:
    """Merge what a page knows of an element into its node."""
    if not element:
        return
    node.kind = _utf16(pdfium.FPDF_StructElement_GetType, element)
    if node.kind in _CELLS:
        spans = _spans(element)
        node.height, node.width = spans.get("RowSpan", 1), spans.get("ColSpan", 1)
    for number in range(pdfium.FPDF_StructElement_CountChildren(element)):
        child = node.children.setdefault(number, _Node())
        marked = pdfium.FPDF_StructElement_GetChildMarkedContentID(element, number)
        if marked == UNMARKED:
            _add(pdfium.FPDF_StructElement_GetChildAtIndex(element, number), child, glyphs)
        else:
            child.glyphs += glyphs.get(marked, [])


def _utf16(getter: Callable[..., int], element: Any) -> str:
    buffer = ctypes.create_string_buffer(getter(element, None, 0))
    getter(element, buffer, len(buffer))
    return _decoded(buffer)


def _decoded(buffer: ctypes.Array[ctypes.c_char]) -> str:
    return buffer.raw.decode("utf-16-le", "replace").rstrip("\0")


def _spans(element: Any) -> Mapping[str, int]:
    found = {}
    for number in range(pdfium.FPDF_StructElement_GetAttributeCount(element)):
        attributes = pdfium.FPDF_StructElement_GetAttributeAtIndex(element, number)
        for name in ("RowSpan", "ColSpan"):
            value = pdfium.FPDF_StructElement_Attr_GetValue(attributes, name.encode())
            span = ctypes.c_float()
            if value and pdfium.FPDF_StructElement_Attr_GetNumberValue(value, span):
                found[name] = int(span.value)
    return found
