"""Reads a web page back, with a parser of its own."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

import lxml.html
from lxml import etree

from xlsreport.document.proof.reading import ReadCell, Reading, Row, UnreadableRenderingError, visible

_PARAGRAPHS = {"h1", "h2", "h3", "h4", "h5", "p"}


def read_html(data: bytes) -> Reading:
    """The tables, the paragraphs and the machine-readable figures of a page.

    Raises:
        UnreadableRenderingError: it is none, or its figures are not the JSON that they should be.
    """
    try:
        page = lxml.html.document_fromstring(data, parser=lxml.html.HTMLParser(encoding="utf-8"))
        figures = _figures(page)
    except (etree.ParserError, ValueError, KeyError) as error:
        raise UnreadableRenderingError(str(error)) from error
    rows = tuple(_row(row) for row in page.iter("tr"))
    paragraphs = tuple(_all_text(element) for element in page.iter(*_PARAGRAPHS))
    return Reading(rows, paragraphs, figures)


def _row(row: etree._Element) -> Row:
    return tuple(_cells(row))


def _cells(row: etree._Element) -> Iterator[ReadCell]:
    for cell in row.iterchildren("th", "td"):
        yield ReadCell(_all_text(cell), int(cell.get("rowspan", "1")), int(cell.get("colspan", "1")))


def _figures(page: etree._Element) -> Mapping[str, str] | None:
    script = page.find(".//script[@id='figures']")
    if script is None:
        return None
    # Numbers stay as they are written: a float would hide a digit that was lost.
    found = json.loads(script.text or "", parse_int=str, parse_float=str)
    return {place: _text(figure) for place, figure in found["figures"].items()}


def _all_text(element: etree._Element) -> str:
    return visible("".join(map(str, element.itertext())))


def _text(figure: Any) -> str:
    return "" if figure is None else visible(str(figure))
