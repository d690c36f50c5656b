"""Reads a web page back with a parser."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from html.parser import HTMLParser
from typing import Any
from xml.etree.ElementTree import Element, TreeBuilder

from xlsreport.document.proof.rendering_content import (
    ReadCell,
    ReadRow,
    RenderingContent,
    UnreadableRenderingError,
    visible,
)

_PARAGRAPHS = {"h1", "h2", "h3", "h4", "h5", "p"}
_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
"""Elements without an end tag (HTML Living Standard, 13.1.2)."""


def read_html(data: bytes) -> RenderingContent:
    """The tables, the paragraphs and the machine-readable figures of a page.

    Raises:
        UnreadableRenderingError: it is no page, or its figures are not valid JSON.
    """
    try:
        page = _parsed(data.decode())
        figures = _figures(page)
    except (ValueError, KeyError) as error:
        raise UnreadableRenderingError(str(error)) from error
    rows = tuple(_rows(page))
    paragraphs = tuple(_all_text(element) for element in page.iter() if element.tag in _PARAGRAPHS)
    return RenderingContent(rows, paragraphs, figures, site=dict(_site(page)))


class _PageParser(HTMLParser):
    """Builds the tree of a page in which every element that is not void has its end tag, as our own have."""

    def __init__(self) -> None:
        super().__init__()
        self._tree = TreeBuilder()
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        if tag in _VOID:
            self.handle_startendtag(tag, attrs)
        else:
            self._tree.start(tag, _attributes(attrs))
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        self._tree.start(tag, _attributes(attrs))
        self._tree.end(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open.pop() != tag:
            raise ValueError(f"</{tag}>")
        self._tree.end(tag)

    def handle_data(self, data: str) -> None:
        if self._open:
            self._tree.data(data)

    def root(self) -> Element:
        """The page's element; raises ValueError where an element has no end."""
        self.close()
        if self._open:
            raise ValueError(f"<{self._open[-1]}>")
        root = self._tree.close()
        if root is None:
            raise ValueError("<html>")
        return root


def _attributes(attrs: Sequence[tuple[str, str | None]]) -> dict[str, str]:
    return {name: value or "" for name, value in attrs}


def _parsed(page: str) -> Element:
    parser = _PageParser()
    parser.feed(page)
    return parser.root()


def _rows(page: Element) -> Iterator[ReadRow]:
    """The rows; a label that is split at a page break counts once if both parts have the same text."""
    named = {cell.get("id"): cell for cell in page.iter("th") if cell.get("id")}
    parts: dict[str, list[Element]] = {}
    for cell in page.iter("th"):
        first = named.get(cell.get("data-continues"))
        if first is not None and _same_label(cell, first):
            parts.setdefault(first.get("id", ""), []).append(cell)
    continuing = {cell for found in parts.values() for cell in found}
    for row in page.iter("tr"):
        cells = (cell for cell in row if cell.tag in ("th", "td") and cell not in continuing)
        yield tuple(_cell(cell, parts.get(cell.get("id", ""), [])) for cell in cells)


def _cell(cell: Element, further: list[Element]) -> ReadCell:
    height = sum(int(part.get("rowspan", "1")) for part in (cell, *further))
    return ReadCell(_all_text(cell), height, int(cell.get("colspan", "1")))


def _same_label(cell: Element, other: Element) -> bool:
    return cell.get("colspan") == other.get("colspan") and _all_text(cell) == _all_text(other)


def _figures(page: Element) -> Mapping[str, str] | None:
    script = page.find(".//script[@id='figures']")
    if script is None:
        return None
    # Numbers are kept as strings: a float could hide a lost digit.
    found = json.loads(script.text or "", parse_int=str, parse_float=str)
    return {place: _text(figure) for place, figure in found["figures"].items()}


def _site(page: Element) -> Iterator[tuple[str, str]]:
    for element in page.iter("meta"):
        name = element.get("name", "")
        if name not in ("", "viewport"):
            yield name, element.get("content", "")


def _all_text(element: Element) -> str:
    return visible("".join(map(str, element.itertext())))


def _text(figure: Any) -> str:
    return "" if figure is None else visible(str(figure))
