"""Compares what a document says with what is read in its PDF, text by text, in the order of reading."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from support.pdf_structure import Element
from xlsreport.document.content.model import Document, Heading, LetterLine, Paragraph, PrintedTable, TableNote
from xlsreport.document.pdf.typst_text import printable_text

Said = list[tuple[str, str]]
"""The kind of each text, and the text."""


def squeezed(text: str) -> str:
    """Without the spaces that a line loses where it is broken."""
    return "".join(printable_text(text).split())


def texts_of(document: Document) -> Said:
    """What a document says."""
    return _said(_texts(document))


def texts_read(root: Element) -> Said:
    """What is read in its PDF."""
    return _said(_read(root))


def _said(pairs: Iterable[tuple[str, str]]) -> Said:
    return [(kind, squeezed(text)) for kind, text in pairs if squeezed(text)]


def _texts(document: Document) -> Iterator[tuple[str, str]]:
    if document.draft is not None:
        yield "P", document.draft
    yield "Title", "".join(document.title_lines)
    for part in document.parts:
        match part:
            case Heading():
                yield "H", part.text
            case Paragraph() | LetterLine():
                yield "P", part.text
            case TableNote():
                yield "P", part.text
            case PrintedTable():
                if part.title is not None:
                    yield "P", part.title
                yield from (("T", cell.text) for cell in part.cells)


def _read(root: Element) -> Iterator[tuple[str, str]]:
    for element in root.children:
        if element.kind == "Table":
            yield from (("T", cell.whole_text) for cell in element.below("TH", "TD"))
        else:
            yield "H" if element.kind in ("H1", "H2", "H3", "H4") else element.kind, element.whole_text
