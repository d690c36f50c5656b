"""Reads a Word file (.docx, .docm, strict or not) as it is seen."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from xlsreport.messages import Messages
from xlsreport.opc.office_package import OfficePackage
from xlsreport.published.publication.printed_rows import placed_cells
from xlsreport.published.publication.publication import Block, Paragraph, Publication, PublishedTable
from xlsreport.published.publication.published_kinds import PART_LIMITS
from xlsreport.published.publication.unreadable import UnreadablePublicationError
from xlsreport.published.publication.word.list_numbers import ListNumbers
from xlsreport.published.publication.word.run_texts import RunTexts
from xlsreport.published.publication.word.styles_of_word import WordStyles
from xlsreport.published.publication.word.word_names import R, W, unwrapped, value_of
from xlsreport.published.publication.word.word_tables import WordTable, framed_cells, is_continued, read_word_table

_CONTENTS_STYLE = re.compile(r"toc\s*\d|目录.*", re.IGNORECASE)
"""Styles of the lines of a table of contents, which repeat the headings."""
_USUAL_NAMESPACES = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": (
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    ),
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": (
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    ),
}
"""Of the strict form, what they are in the usual form (ISO/IEC 29500-1 and -4)."""
_BLOCKS = (f"{W}p", f"{W}tbl", f"{W}altChunk")
_STRIPPED = " \t\r\n\u3000\u00a0"


def read_docx_publication(data: bytes, name: str, messages: Messages) -> Publication:
    """What a Word file shows.

    Raises:
        UnreadablePublicationError: it has no text.
        InvalidFileError: it is damaged, or too large.
    """
    package = OfficePackage(data, PART_LIMITS, _USUAL_NAMESPACES)
    main = _main_part(package)
    body = package.tree(main).find(f"{W}body")
    if body is None:
        raise UnreadablePublicationError("damaged")
    story = WordStory(package, main)
    blocks = [*story.blocks(body)]
    heads, feet = (list(_page_lines(package, main, kind, body)) for kind in ("header", "footer"))
    notes = tuple(messages(f"publication.note_{odd}", count=count) for odd, count in sorted(story.texts.odd.items()))
    return Publication(name, "docx", (*heads, *_numbered(blocks), *feet), story.title, notes)


def _main_part(package: OfficePackage) -> str:
    relations = package.relations("").values()
    return next((one.target for one in relations if one.kind == "officeDocument"), "word/document.xml")


def _numbered(blocks: list[Block]) -> Iterator[Block]:
    number = 0
    for block in blocks:
        if isinstance(block, PublishedTable):
            number += 1
            yield replace(block, number=number)
        else:
            yield block


def _page_lines(package: OfficePackage, main: str, kind: str, body: etree._Element) -> Iterator[Paragraph]:
    """The lines of the headers or footers of the file, each once."""
    relations = package.relations(main)
    used = {str(one.get(f"{R}id")) for one in body.iter(f"{W}{kind}Reference")}
    seen: set[str] = set()
    for number in sorted(used & relations.keys()):
        part = relations[number].target
        if not package.has(part):
            continue
        for block in WordStory(package, main).blocks(package.tree(part)):
            if isinstance(block, Paragraph) and block.text not in seen:
                seen.add(block.text)
                yield Paragraph(block.text, chrome=True)


class WordStory:
    """Reads one story of a file: its body, a header or a footer."""

    def __init__(self, package: OfficePackage, main: str) -> None:
        parts = {one.kind: one.target for one in package.relations(main).values() if package.has(one.target)}
        styles, numbering = parts.get("styles"), parts.get("numbering")
        self._styles = WordStyles(None if styles is None else package.tree(styles))
        self._numbers = ListNumbers(None if numbering is None else package.tree(numbering))
        self.texts = RunTexts(self._styles)
        self.title = ""
        """The first paragraph that has the style of a title."""
        self._begun = ""
        """The text of paragraphs whose ends were deleted, so that the next continues them."""

    def blocks(self, container: etree._Element) -> Iterator[Block]:
        """The paragraphs and tables of a body, a cell, a text box; empty paragraphs are left out."""
        table: WordTable | None = None
        goes_on = False
        for child in unwrapped(container):
            if child.tag == f"{W}tbl" and not framed_cells(child):
                part = read_word_table(child, self._cell_text, self.texts.note)
                if table is not None and goes_on:
                    table.extend(part)
                else:
                    yield from self._table_blocks(table)
                    table = part
                goes_on = False
            elif child.tag in _BLOCKS:
                found = list(self._block(child))
                goes_on = not found and is_continued(child)
                if not goes_on:
                    yield from self._table_blocks(table)
                    table = None
                yield from found
        yield from self._table_blocks(table)

    def _block(self, element: etree._Element) -> Iterator[Block]:
        """What a paragraph, a table that is only a frame, or an embedded document shows."""
        if element.tag == f"{W}p":
            yield from self._paragraph(element)
        elif element.tag == f"{W}tbl":
            for cell in framed_cells(element):
                yield from self.blocks(cell)
        else:
            self.texts.note("embedded")

    def _table_blocks(self, table: WordTable | None) -> Iterator[Block]:
        """A table, and after it those that stand within its cells."""
        if table is None:
            return
        cells, exact = placed_cells(table.rows)
        if any(cell.text for cell in cells):
            yield PublishedTable(0, cells, exact)
        for inner in table.inner:
            yield from self._table_blocks(read_word_table(inner, self._cell_text, self.texts.note))

    def _cell_text(self, cell: etree._Element) -> str:
        """The words of a cell, its paragraphs on lines; tables within it are read for themselves."""
        lines = [self._paragraph(child) for child in unwrapped(cell) if child.tag == f"{W}p"]
        return "\n".join(block.text for line in lines for block in line if isinstance(block, Paragraph))

    def _paragraph(self, element: etree._Element) -> Iterator[Block]:
        properties = element.find(f"{W}pPr")
        text, boxes = self.texts.text(element)
        number = self._numbers.next_number(*self._styles.numbering(properties)) if text.strip() else ""
        text = self._begun + number + text.lstrip(_STRIPPED)
        self._begun = ""
        if properties is not None and properties.find(f"{W}rPr/{W}del") is not None:
            self._begun = text
        elif text.strip(_STRIPPED):
            level = self._styles.heading_level(properties)
            if not self.title and self._styles.is_title(properties):
                self.title = text
            yield Paragraph(text.rstrip(_STRIPPED), level, chrome=self._is_contents_line(properties))
        for box in boxes:
            yield from self.blocks(box)

    def _is_contents_line(self, properties: etree._Element | None) -> bool:
        name = self._styles.name(value_of(properties, f"{W}pStyle"))
        return bool(_CONTENTS_STYLE.fullmatch(name))
