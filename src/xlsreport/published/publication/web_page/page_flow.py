"""The content of an element in reading order: lines of text, and the tables between them."""

from __future__ import annotations

from collections.abc import Callable, Set
from dataclasses import dataclass, replace

from lxml import etree

from xlsreport.published.publication.publication import Block, Paragraph
from xlsreport.published.publication.web_page.element_styles import ElementStyle, StyleSource
from xlsreport.published.publication.web_page.form_controls import control_text
from xlsreport.published.publication.web_page.line_text import line_text, raised_text
from xlsreport.published.publication.web_page.page_tree import inner_text

TableReader = Callable[[etree._Element, ElementStyle], "list[Block] | None"]
"""Gives what stands in an element that is a table; None for all other elements."""

_PARTS_OF_LINES = frozenset(("span", "font", "b", "strong", "small", "em", "i", "u", "a"))
"""Elements that within a heading only begin a new line of it, where a style sheet makes them blocks."""


@dataclass(frozen=True, slots=True)
class FlowSetting:
    """What is known of a page before it is walked through."""

    style_of: StyleSource
    surroundings: Set[etree._Element]
    tables: TableReader


@dataclass(frozen=True, slots=True)
class _Open:
    """An element that is open, and what holds for the text within it; ``begun`` counts the pieces before it."""

    style: ElementStyle
    level: int | None = None
    in_surroundings: bool = False
    begun: int = 0
    is_low: bool = False


class PageFlow:
    """Walks through an element once and collects what it shows.

    Attributes:
        blocks: paragraphs and tables in reading order.
        struck: texts that are struck out, and were left out.
    """

    def __init__(self, setting: FlowSetting, *, in_cell: bool = False) -> None:
        self.blocks: list[Block] = []
        self.struck: list[str] = []
        self._setting, self._in_cell = setting, in_cell
        self._pieces: list[str] = []
        self._open = [_Open(ElementStyle())]

    def walk(self, root: etree._Element, *, in_surroundings: bool = False) -> None:
        """Collect the content of an element, without what follows it."""
        self._open = [_Open(ElementStyle(is_block=True), in_surroundings=in_surroundings)]
        walker = etree.iterwalk(root, events=("start", "end"))
        is_skipped = False
        for event, element in walker:
            if event == "start":
                is_skipped = element is not root and not self._begin(element)
                if is_skipped:
                    walker.skip_subtree()
                elif element.text:
                    self._pieces.append(element.text)
            elif element is not root:
                if not is_skipped:
                    self._end(self._open.pop())
                is_skipped = False
                if element.tail:
                    self._pieces.append(element.tail)
        self._end_line()

    def _begin(self, element: etree._Element) -> bool:
        """Begin an element; False where what it shows is read already, or nothing."""
        style = self._setting.style_of(element)
        if self._in_cell and (text := control_text(element)) is not None:
            self._pieces.append(text)
            return False
        if style.is_hidden:
            return False
        if element.tag in ("br", "hr"):
            self._break(element)
            return False
        if style.is_struck:
            self._strike(element)
            return False
        blocks = self._setting.tables(element, style)
        if blocks is not None:
            self._end_line()
            around = self._open[-1]
            self.blocks.extend(_of_surroundings(block) if around.in_surroundings else block for block in blocks)
            return False
        self._begin_text(element, style)
        return True

    def _begin_text(self, element: etree._Element, style: ElementStyle) -> None:
        around = self._open[-1]
        in_surroundings = around.in_surroundings or element in self._setting.surroundings
        if style.is_block and around.level is not None and element.tag in _PARTS_OF_LINES:
            self._pieces.append("\n")
            style = replace(style, is_block=False)
        elif style.is_block or in_surroundings != around.in_surroundings:
            self._end_line()
        level = heading_level(element)
        opened = _Open(
            style,
            level=around.level if level is None else level,
            in_surroundings=in_surroundings,
            begun=len(self._pieces),
            is_low=style.is_low,
        )
        self._open.append(opened)

    def _end(self, ended: _Open) -> None:
        if ended.style.is_raised and ended.begun <= len(self._pieces):
            before, text = ("".join(self._pieces[part]) for part in (slice(ended.begun), slice(ended.begun, None)))
            self._pieces[ended.begun :] = [raised_text(before, text, is_low=ended.is_low)]
        if ended.style.is_block or ended.in_surroundings != self._open[-1].in_surroundings:
            self._end_line(ended)

    def _break(self, element: etree._Element) -> None:
        """End the line; within a heading, which is one, its parts stay together."""
        if self._open[-1].level is not None and element.tag == "br":
            self._pieces.append("\n")
        else:
            self._end_line()

    def _strike(self, element: etree._Element) -> None:
        text = line_text(inner_text(element))
        if text:
            self.struck.append(text)

    def _end_line(self, within: _Open | None = None) -> None:
        pieces, self._pieces = self._pieces, []
        if text := line_text("".join(pieces)):
            within = within or self._open[-1]
            self.blocks.append(Paragraph(text, within.level, chrome=within.in_surroundings))


def _of_surroundings(block: Block) -> Block:
    return replace(block, chrome=True) if isinstance(block, Paragraph) else block


def heading_level(element: etree._Element) -> int | None:
    """The level of a heading, by its name, its role, or the outline level of Word."""
    tag = str(element.tag)
    if len(tag) == 2 and tag[0] == "h" and tag[1] in "123456":
        return int(tag[1])
    if not element.attrib:
        return None
    if element.get("role") == "heading":
        stated = element.get("aria-level", "2")
        return int(stated) if stated.isdecimal() and 0 < int(stated) < 10 else 2
    return None
