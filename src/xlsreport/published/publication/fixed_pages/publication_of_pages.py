"""PAGES → PUBLICATION: tables, paragraphs and what belongs to the pages, of any format that draws pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xlsreport.messages import Messages
from xlsreport.published.publication.fixed_pages.continued_tables import continues, joined
from xlsreport.published.publication.fixed_pages.drawing.drawn_page import UNKNOWN, DrawnPage
from xlsreport.published.publication.fixed_pages.joined_paragraphs import margins_of, paragraphs_of
from xlsreport.published.publication.fixed_pages.page_tables.aligned_tables import with_aligned_tables
from xlsreport.published.publication.fixed_pages.page_tables.page_table import PageBlock, PageTable, of_ruled
from xlsreport.published.publication.fixed_pages.page_tables.ruled_tables import RuledTable, ruled_tables
from xlsreport.published.publication.fixed_pages.running_lines import without_running_lines
from xlsreport.published.publication.fixed_pages.text_lines import TextLine, lines_of
from xlsreport.published.publication.publication import (
    Block,
    Paragraph,
    Publication,
    PublishedCell,
    PublishedFormat,
    PublishedTable,
)
from xlsreport.published.publication.unreadable import UnreadablePublicationError

_PICTURE = 0.5
"""The part of a page that a scan covers at least."""
_LARGE = 0.25
"""The part of a page that a picture covers which may hold a table; seals and letterheads are smaller."""
_NEAR = 3.0
"""Points; the lines of a table are as near to its edges as this."""
_UNKNOWN_SHARE = 0.05
"""With more letters unknown than this, the file does not tell what its letters are."""


def publication_of_pages(
    pages: Sequence[DrawnPage], name: str, form: PublishedFormat, messages: Messages
) -> Publication:
    """What pages show.

    Raises:
        UnreadablePublicationError: they are pictures only, or the file does not tell what its letters are.
    """
    unread = _unread_pages(pages)
    blocks, running = [], []
    for rest, lines in without_running_lines([_blocks_of_page(page) for page in pages]):
        blocks.append(rest)
        running.append(lines)
    found = list(_joined_blocks(blocks, pages))
    notes = []
    if unread:
        notes.append(messages("publication.note_pictures", pages=", ".join(map(str, unread))))
    if large := [page.number for page in pages if page.picture_share > _LARGE and page.number not in unread]:
        notes.append(messages("publication.note_page_pictures", pages=", ".join(map(str, large))))
    if struck := sum(page.struck for page in pages):
        notes.append(messages("publication.note_struck_letters", count=struck))
    if unknown := sum(map(_unknown_letters, found)):
        notes.append(messages("publication.note_unknown_letters", count=unknown))
    chrome = [
        Paragraph(line.text, page=number, chrome=True) for number, lines in enumerate(running, 1) for line in lines
    ]
    return Publication(name, form, (*found, *chrome), "", tuple(notes))


def _unread_pages(pages: Sequence[DrawnPage]) -> list[int]:
    """The pages that are pictures.

    Raises:
        UnreadablePublicationError: all are, or their letters are not known.
    """
    written = [letter for page in pages for letter in page.letters if not letter.is_blank]
    if not written:
        is_recognised = any(page.recognised for page in pages)
        raise UnreadablePublicationError("recognised" if is_recognised else "scan" if pages else "damaged")
    if sum(letter.character == UNKNOWN for letter in written) > _UNKNOWN_SHARE * len(written):
        raise UnreadablePublicationError("unknown_letters")
    return [page.number for page in pages if page.picture_share > _PICTURE and not _has_text(page)]


def _unknown_letters(block: Block) -> int:
    texts = (block.text,) if isinstance(block, Paragraph) else (cell.text for cell in block.cells)
    return sum(text.count(UNKNOWN) for text in texts)


def _has_text(page: DrawnPage) -> bool:
    return sum(not letter.is_blank for letter in page.letters) > 20


def _blocks_of_page(page: DrawnPage) -> list[PageBlock]:
    """The lines and tables of a page, from above."""
    tables, loose = ruled_tables(page)
    found: list[PageBlock] = [of_ruled(table, page.number) for table in tables]
    lines = lines_of(letter for letter in loose if letter.turn == 0)
    rules = [line for line in page.horizontal if not any(_is_within(line.at, table) for table in tables)]
    between: list[TextLine] = []
    edges = sorted(table.rows[0] for table in tables)
    for at, line in enumerate(lines):
        between.append(line)
        next_line = lines[at + 1] if at + 1 < len(lines) else None
        if next_line is None or any(line.baseline < edge <= next_line.baseline for edge in edges):
            found += with_aligned_tables(between, rules, page.number)
            between = []
    return sorted(found, key=lambda block: block.top if isinstance(block, PageTable) else block.baseline)


def _is_within(at: float, table: RuledTable) -> bool:
    return table.rows[0] - _NEAR <= at <= table.rows[-1] + _NEAR


def _joined_blocks(blocks_of_pages: Sequence[Sequence[PageBlock]], pages: Sequence[DrawnPage]) -> Iterator[Block]:
    """Paragraphs and tables of all pages; those that a page break parts are joined."""
    number = 0
    margins = {
        page.number: margins_of(blocks, (page.begin, page.end))
        for page, blocks in zip(pages, blocks_of_pages, strict=True)
    }
    for block in _joined_tables(blocks_of_pages):
        if isinstance(block, PageTable):
            number += 1
            cells = (
                PublishedCell(c.text, c.row, c.column, c.height, c.width, c.page, c.is_broken) for c in block.cells
            )
            yield PublishedTable(number, tuple(cells), block.exact)
        else:
            yield from (paragraph for paragraph in paragraphs_of(block, margins) if paragraph.text)


def _joined_tables(pages: Sequence[Sequence[PageBlock]]) -> Iterator[PageTable | list[tuple[int, TextLine]]]:
    """Tables, and all lines between two of them with their pages."""
    lines: list[tuple[int, TextLine]] = []
    table: PageTable | None = None
    for page, blocks in enumerate(pages, 1):
        for order, block in enumerate(blocks):
            if isinstance(block, PageTable) and table is not None and order == 0 and continues(table, block):
                table = joined(table, block)
                continue
            if table is not None:
                yield table
                table = None
            if isinstance(block, PageTable):
                yield lines
                lines, table = [], block
            else:
                lines.append((page, block))
    if table is not None:
        yield table
    yield lines
