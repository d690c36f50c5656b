"""Pictures of a page: inline SVG with a text alternative."""

from __future__ import annotations

import re
from dataclasses import dataclass
from xml.etree import ElementTree

from markupsafe import Markup

from xlsreport.document.content.model import DrawnPicture

_REFERENCE = re.compile(r"url\(#([^)]+)\)")


@dataclass(frozen=True, slots=True)
class PictureView:
    """One picture, ready to be printed by the template; ``width`` is that of the drawing in points."""

    svg: Markup
    caption: str
    width: str


def picture_view(picture: DrawnPicture, number: int) -> PictureView:
    """Prepare a picture; its number makes its ids unique within the page."""
    prefix = f"p{number}-"
    root = ElementTree.fromstring(picture.svg)
    for element in root.iter():
        # HTML knows SVG elements without their namespace.
        element.tag = element.tag.rpartition("}")[2]
        element.attrib = {name.rpartition("}")[2]: _own(name, value, prefix) for name, value in element.attrib.items()}
    for name in ("width", "height"):
        root.attrib.pop(name, None)
    root.attrib |= {"role": "img", "aria-labelledby": f"{prefix}words"}
    words = ElementTree.Element("title", {"id": f"{prefix}words"})
    words.text = picture.alternative
    root.insert(0, words)
    svg = ElementTree.tostring(root, encoding="unicode", short_empty_elements=False)
    return PictureView(Markup(svg), picture.caption, f"{picture.width:g}pt")


def _own(name: str, value: str, prefix: str) -> str:
    """An attribute's value with its ids prefixed."""
    if name == "id":
        return prefix + value
    if name.rpartition("}")[2] == "href" and value.startswith("#"):
        return f"#{prefix}{value[1:]}"
    return _REFERENCE.sub(rf"url(#{prefix}\1)", value)
