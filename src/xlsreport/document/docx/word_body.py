"""The body of a Word file: the title and the parts of the document, each in its style."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count, zip_longest

from xlsreport.document.content.model import (
    Document,
    DrawnPicture,
    Heading,
    LetterLine,
    Paragraph,
    PrintedTable,
    TableNote,
)
from xlsreport.document.docx.docx_styling import DocxStyling
from xlsreport.document.docx.page_setup import PageSetup, marked_as_draft
from xlsreport.document.docx.word_picture import picture_xml
from xlsreport.document.docx.word_styles import TABLE_LINE, size_properties
from xlsreport.document.docx.word_table import table_xml
from xlsreport.document.docx.word_xml import KEPT_WITH_NEXT, ON_A_NEW_PAGE, element, paragraph, text_run, twips
from xlsreport.document.page_styles.page_style import AFTER_TABLE, BETWEEN_TABLES
from xlsreport.document.pagination.page_breaks import PageBreaks, page_breaks_of, title_is_landscape
from xlsreport.document.pagination.word_breaks import long_words

_BROKEN_ANYWHERE = element("lang", val="zh-CN")


def body_xml(document: Document, styling: DocxStyling) -> str:
    """The content of the body."""
    return "".join(_body(document, styling))


def page_of(document: Document, styling: DocxStyling) -> PageSetup:
    """The page set-up of a report; every page of a draft is marked."""
    if document.draft is None:
        return styling.page
    return marked_as_draft(styling.page, draft_line(document.draft, styling))


def draft_line(mark: str, styling: DocxStyling) -> str:
    """The red line that marks a draft."""
    return paragraph(styling.ids["draft"], text_run(mark, styling.hint))


def _body(document: Document, styling: DocxStyling) -> Iterator[str]:
    kept = page_breaks_of(document, styling.page_style)
    sections = _Sections(page_of(document, styling), styling, landscape=title_is_landscape(kept))
    yield _title(document.title_lines, styling)
    pictures, tables = count(1), count(1)
    for part, after, breaks in zip_longest(document.parts, document.parts[1:], kept):
        yield from sections.before(breaks)
        if isinstance(part, DrawnPicture):
            yield from picture_xml(part, next(pictures), styling)
        elif isinstance(part, PrintedTable):
            yield from table_xml(part, styling, breaks, next(tables))
            if not isinstance(after, Heading | Paragraph | LetterLine | TableNote):
                yield _separator(styling)
        else:
            yield _text(part, styling, breaks)
            if isinstance(part, TableNote) and isinstance(after, PrintedTable):
                yield _separator(styling)
    yield sections.last()


class _Sections:
    """Ends a section of the document where the paper is turned: its properties stand behind what it holds."""

    def __init__(self, page: PageSetup, styling: DocxStyling, *, landscape: bool) -> None:
        self._page, self._styling = page, styling
        self._landscape = landscape
        self._is_first = True

    def before(self, breaks: PageBreaks) -> Iterator[str]:
        """The end of the section before a part that stands on other paper."""
        if breaks.landscape != self._landscape:
            line = element("spacing", line=twips(1), lineRule="exact")
            yield paragraph(self._styling.ids["table_text"], properties=line + self.last())
            self._landscape, self._is_first = breaks.landscape, False

    def last(self) -> str:
        """The properties of the section that is being written."""
        return self._page.section(landscape=self._landscape, is_first=self._is_first)


def _title(lines: Sequence[str], styling: DocxStyling) -> str:
    """The title as one paragraph, for screen readers and searches."""
    return paragraph(styling.ids["title"], text_run("\n".join(lines), styling.hint))


def _text(part: Heading | Paragraph | LetterLine | TableNote, styling: DocxStyling, breaks: PageBreaks) -> str:
    keep = "".join(
        (
            KEPT_WITH_NEXT if breaks.with_next else "",
            ON_A_NEW_PAGE if breaks.new_page else "",
            element("widowControl") if breaks.together else "",
            element("spacing", before=twips(AFTER_TABLE)) if breaks.after_table else "",
        )
    )
    match part:
        case Heading(level, text):
            return paragraph(styling.ids[f"heading{level}"], text_run(text, styling.hint), keep)
        case Paragraph():
            return _paragraph(part, styling, keep)
        case LetterLine():
            return _line(part, styling, keep)
        case TableNote():
            return _note(part, styling, keep)


def _paragraph(part: Paragraph, styling: DocxStyling, keep: str) -> str:
    """A paragraph; a run-in heading is set in the heading's face, the rest in that of the body."""
    lead = part.lead if part.level is not None else 0
    face = element("rStyle", val=styling.ids[f"lead{part.level}"]) if lead else ""
    begin, rest = part.text[:lead], part.text[lead:]
    runs = [*_runs(begin, styling, face + styling.hint)] if lead else []
    runs += _runs(rest, styling, styling.hint)
    return paragraph(styling.ids["body"], "".join(runs), keep)


def _runs(text: str, styling: DocxStyling, properties: str) -> Iterator[str]:
    """Runs of a text; telephone numbers and addresses are marked as Chinese, so that they may be broken anywhere.

    Only in justified text: elsewhere a line that ends early stretches nothing, and LibreOffice takes another font.
    """
    broken = _BROKEN_ANYWHERE if styling.page_style.alignment == "both" else ""
    for part, is_long_word in long_words(text):
        yield text_run(part, properties + (broken if is_long_word else ""))


def _line(part: LetterLine, styling: DocxStyling, keep: str) -> str:
    characters = part.from_right or 0
    ends = {"rightChars": characters * 100, "right": twips(characters * styling.page_style.body.size)}
    indent = element("ind", **ends, firstLineChars=0, firstLine=0)
    side = element("jc", val="left" if part.from_right is None else "right")
    return paragraph(styling.ids["body"], text_run(part.text, styling.hint), keep + indent + side)


def _note(part: TableNote, styling: DocxStyling, keep: str) -> str:
    """A paragraph below a table, in the style of its cells."""
    line = element(
        "spacing", before=twips(part.font_size / 4), line=twips(part.font_size * TABLE_LINE), lineRule="exact"
    )
    runs = "".join(_runs(part.text, styling, styling.hint + size_properties(part.font_size)))
    return paragraph(styling.ids["table_text"], runs, keep + line + element("jc", val="left"))


def _separator(styling: DocxStyling) -> str:
    """A paragraph between tables, which Word would join, and at the end, where Word requires one."""
    return paragraph(
        styling.ids["table_text"], properties=element("spacing", line=twips(BETWEEN_TABLES), lineRule="exact")
    )
