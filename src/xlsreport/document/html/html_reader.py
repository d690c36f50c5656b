"""Reads a web page back with a parser."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

import lxml.html
from lxml import etree

from xlsreport.document.proof.rendering_content import (
    ReadCell,
    ReadRow,
    RenderingContent,
    UnreadableRenderingError,
    visible,
)

_PARAGRAPHS = {"h1", "h2", "h3", "h4", "h5", "p"}


def read_html(data: bytes) -> RenderingContent:
    """The tables, the paragraphs and the machine-readable figures of a page.

    Raises:
        UnreadableRenderingError: it is no page, or its figures are not valid JSON.
    """
    try:
        page = lxml.html.document_fromstring(data, parser=lxml.html.HTMLParser(encoding="utf-8"))
        figures = _figures(page)
    except (etree.ParserError, ValueError, KeyError) as error:
        raise UnreadableRenderingError(str(error)) from error
    rows = tuple(_rows(page))
    paragraphs = tuple(_all_text(element) for element in page.iter(*_PARAGRAPHS))
    return RenderingContent(rows, paragraphs, figures)


def _rows(page: etree._Element) -> Iterator[ReadRow]:
    """The rows; a label that is split at a page break counts once if both parts have the same text."""
    named = {cell.get("id"): cell for cell in page.iter("th") if cell.get("id")}
    parts: dict[str, list[etree._Element]] = {}
    for cell in page.iter("th"):
        first = named.get(cell.get("data-continues"))
        if first is not None and _same_label(cell, first):
            parts.setdefault(first.get("id", ""), []).append(cell)
    continuing = {cell for found in parts.values() for cell in found}
    for row in page.iter("tr"):
        cells = (cell for cell in row.iterchildren("th", "td") if cell not in continuing)
        yield tuple(_cell(cell, parts.get(cell.get("id", ""), [])) for cell in cells)


def _cell(cell: etree._Element, further: list[etree._Element]) -> ReadCell:
    height = sum(int(part.get("rowspan", "1")) for part in (cell, *further))
    return ReadCell(_all_text(cell), height, int(cell.get("colspan", "1")))


def _same_label(cell: etree._Element, other: etree._Element) -> bool:
    return cell.get("colspan") == other.get("colspan") and _all_text(cell) == _all_text(other)


def _figures(page: etree._Element) -> Mapping[str, str] | None:
    script = page.find(".//script[@id='figures']")
    if script is None:
        return None
    # Numbers are kept as strings: a float could hide a lost digit.
    found = json.loads(script.text or "", parse_int=str, parse_float=str)
    return {place: _text(figure) for place, figure in found["figures"].items()}


def _all_text(element: etree._Element) -> str:
    return visible("".join(map(str, element.itertext())))


def _text(figure: Any) -> str:
    return "" if figure is None else visible(str(figure))
