"""The report as a Word file that an office signs and publishes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from xlsreport.document.docx.oxml import Element, element, paragraph, run, twips
from xlsreport.document.docx.package import blank_document, to_bytes
from xlsreport.document.docx.page import draft_line, set_up_page
from xlsreport.document.docx.styles import heading_run_style
from xlsreport.document.docx.table import table_elements
from xlsreport.document.house import HouseStyle, house_style
from xlsreport.document.model import Document, Heading, Line, Paragraph, Part, Table

__all__ = ["render_docx"]


def render_docx(document: Document) -> bytes:
    """Render a report as a ``.docx`` file; the same report gives the same bytes."""
    house = house_style(document.layout)
    word = blank_document(document, house)
    set_up_page(word, house, document.draft)
    body = word.element.body
    body.clear_content()
    for position, content in enumerate(_content(document, house)):
        body.insert(position, content)
    return to_bytes(word)


def _content(document: Document, house: HouseStyle) -> Iterator[Element]:
    if document.draft is not None:
        yield draft_line(house, document.draft)
    yield from _title(document.title_lines, house)
    for part, after in zip_longest(document.parts, document.parts[1:]):
        yield from _part(part, house)
        if isinstance(part, Table) and not isinstance(after, Heading | Paragraph | Line):
            yield _separator()


def _title(lines: Sequence[str], house: HouseStyle) -> Iterator[Element]:
    """One paragraph, so that it is one title to those who hear or search it."""
    gap = element("spacing", after=twips(house.gap_after_title))
    yield paragraph("Title", run("\n".join(lines), house.hint), properties=(gap,))


def _part(part: Part, house: HouseStyle) -> Iterator[Element]:
    match part:
        case Heading(level, text):
            yield paragraph(f"Heading{level}", run(text, house.hint))
        case Paragraph():
            yield _paragraph(part, house)
        case Line():
            yield _line(part, house)
        case Table():
            yield from table_elements(part, house)


def _paragraph(part: Paragraph, house: HouseStyle) -> Element:
    """A heading that runs into its text is set in the heading's face, the rest in the body's."""
    if part.level is None or part.lead == 0:
        return paragraph("Normal", run(part.text, house.hint))
    face = element("rStyle", val=heading_run_style(part.level))
    lead, rest = part.text[: part.lead], part.text[part.lead :]
    return paragraph("Normal", run(lead, house.hint, face), run(rest, house.hint))


def _line(part: Line, house: HouseStyle) -> Element:
    ends = {"rightChars": (part.from_right or 0) * 100, "right": twips((part.from_right or 0) * house.body.size)}
    indent = element("ind", **ends, firstLineChars=0, firstLine=0)
    side = element("jc", val="left" if part.from_right is None else "right")
    return paragraph("Normal", run(part.text, house.hint), properties=(indent, side))


def _separator() -> Element:
    """Word joins tables that touch, and wants a paragraph at the end of the document."""
    return paragraph("TableText", properties=(element("spacing", line=twips(6), lineRule="exact"),))
