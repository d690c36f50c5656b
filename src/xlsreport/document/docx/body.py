"""What stands on the pages: the title and the parts of the report, each in its style."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count, zip_longest

from xlsreport.document.breaking import long_words
from xlsreport.document.docx.look import Look
from xlsreport.document.docx.markup import KEPT_WITH_NEXT, ON_A_NEW_PAGE, element, paragraph, run, twips
from xlsreport.document.docx.picture import picture_xml
from xlsreport.document.docx.table import table_xml
from xlsreport.document.house import AFTER_TABLE, BETWEEN_TABLES
from xlsreport.document.keeping import Keeping, keeping_of
from xlsreport.document.model import Document, Heading, Line, Paragraph, Picture, Table

_BROKEN_ANYWHERE = element("lang", val="zh-CN")


def body_xml(document: Document, look: Look) -> str:
    """The content of the document's body, without the properties of its section."""
    return "".join(_body(document, look))


def draft_line(mark: str, look: Look) -> str:
    """The red line that says that this is not the report to be published."""
    return paragraph(look.ids["draft"], run(mark, look.hint))


def _body(document: Document, look: Look) -> Iterator[str]:
    if document.draft is not None:
        yield draft_line(document.draft, look)
    yield _title(document.title_lines, look)
    pictures, tables = count(1), count(1)
    kept = keeping_of(document, look.house)
    for part, after, keeping in zip_longest(document.parts, document.parts[1:], kept):
        if isinstance(part, Picture):
            yield from picture_xml(part, next(pictures), look)
        elif isinstance(part, Table):
            yield from table_xml(part, look, keeping, next(tables))
            if not isinstance(after, Heading | Paragraph | Line):
                yield _separator(look)
        else:
            yield _text(part, look, keeping)


def _title(lines: Sequence[str], look: Look) -> str:
    """One paragraph, so that it is one title to those who hear or search it."""
    return paragraph(look.ids["title"], run("\n".join(lines), look.hint))


def _text(part: Heading | Paragraph | Line, look: Look, keeping: Keeping) -> str:
    keep = "".join(
        (
            KEPT_WITH_NEXT if keeping.with_next else "",
            ON_A_NEW_PAGE if keeping.new_page else "",
            element("widowControl") if keeping.together else "",
            element("spacing", before=twips(AFTER_TABLE)) if keeping.after_table else "",
        )
    )
    match part:
        case Heading(level, text):
            return paragraph(look.ids[f"heading{level}"], run(text, look.hint), keep)
        case Paragraph():
            return _paragraph(part, look, keep)
        case Line():
            return _line(part, look, keep)


def _paragraph(part: Paragraph, look: Look, keep: str) -> str:
    """A heading that runs into its text is set in the heading's face, the rest in the body's."""
    lead = part.lead if part.level is not None else 0
    face = element("rStyle", val=look.ids[f"lead{part.level}"]) if lead else ""
    begin, rest = part.text[:lead], part.text[lead:]
    runs = (*_runs(begin, face + look.hint), *_runs(rest, look.hint)) if lead else _runs(rest, look.hint)
    return paragraph(look.ids["body"], "".join(runs), keep)


def _runs(text: str, properties: str) -> Iterator[str]:
    """A telephone number or an address may be broken anywhere, as Chinese text is; other numbers are not."""
    for part, is_long_word in long_words(text):
        yield run(part, properties + (_BROKEN_ANYWHERE if is_long_word else ""))


def _line(part: Line, look: Look, keep: str) -> str:
    characters = part.from_right or 0
    ends = {"rightChars": characters * 100, "right": twips(characters * look.house.body.size)}
    indent = element("ind", **ends, firstLineChars=0, firstLine=0)
    side = element("jc", val="left" if part.from_right is None else "right")
    return paragraph(look.ids["body"], run(part.text, look.hint), keep + indent + side)


def _separator(look: Look) -> str:
    """Word joins tables that touch, and wants a paragraph at the end of the document."""
    return paragraph(
        look.ids["table_text"], properties=element("spacing", line=twips(BETWEEN_TABLES), lineRule="exact")
    )
