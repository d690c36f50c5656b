"""Publications of a few lines, and of whole reports with their titles."""

from __future__ import annotations

from dataclasses import replace

from support.printed_publications import publication_of
from xlsreport import Document, Submission, build_document
from xlsreport.published.publication.publication import (
    Block,
    Paragraph,
    Publication,
    PublishedCell,
    PublishedFormat,
    PublishedTable,
)


def published_report(submission: Submission, document: Document | None = None) -> Publication:
    """A report as it is published: title, headings by their markup, paragraphs and tables."""
    document = build_document(submission) if document is None else document
    publication = publication_of(document)
    title = (Paragraph(line, level=1) for line in document.title_lines)
    return replace(publication, blocks=(*title, *publication.blocks))


def page(*lines: str | Block, title: str = "", file_format: PublishedFormat = "html") -> Publication:
    """A publication of paragraphs, and of what is given as it is."""
    blocks = (Paragraph(line) if isinstance(line, str) else line for line in lines)
    return Publication(f"report.{file_format}", file_format, tuple(blocks), title)


def table(*rows: str, number: int = 1) -> PublishedTable:
    """A table of rows whose cells are parted by a vertical bar."""
    cells = (
        PublishedCell(text.strip(), row, column)
        for row, line in enumerate(rows)
        for column, text in enumerate(line.split("|"))
    )
    return PublishedTable(number, tuple(cells))
