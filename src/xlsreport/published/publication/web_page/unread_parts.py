"""What a page shows and a reader of its text does not see: pages in frames, and pictures within its text."""

from __future__ import annotations

import re
from collections.abc import Set
from urllib.parse import unquote

from lxml import etree

from xlsreport.published.publication.web_page.line_text import line_text
from xlsreport.published.publication.web_page.markup.page_tree import inner_text

_NO_PAGE = re.compile(r"\s*(?:about:|javascript:|data:|$)", re.IGNORECASE)
_NAMED = 5
"""Frames that a note names."""
_LARGE = 250
"""Pixels: pictures that are less wide are signs, emblems and codes to be scanned."""
_MUCH_TEXT = 100
"""Characters of the text around a picture that is a part of it."""
_SIZE = re.compile(r"(?:^|[;\s])width\s*:\s*(\d+)(?:\.\d+)?\s*px", re.IGNORECASE)
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)


def unread_frames(root: etree._Element) -> list[str]:
    """The names of pages in frames whose content the file does not have."""
    frames = (each for each in root.iter("iframe", "frame", "embed", "object") if not _is_unseen(each))
    addresses = (each.get("src") or each.get("data") or "" for each in frames)
    names = (
        unquote(each).split("?")[0].rstrip("/").rpartition("/")[2] for each in addresses if not _NO_PAGE.match(each)
    )
    return list(dict.fromkeys(filter(None, names)))[:_NAMED]


def unread_pictures(root: etree._Element, surroundings: Set[etree._Element]) -> int:
    """How many large pictures stand by themselves between the paragraphs of a page, where tables may be in them."""
    return sum(_is_within_text(picture, surroundings) for picture in root.iter("img"))


def _is_within_text(picture: etree._Element, surroundings: Set[etree._Element]) -> bool:
    above = list(picture.iterancestors())
    if any(each in surroundings or each.tag in ("a", "button") for each in above) or _is_unseen(picture):
        return False
    width = _width(picture)
    if width is not None and width < _LARGE:
        return False
    around = next((each for each in above if line_text(inner_text(each))), None)
    alone = above[0] if above else None
    return around is not None and around is not alone and len(line_text(inner_text(around))) >= _MUCH_TEXT


def _width(picture: etree._Element) -> int | None:
    """The width in pixels as the markup states it; None where it does not."""
    stated = picture.get("width", "").strip().removesuffix("px")
    if stated.isdecimal():
        return int(stated)
    found = _SIZE.search(picture.get("style", ""))
    return int(found[1]) if found else None


def _is_unseen(element: etree._Element) -> bool:
    is_point = any(element.get(side, "").strip() in ("0", "1", "0px", "1px") for side in ("width", "height"))
    return is_point or "hidden" in element.attrib or _HIDDEN.search(element.get("style", "")) is not None
