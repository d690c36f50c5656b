"""The numbers before the items of a list, which its markup has not."""

from __future__ import annotations

import re
import string

from lxml import etree

NUMBERED = re.compile(r"[(（]?(?:\d+|[一二三四五六七八九十]+|[a-zA-Z])[)）.．、]")
"""How a text begins that has its own number."""


def list_marker(item: etree._Element) -> str:
    """The number of an item of an ``ol``, as far as it is one of digits or a letter; else ""."""
    parent = item.getparent()
    if parent is None or item.tag != "li" or parent.tag != "ol":
        return ""
    number = _number(item, parent)
    match item.get("type") or parent.get("type", "1"):
        case "1":
            return f"{number}. "
        case "a" | "A" as first if 0 < number <= len(string.ascii_lowercase):
            return f"{chr(ord(first) + number - 1)}. "
        case _:
            return ""


def _number(item: etree._Element, parent: etree._Element) -> int:
    """The number: its own, or one more than that of the item before it."""
    passed = 0
    for each in (item, *item.itersiblings("li", preceding=True)):
        if (own := _whole(each.get("value"))) is not None:
            return own + passed
        passed += 1
    return (_whole(parent.get("start")) or 1) + passed - 1


def _whole(stated: str | None) -> int | None:
    return int(stated) if stated is not None and re.fullmatch(r"-?\d{1,6}", stated.strip()) else None
