"""Decides for all formats which parts begin a page and which keep to the next part.

Pages are filled to their last line, since GB/T 9704-2012 asks for 22 lines. Only where a text ends, before a table or
at the end of the document, is a single line kept from standing alone on a page.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from xlsreport.document.content.model import Document, Heading, LetterLine, Paragraph, Part, PrintedTable, TableNote
from xlsreport.document.page_styles.page_style import PageStyle
from xlsreport.document.pagination.table_paging import LINE_IN_TABLES, Paging, paging_of
from xlsreport.document.pagination.text_width import width_in_ems

_CLOSING_PARTS = 6
"""Number of parts that close a letter: last sentence, enclosure, signature and date, with blank lines between."""
_KEPT_NOTE_LINES = 3
"""Lines of a paragraph below a table that stand on the page of its last row: a remark, or how a comment begins."""
_ANYWHERE = Paging()


@dataclass(frozen=True, slots=True)
class PageBreaks:
    """How a part is kept on its page.

    ``new_page``: it begins a page. ``with_next``: it stands on the page of the next part. ``together``: none of its
    lines stands alone on a page. ``after_table``: a space separates it from the table above. ``paging``: of a table.
    ``landscape``: it stands on paper across, which begins a page where the part before does not.
    """

    new_page: bool = False
    with_next: bool = False
    together: bool = False
    after_table: bool = False
    paging: Paging = _ANYWHERE
    landscape: bool = False


def page_breaks_of(document: Document, page_style: PageStyle) -> tuple[PageBreaks, ...]:
    """How each part of a document is kept on its page."""
    return tuple(_PageBreaker(document, page_style).decided())


def title_is_landscape(breaks: Sequence[PageBreaks]) -> bool:
    """Whether the title stands across the page: where the first part does, so that no page holds the title alone."""
    return bool(breaks) and breaks[0].landscape


class _PageBreaker:
    def __init__(self, document: Document, page_style: PageStyle) -> None:
        self._parts: Sequence[Part] = document.parts
        self._page_style = page_style
        self._title = len(document.title_lines) * page_style.title_pitch + page_style.gap_after_title
        self._line = page_style.type_width / page_style.body.size

    def decided(self) -> Iterator[PageBreaks]:
        kept = [self._simple(number) for number in range(len(self._parts))]
        for number, part in enumerate(self._parts):
            if isinstance(part, PrintedTable):
                self._keep_table(number, part, kept)
            if isinstance(part, Paragraph | LetterLine) and self._ends_a_text(number):
                self._keep_end(number, kept)
        return iter(kept)

    def _simple(self, number: int) -> PageBreaks:
        part, before = self._parts[number], self._parts[number - 1] if number else None
        after = self._parts[number + 1] if number + 1 < len(self._parts) else None
        # A signature must not stand alone on a page.
        closes = number >= len(self._parts) - _CLOSING_PARTS and isinstance(part, Paragraph | LetterLine)
        signs = closes and LetterLine in (type(part), type(after)) and isinstance(after, Paragraph | LetterLine)
        return PageBreaks(
            new_page=isinstance(part, Heading) and part.new_page and number > 0,
            with_next=signs or isinstance(part, Heading),
            after_table=isinstance(before, PrintedTable | TableNote)
            and isinstance(part, Heading | Paragraph | LetterLine)
            and not (isinstance(part, Heading) and part.new_page),
        )

    def _keep_table(self, number: int, table: PrintedTable, kept: list[PageBreaks]) -> None:
        """A table that is higher than a page begins a page together with its headings, unless it is the first part."""
        first = number
        while first and isinstance(self._parts[first - 1], Heading):
            first -= 1
        page_style = self._page_style.turned if table.landscape else self._page_style
        above = sum(map(self._height, self._parts[first:number])) + _title_height(table, page_style)
        notes = self._parts[number + 1 : self._end_of_notes(number)]
        below = sum(self._note_height(note, page_style) for note in notes if isinstance(note, TableNote))
        paging = paging_of(table, page_style, above + (0 if first else self._title), below)
        kept[number] = replace(kept[number], paging=paging, with_next=bool(notes))
        if table.landscape:
            for part in range(first, self._end_of_notes(number)):
                kept[part] = replace(kept[part], landscape=True)
        if paging.starts and first:
            kept[first] = replace(kept[first], new_page=True, after_table=False)

    def _end_of_notes(self, table: int) -> int:
        """The number of the part that follows a table and the notes below it."""
        end = table + 1
        while end < len(self._parts) and isinstance(self._parts[end], TableNote):
            end += 1
        return end

    def _keep_end(self, number: int, kept: list[PageBreaks]) -> None:
        kept[number] = replace(kept[number], together=True)
        before = self._parts[number - 1] if number else None
        if self._lines(self._parts[number]) == 1 and isinstance(before, Paragraph):
            kept[number - 1] = replace(kept[number - 1], together=True, with_next=True)

    def _ends_a_text(self, number: int) -> bool:
        """Whether a table (with its headings) or nothing follows."""
        rest = (part for part in self._parts[number + 1 :] if not isinstance(part, Heading))
        after = next(rest, None)
        return after is None or isinstance(after, PrintedTable)

    def _height(self, part: Part) -> float:
        page_style = self._page_style
        return (
            self._lines(part) * page_style.line_pitch + page_style.gap_before_heading + page_style.gap_after_paragraph
        )

    def _note_height(self, note: TableNote, page_style: PageStyle) -> float:
        """The height of the lines of a note that stand on the page of the table."""
        ems = page_style.type_width / note.font_size
        lines = sum(int(width_in_ems(line) / ems) + 1 for line in note.text.splitlines())
        return (min(lines, _KEPT_NOTE_LINES) * LINE_IN_TABLES + 0.25) * note.font_size

    def _lines(self, part: Part) -> int:
        """An upper estimate of the lines of a text."""
        if not isinstance(part, Heading | Paragraph | LetterLine):
            return 0
        indent = self._page_style.indent_characters
        return max(
            1, sum(int((width_in_ems(line) + indent) / self._line) + 1 for line in part.text.splitlines() or [""])
        )


def _title_height(table: PrintedTable, page_style: PageStyle) -> float:
    """The height of the title of a table, which is set as the body is."""
    if not table.title:
        return 0
    ems = page_style.type_width / page_style.body.size
    return sum(int(width_in_ems(line) / ems) + 1 for line in table.title.splitlines()) * page_style.line_pitch
