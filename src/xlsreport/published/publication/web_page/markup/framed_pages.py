"""Pages within a page, and style sheets beside it, where the file has them: they are put where they are shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from lxml import etree

from xlsreport.published.publication.text_decoding import DecodedText, decoded_text, stated_encodings
from xlsreport.published.publication.web_page.markup.saved_page import SavedPage

_DEEPEST = 3
"""Pages within pages."""
_MOST = 50
"""Frames and linked style sheets of one page."""
_HEAD = 4_096
"""Bytes among which a page states its encoding; browsers look at 1,024, and other programs write more before it."""

TreeReader = Callable[[str], etree._Element]
"""Parses a page."""


def page_text(page: SavedPage) -> DecodedText:
    """The markup of a page."""
    return decoded_text(page.data, [page.encoding, *stated_encodings(page.data[:_HEAD])])


def fill_frames(
    root: etree._Element, parts: Mapping[str, SavedPage], tree_of: TreeReader, deepest: int = _DEEPEST
) -> None:
    """Put pages within a page into its frames, and style sheets saved with it to where they are named."""
    for number, element in enumerate(list(root.iter("iframe", "frame", "link"))):
        if number >= _MOST:
            return
        if element.tag == "link":
            _fill_sheet(element, parts)
        elif deepest and (text := _framed(element, parts)) is not None:
            inner = tree_of(text)
            fill_frames(inner, parts, tree_of, deepest - 1)
            element.tag = "div"
            element.text = None
            element.extend(list(inner))


def _framed(frame: etree._Element, parts: Mapping[str, SavedPage]) -> str | None:
    if "srcdoc" in frame.attrib:
        return frame.get("srcdoc")
    part = parts.get(frame.get("src", "").strip())
    return page_text(part).text if part is not None else None


def _fill_sheet(link: etree._Element, parts: Mapping[str, SavedPage]) -> None:
    part = parts.get(link.get("href", "").strip())
    if part is not None and "stylesheet" in link.get("rel", "").lower():
        link.tag = "style"
        link.text = page_text(part).text
