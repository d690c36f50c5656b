"""The content of an element in reading order: lines of text, and the tables between them."""

from __future__ import annotations

from collections.abc import Callable, Set
from dataclasses import dataclass, replace

from lxml import etree

from xlsreport.published.publication.plain_text.text_blocks import text_blocks
from xlsreport.published.publication.publication import Block, Paragraph
from xlsreport.published.publication.web_page.line_text import line_text, raised_text
from xlsreport.published.publication.web_page.list_markers import NUMBERED, ListNumbers
from xlsreport.published.publication.web_page.markup.element_styles import PREFORMATTED, ElementStyle, StyleSource
from xlsreport.published.publication.web_page.markup.page_tree import inner_text

TableReader = Callable[[etree._Element, ElementStyle], "list[Block] | None"]
"""Gives what stands in an element that is a table; None for all other elements."""

_LINE_END = "\x1e"
"""Stands for the end of a line that is seen, as no page has it."""
_BEFORE = 20
"""Pieces of a line that are looked at to know what stands before a raised one."""
_PARTS_OF_LINES = frozenset(("span", "font", "b", "strong", "small", "em", "i", "u", "a"))
"""Elements that within a heading only begin a new line of it, where a style sheet makes them blocks."""
_WITHOUT_TEXT_TYPES = "hidden button submit reset image checkbox radio file password color range search"
_WITHOUT_TEXT = frozenset(_WITHOUT_TEXT_TYPES.split())
"""Types of ``input`` that show no text of a report."""


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
    keeps_lines: bool = False


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
        self._marker, self._numbers = "", ListNumbers()

    def walk(self, root: etree._Element) -> None:
        """Collect the content of an element, without what follows it."""
        self._open = [_Open(ElementStyle(is_block=True), keeps_lines=self._keeps_lines(root))]
        walker = etree.iterwalk(root, events=("start", "end"))
        is_skipped = False
        for event, element in walker:
            if event == "start":
                is_skipped = element is not root and not self._begin(element)
                if is_skipped:
                    walker.skip_subtree()
                elif element.text:
                    self._add(element.text)
            elif element is not root:
                if not is_skipped:
                    self._end(self._open.pop())
                is_skipped = False
                if element.tail:
                    self._add(element.tail)
        self._end_line()

    def _keeps_lines(self, root: etree._Element) -> bool:
        """Whether ends of lines are seen in an element: the property is that of the next element around it with one."""
        said = (self._setting.style_of(each).keeps_lines for each in (root, *root.iterancestors()))
        return next((each for each in said if each is not None), False)

    def _add(self, text: str) -> None:
        self._pieces.append(text.replace("\n", _LINE_END) if self._open[-1].keeps_lines else text)

    def _begin(self, element: etree._Element) -> bool:
        """Begin an element; False where what it shows is read already, or nothing."""
        style = self._setting.style_of(element)
        if self._in_cell and (text := _control_text(element)) is not None:
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
        is_text = element.tag in PREFORMATTED and not self._in_cell
        blocks = text_blocks(inner_text(element)) if is_text else self._setting.tables(element, style)
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
            keeps_lines=around.keeps_lines if style.keeps_lines is None else style.keeps_lines,
        )
        if element.tag == "li" and not (style.is_unmarked_list or around.style.is_unmarked_list):
            self._marker = self._numbers.marker(element)
        self._open.append(opened)

    def _end(self, ended: _Open) -> None:
        if ended.style.is_raised and ended.begun <= len(self._pieces):
            text = "".join(self._pieces[ended.begun :])
            before = "".join(self._pieces[max(0, ended.begun - _BEFORE) : ended.begun])
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
        within = within or self._open[-1]
        for text in filter(None, map(line_text, "".join(pieces).split(_LINE_END))):
            marker = "" if NUMBERED.match(text) else self._marker
            self.blocks.append(Paragraph(marker + text, within.level, chrome=within.in_surroundings))
            self._marker = ""


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


def _control_text(element: etree._Element) -> str | None:
    """The text that a form's field shows: a page may have its figures in fields. None for what is no field."""
    match element.tag:
        case "input":
            return "" if element.get("type", "text").lower() in _WITHOUT_TEXT else element.get("value", "")
        case "textarea":
            return element.text or ""
        case "select":
            options = list(element.iter("option"))
            chosen = [option for option in options if "selected" in option.attrib] or options[:1]
            return inner_text(chosen[0]) if chosen else ""
        case _:
            return None
