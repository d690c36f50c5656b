"""The page: paper, margins, grid, page numbers, and the mark of a draft."""

from __future__ import annotations

from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.section import Section, _BaseHeaderFooter
from docx.shared import Length, Mm

from xlsreport.document.docx.oxml import Element, element, field, paragraph, run, twips
from xlsreport.document.house import HouseStyle, Page

_HALF_FOOTER_LINE = Mm(3)
"""The dashes beside the page number stand at half the height of a line of 18 pt."""
_HEADER_DISTANCE = Mm(20)


def set_up_page(word: WordDocument, house: HouseStyle, draft: str | None) -> None:
    """Give the document its paper, margins, grid, page numbers and, if a draft, its mark on every page."""
    section = word.sections[0]
    word.settings.odd_and_even_pages_header_footer = True
    _set_paper(section, house.page)
    _set_grid(section, house)
    _set_page_numbers(section, house)
    if draft is not None:
        _mark_as_draft(section, house, draft)


def _set_paper(section: Section, page: Page) -> None:
    section.page_width, section.page_height = Mm(page.width), Mm(page.height)
    section.top_margin, section.right_margin = Mm(page.top), Mm(page.right)
    section.bottom_margin, section.left_margin = Mm(page.bottom), Mm(page.left)
    section.header_distance = _HEADER_DISTANCE
    section.footer_distance = Length(Mm(page.bottom - page.number_below) - _HALF_FOOTER_LINE)
    section.gutter = Mm(0)


def _set_grid(section: Section, house: HouseStyle) -> None:
    properties = section._sectPr
    for grid in properties.findall(qn("w:docGrid")):
        properties.remove(grid)
    properties.append(element("docGrid", type=house.grid, linePitch=twips(house.line_pitch)))


def _set_page_numbers(section: Section, house: HouseStyle) -> None:
    one = twips(house.page_number.size)
    _fill(section.footer, _page_number(house, element("ind", rightChars=100, right=one), "right"))
    _fill(section.even_page_footer, _page_number(house, element("ind", leftChars=100, left=one), "left"))


def _page_number(house: HouseStyle, indent: Element, side: str) -> Element:
    runs = [run("— ", house.hint), *field("PAGE", house.hint), run(" —", house.hint)]
    return paragraph("Footer", *runs, properties=(indent, element("jc", val=side)))


def _mark_as_draft(section: Section, house: HouseStyle, draft: str) -> None:
    for header in (section.header, section.even_page_header):
        _fill(header, draft_line(house, draft))


def draft_line(house: HouseStyle, draft: str) -> Element:
    """The red line that says that this is not the report to be published."""
    return paragraph("Draft", run(draft, house.hint))


def _fill(margin: _BaseHeaderFooter, content: Element) -> None:
    margin.is_linked_to_previous = False
    root = margin._element
    for child in list(root):
        root.remove(child)
    root.append(content)
