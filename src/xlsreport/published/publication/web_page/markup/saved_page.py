"""A page and what was saved with it: the parts of a web archive (.mht), or of a mail that has a page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message

_HEADERS = re.compile(rb"(?:[A-Za-z][-A-Za-z0-9]*:[^\n]*\r?\n(?:[ \t][^\n]*\r?\n)*)+")
_OF_A_PAGE = re.compile(rb"^content-type:\s*(?:multipart/|text/html)", re.IGNORECASE | re.MULTILINE)
_HEAD = 16_384
_MOST_PARTS = 2_000
"""Parts of an archive that are looked at; pictures are most of them."""


@dataclass(frozen=True, slots=True)
class SavedPage:
    """A page; ``encoding`` is what surrounds it states, and ``parts`` are texts saved with it, by their address."""

    data: bytes
    encoding: str = ""
    parts: Mapping[str, SavedPage] = field(default_factory=dict)


def is_web_archive(data: bytes) -> bool:
    """Whether a file is a MIME message with a page ([RFC 2557])."""
    headers = _HEADERS.match(data[:_HEAD].lstrip(b"\xef\xbb\xbf\r\n"))
    return headers is not None and _OF_A_PAGE.search(headers[0]) is not None


def saved_page(data: bytes) -> SavedPage:
    """The page of a file, with the parts saved beside it; a file without parts is the page itself."""
    if not is_web_archive(data):
        return SavedPage(data)
    try:
        message = message_from_bytes(data.lstrip(b"\xef\xbb\xbf\r\n"))
        found = list(_texts(message))
    except RecursionError:  # parts within parts, thousands deep: no program writes that
        return SavedPage(b"")
    root = message.get_param("start")
    pages = [part for part in found if part.get_content_type() in ("text/html", "application/xhtml+xml")]
    chosen = [part for part in pages if part.get("Content-ID") == root] or pages or found
    if not chosen:
        return SavedPage(b"")
    parts = {address: _saved(part) for part in found if part is not chosen[0] for address in _addresses(part)}
    page = _saved(chosen[0])
    return SavedPage(page.data, page.encoding, parts)


def _texts(message: Message) -> Iterator[Message]:
    """The parts that are texts; pictures are passed over."""
    for number, part in enumerate(message.walk()):
        if number > _MOST_PARTS:
            return
        if part.get_content_type() in ("text/html", "application/xhtml+xml", "text/css", "text/plain"):
            yield part


def _saved(part: Message) -> SavedPage:
    payload = part.get_payload(decode=True)
    return SavedPage(payload if isinstance(payload, bytes) else b"", str(part.get_content_charset("")))


def _addresses(part: Message) -> Iterator[str]:
    if identity := part.get("Content-ID"):
        yield f"cid:{str(identity).strip().strip('<>')}"
    if location := part.get("Content-Location"):
        yield str(location).strip()
