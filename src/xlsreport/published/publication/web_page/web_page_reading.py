"""Reads a published web page, as it was saved."""

from __future__ import annotations

import re

from xlsreport.errors import PublicationError
from xlsreport.messages import Messages
from xlsreport.published.publication.publication import Publication
from xlsreport.published.publication.text_decoding import decoded_text, stated_encodings
from xlsreport.published.publication.web_page.line_text import line_text
from xlsreport.published.publication.web_page.page_blocks import PageBlocks
from xlsreport.published.publication.web_page.page_tree import MAX_BYTES, inner_text, page_tree
from xlsreport.published.publication.web_page.style_sheets import styles_of_page

_HEAD = 4_096
"""Bytes among which a page states its encoding; browsers look at 1,024, and other programs write more before it."""
_TAG = re.compile(
    r"<(?:!doctype\s+html|/?(?:html|head|body|meta|title|table|tr|td|div|p|span|br|style|script|h[1-6]|ul|li|a|font|"
    r"article|section)[\s/>])",
    re.IGNORECASE,
)


def looks_like_html(data: bytes) -> bool:
    """Whether a file is a web page, by what it begins with; a part of a page counts, too."""
    start = decoded_text(data[: _HEAD * 4][: len(data) // 2 * 2 or len(data)]).text.lstrip("\ufeff \t\r\n")
    return start.startswith("<") and len(_TAG.findall(start)) >= min(3, start.count("<"))


def read_web_page(data: bytes, name: str, messages: Messages) -> Publication:
    """What a web page shows: no network is used, and nothing of it is run.

    Args:
        data: the bytes of the page.
        name: what to call it.
        messages: the sentences of the user's language.

    Raises:
        PublicationError: it is larger than any report.
    """
    if len(data) > MAX_BYTES:
        raise PublicationError(messages("web_page.too_large", file=name, limit=MAX_BYTES >> 20))
    decoded = decoded_text(data, stated_encodings(data[:_HEAD]))
    root = page_tree(decoded.text, name, messages)
    page = PageBlocks(root, styles_of_page(root), name, messages)
    blocks = page.read(root)
    notes = (*decoded.notes(messages), *page.notes)
    title = next((line_text(inner_text(each)) for each in root.iter("title")), "")
    return Publication(name, "html", blocks, title, notes)
