"""Reads an OFD (GB/T 33190), the fixed format of Chinese authorities: a zip archive of XML."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from lxml import etree

from xlsreport.messages import Messages
from xlsreport.opc.office_package import OfficePackage
from xlsreport.published.publication.fixed_pages.drawing.drawn_page import DrawnPage
from xlsreport.published.publication.fixed_pages.ofd_drawing.ofd_page import ofd_page
from xlsreport.published.publication.fixed_pages.ofd_drawing.ofd_values import (
    POINTS,
    Point,
    child,
    children,
    numbers,
)
from xlsreport.published.publication.fixed_pages.publication_of_pages import publication_of_pages
from xlsreport.published.publication.publication import Publication
from xlsreport.published.publication.published_kinds import PART_LIMITS
from xlsreport.published.publication.unreadable import UnreadablePublicationError

_MAX_PAGES = 1_000
_A4 = (210.0 * POINTS, 297.0 * POINTS)


def read_ofd_publication(data: bytes, name: str, messages: Messages) -> Publication:
    """What an OFD shows.

    Raises:
        UnreadablePublicationError: it has too many pages, or is of pictures only.
        InvalidFileError: it is encrypted, damaged, or too large.
    """
    return publication_of_pages(list(_pages(OfficePackage(data, PART_LIMITS))), name, "ofd", messages)


def _pages(package: OfficePackage) -> Iterator[DrawnPage]:
    body = child(package.tree("OFD.xml"), "DocBody")
    main = _text(child(body, "DocRoot")).lstrip("/")
    document = package.tree(main)
    common = child(document, "CommonData")
    templates = {
        str(one.get("ID")): _part(main, str(one.get("BaseLoc", ""))) for one in children(common, "TemplatePage")
    }
    pages = children(child(document, "Pages"), "Page")
    if len(pages) > _MAX_PAGES:
        raise UnreadablePublicationError("too_much")
    for number, page in enumerate(pages, 1):
        content = package.tree(_part(main, str(page.get("BaseLoc", ""))))
        used = [templates.get(str(one.get("TemplateID"))) for one in children(content, "Template")]
        below = [package.tree(part) for part in used if part is not None]
        size = _size(child(content, "Area")) or _size(child(common, "PageArea")) or _A4
        yield ofd_page(number, [*below, content], size)


def _part(main: str, place: str) -> str:
    """The name of a part that the document names by its place."""
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(main), place)).lstrip("/")


def _size(area: etree._Element | None) -> Point | None:
    box = numbers(_text(child(area, "PhysicalBox")))
    return (box[2] * POINTS, box[3] * POINTS) if len(box) == 4 else None


def _text(element: etree._Element | None) -> str:
    return "" if element is None else (element.text or "").strip()
