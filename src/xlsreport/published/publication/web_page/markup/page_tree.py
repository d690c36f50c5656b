"""The markup of a page → a tree of elements, within limits."""

from __future__ import annotations

import re

from lxml import etree

from xlsreport.errors import PublicationError
from xlsreport.messages import Messages

MAX_BYTES = 32 << 20
"""Of a page; what browsers save with all pictures within is smaller."""
MAX_ELEMENTS = 100_000
"""Of a page; the largest published reports have some 5,000."""
_MAX_TEXT = 4_000_000
"""Characters outside of the markup, as of a plain text; the longest reports have a hundredth of that."""
_MAX_ATTRIBUTES = 500
"""Of an element; the parser compares each with each."""
_LONG_TAG = re.compile(r"<[A-Za-z][^<>]{2000,}")
_ENDS = re.compile(r"</(?:html|body)\s*>|<!doctype\b[^>]*>", re.IGNORECASE)
"""Where the parser ends a page and browsers do not, as where a site puts a whole page into another ([HTML] 13.2.6)."""
_MAX_DEPTH = 1_000
"""Of elements within elements; pages cut into spans by Word reach some 60."""


def page_tree(text: str, name: str, messages: Messages) -> etree._Element:
    """The elements of a page, without comments and processing instructions.

    Raises:
        PublicationError: it is nested more deeply, or has more elements, than a report.
    """
    if any(found[0].count("=") > _MAX_ATTRIBUTES for found in _LONG_TAG.finditer(text)):
        raise PublicationError(messages("web_page.too_much", file=name))
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=True)
    try:
        root = etree.fromstring(_ENDS.sub("", text).encode("utf-8", "replace"), parser)
    except etree.ParserError:
        root = None
    except etree.XMLSyntaxError:
        root = None
    if root is None:
        return etree.Element("html")
    elements, deepest = extent(root)
    if elements > MAX_ELEMENTS or deepest > _MAX_DEPTH or _text_length(root) > _MAX_TEXT or _has_overrun(parser):
        raise PublicationError(messages("web_page.too_much", file=name))
    return root


def inner_text(element: etree._Element) -> str:
    """All text within an element, as the markup has it."""
    return "".join(map(str, element.itertext()))


def extent(root: etree._Element) -> tuple[int, int]:
    """How many elements there are, and how deeply they are nested."""
    elements = depth = deepest = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        elements += event == "start"
        deepest = max(deepest, depth)
    return elements, deepest


def _text_length(root: etree._Element) -> int:
    """How many characters the page has outside of its markup, scripts and styles."""
    shown = (each for each in root.iter(etree.Element) if each.tag not in ("script", "style"))
    return sum(len(each.text or "") + len(each.tail or "") for each in shown)


def _has_overrun(parser: etree.HTMLParser) -> bool:
    """Whether the parser stopped at one of its own limits, so that the rest of the page is missing."""
    return any(entry.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for entry in parser.error_log)
