"""Reads a PDF back by its structure tree, which tags paragraphs, rows and cells."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from xlsreport.document.proof.rendering_content import (
    UNKNOWN_SPAN,
    ReadCell,
    ReadRow,
    RenderingContent,
    UnreadableRenderingError,
    visible,
)

_PARAGRAPHS = {"Title", "H1", "H2", "H3", "H4", "H5", "H6", "P"}
_CELLS = {"TH", "TD"}
_NAMELESS = -1
"""PDFium's answer if a child is no marked content of the page."""


@dataclass(slots=True)
class _Node:
    """An element of the tree: its type, spans, text, and children by number.

    A page knows only the rows of a table that are on it, but knows their numbers. A table that runs over pages is
    therefore merged from all of them.
    """

    kind: str = ""
    height: int = UNKNOWN_SPAN
    width: int = UNKNOWN_SPAN
    text: str = ""
    children: dict[int, _Node] = field(default_factory=dict)


def read_pdf(data: bytes) -> RenderingContent:
    """The tables and paragraphs of a tagged PDF.

    Raises:
        UnreadableRenderingError: it is no PDF, or not tagged.
    """
    root = _Node()
    try:
        with pypdfium2.PdfDocument(data) as document:
            for page in document:
                _add_page(page, root)
    except pypdfium2.PdfiumError as error:
        raise UnreadableRenderingError(str(error)) from error
    nodes = list(_walk(root))
    if not nodes[1:]:
        raise UnreadableRenderingError("StructTreeRoot")
    rows = tuple(_row(node) for node in nodes if node.kind == "TR")
    paragraphs = tuple(visible(_whole_text(node)) for node in nodes if node.kind in _PARAGRAPHS)
    return RenderingContent(rows, paragraphs, approximate=True)


def _walk(node: _Node) -> Iterator[_Node]:
    yield node
    for _, child in sorted(node.children.items()):
        yield from _walk(child)


def _row(row: _Node) -> ReadRow:
    """The cells of a row; an empty cell is on no page and shows only by a gap in the numbers."""
    return tuple(_cell(cell) for _, cell in sorted(row.children.items()))


def _cell(cell: _Node) -> ReadCell:
    if cell.kind not in _CELLS:
        return ReadCell("", UNKNOWN_SPAN, UNKNOWN_SPAN)
    return ReadCell(visible(_whole_text(cell)), cell.height or 1, cell.width or 1)


def _whole_text(node: _Node) -> str:
    return node.text + "".join(_whole_text(child) for _, child in sorted(node.children.items()))


def _add_page(page: pypdfium2.PdfPage, root: _Node) -> None:
    tree = pdfium.FPDF_StructTree_GetForPage(page.raw)
    if not tree:
        return
    try:
        texts = _marked_texts(page)
        for number in range(pdfium.FPDF_StructTree_CountChildren(tree)):
            child = pdfium.FPDF_StructTree_GetChildAtIndex(tree, number)
            _add(child, root.children.setdefault(number, _Node()), texts)
    finally:
        pdfium.FPDF_StructTree_Close(tree)


def _add(element: Any, node: _Node, texts: Mapping[int, str]) -> None:
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
        if marked == _NAMELESS:
            _add(pdfium.FPDF_StructElement_GetChildAtIndex(element, number), child, texts)
        else:
            child.text += texts.get(marked, "")


def _marked_texts(page: pypdfium2.PdfPage) -> Mapping[int, str]:
    """The text of a page by marked content id."""
    text_page = page.get_textpage()
    texts: dict[int, str] = {}
    for thing in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT], max_depth=8):
        marked = pdfium.FPDFPageObj_GetMarkedContentID(thing.raw)
        if marked != _NAMELESS:
            texts[marked] = texts.get(marked, "") + _object_text(thing.raw, text_page.raw)
    return texts


def _object_text(thing: Any, text_page: Any) -> str:
    length = pdfium.FPDFTextObj_GetText(thing, text_page, None, 0)
    buffer = ctypes.create_string_buffer(length)
    pdfium.FPDFTextObj_GetText(thing, text_page, ctypes.cast(buffer, ctypes.POINTER(pdfium.FPDF_WCHAR)), length)
    return _decoded(buffer)


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
