"""The numbers before the items of a list, which its markup has not."""

from __future__ import annotations

import re

from lxml import etree

NUMBERED = re.compile(r"[(（]?(?:\d+|[一二三四五六七八九十]+|[a-zA-Z])[)）.．、]")
"""How a text begins that has its own number."""
_LETTERS = 26


class ListNumbers:
    """Counts the items of the lists of a page."""

    def __init__(self) -> None:
        self._last: dict[etree._Element, int] = {}

    def marker(self, item: etree._Element) -> str:
        """The number of an item of an ``ol``, as far as it is one of digits or a letter; else ""."""
        parent = item.getparent()
        if parent is None or parent.tag != "ol":
            return ""
        number = self._number(item, parent)
        match item.get("type") or parent.get("type", "1"):
            case "1":
                return f"{number}. "
            case "a" | "A" as first if 0 < number <= _LETTERS:
                return f"{chr(ord(first) + number - 1)}. "
            case _:
                return ""

    def _number(self, item: etree._Element, parent: etree._Element) -> int:
        """The number: its own, or one more than that of the item before it."""
        before = self._last.get(parent)
        if before is None:
            before = (_whole(parent.get("start")) or 1) - 1
        own = _whole(item.get("value"))
        number = self._last[parent] = before + 1 if own is None else own
        return number


def _whole(stated: str | None) -> int | None:
    return int(stated) if stated is not None and re.fullmatch(r"-?\d{1,6}", stated.strip()) else None
