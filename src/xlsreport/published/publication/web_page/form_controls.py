"""What a form's fields show, where a page has the figures of its tables in them."""

from __future__ import annotations

from lxml import etree

from xlsreport.published.publication.web_page.markup.page_tree import inner_text

_WITHOUT_TEXT_WORDS = "hidden button submit reset image checkbox radio file password color range search"
_WITHOUT_TEXT = frozenset(_WITHOUT_TEXT_WORDS.split())
"""Types of ``input`` that show no text of a report."""


def control_text(element: etree._Element) -> str | None:
    """The text that a field shows; None for what is no field."""
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
