"""Reads a published web page, as it was saved."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from urllib.parse import unquote

from lxml import etree

from xlsreport.errors import PublicationError
from xlsreport.messages import Messages
from xlsreport.published.publication.publication import Block, Publication, PublishedTable
from xlsreport.published.publication.text_decoding import decoded_text
from xlsreport.published.publication.web_page.line_text import line_text
from xlsreport.published.publication.web_page.markup.framed_pages import fill_frames, page_text
from xlsreport.published.publication.web_page.markup.page_tree import MAX_BYTES, inner_text, page_tree
from xlsreport.published.publication.web_page.markup.saved_page import SavedPage, is_web_archive, saved_page
from xlsreport.published.publication.web_page.markup.style_sheets import styles_of_page
from xlsreport.published.publication.web_page.page_blocks import PageBlocks
from xlsreport.published.publication.web_page.page_surroundings import surrounding_elements
from xlsreport.published.publication.web_page.unread_parts import unread_frames, unread_pictures

_HEAD = 16_384
"""Bytes that are looked at to know a page."""
_TAG = re.compile(
    r"<(?:!doctype\s+html|/?(?:html|head|body|meta|title|table|tr|td|div|p|span|br|style|script|h[1-6]|ul|li|a|font|"
    r"article|section)[\s/>])",
    re.IGNORECASE,
)

_DOCUMENT = re.compile(r"\.(?:pdf|docx?|wps|ofd|xlsx?|et|rtf|odt|zip|rar)(?:$|[?#])", re.IGNORECASE)
"""Addresses of files that reports are published as."""
_NAMED = 5
"""Files that a note names."""


def looks_like_html(data: bytes) -> bool:
    """Whether a file is a web page or web archive, by what it begins with; a part of a page counts, too."""
    if is_web_archive(data):
        return True
    start = decoded_text(data[: _HEAD if len(data) > _HEAD else len(data)]).text.lstrip("\ufeff \t\r\n")
    return start.startswith("<") and len(_TAG.findall(start)) >= min(3, start.count("<"))


def read_web_page(
    data: bytes, name: str, messages: Messages, beside: Callable[[], Mapping[str, SavedPage]] = dict
) -> Publication:
    """What a web page shows, saved as a page or as a web archive: no network is used, and nothing of it is run.

    Args:
        data: the bytes of the file.
        name: what to call it.
        messages: the sentences of the user's language.
        beside: gives the pages that were saved in a folder beside it, by address.

    Raises:
        PublicationError: it is larger than any report.
    """
    if len(data) > MAX_BYTES:
        raise PublicationError(messages("web_page.too_large", file=name, limit=MAX_BYTES >> 20))

    def tree_of(text: str) -> etree._Element:
        return page_tree(text, name, messages)

    saved = saved_page(data)
    decoded = page_text(saved)
    root = tree_of(decoded.text)
    fill_frames(root, saved.parts or beside(), tree_of)
    page = PageBlocks(root, styles_of_page(root), name, messages)
    blocks = page.read(root)
    notes = (*decoded.notes(messages), *page.notes, *_elsewhere(root, blocks, messages))
    return Publication(name, "html", blocks, _title(root), notes, _metadata(root))


def _title(root: etree._Element) -> str:
    return next((line_text(inner_text(each)) for each in root.iter("title")), "")


def _metadata(root: etree._Element) -> dict[str, str]:
    """What a page states of itself in ``meta`` elements, the first of each name."""
    stated: dict[str, str] = {}
    for each in root.iter("meta"):
        name, content = each.get("name") or each.get("property") or "", line_text(each.get("content", ""))
        if name and content:
            stated.setdefault(name, content)
    return stated


def _elsewhere(root: etree._Element, blocks: Sequence[Block], messages: Messages) -> list[str]:
    """What to say where a page shows no table: where the report may be, and that tables are hidden in it."""
    if any(isinstance(block, PublishedTable) for block in blocks):
        frames = unread_frames(root)
        told = [messages("web_page.frames", names=", ".join(frames))] if frames else []
        return told + _pictures(root, messages)
    links = (each.get("href", "") for each in root.iter("a"))
    shown = (each.get("src") or each.get("data") or "" for each in root.iter("iframe", "frame", "embed", "object"))
    named = [link for link in links if _DOCUMENT.search(link)] + [link for link in shown if link]
    names = list(dict.fromkeys(unquote(link).split("?")[0].rstrip("/").rpartition("/")[2] for link in named))[:_NAMED]
    notes = [messages("web_page.elsewhere", names=", ".join(filter(None, names)))] if any(names) else []
    notes += _pictures(root, messages)
    unseen = sum(bool(line_text(inner_text(table))) for table in root.iter("table"))
    return [*notes, messages("web_page.unseen_tables", count=unseen)] if unseen else notes


def _pictures(root: etree._Element, messages: Messages) -> list[str]:
    """What to say about pictures within the text, in which tables may be."""
    count = unread_pictures(root, surrounding_elements(root)) if next(root.iter("img"), None) is not None else 0
    return [messages("publication.note_picture", count=count)] if count else []
