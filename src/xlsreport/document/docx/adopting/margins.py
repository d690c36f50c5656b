"""Headers and footers of an office's document: their words, pictures and page numbers, made anew."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal

from lxml import etree

from xlsreport.document.docx.adopting.allowed_markup import AllowList, Rebuilding, named, written
from xlsreport.document.docx.adopting.archive import Archive
from xlsreport.document.docx.adopting.drawing_markup import drawing_rules
from xlsreport.document.docx.adopting.fields import without_other_fields
from xlsreport.document.docx.adopting.flattening import children_of
from xlsreport.document.docx.adopting.picture_bytes import MOST_DOTS, shown_picture
from xlsreport.document.docx.adopting.word_markup import word_rules
from xlsreport.document.docx.page import Image, Margin, Where
from xlsreport.document.docx.style_document import LeftOut, UnfitStyleError
from xlsreport.opc.relationships import Relationship


def _names(*locals_: str) -> frozenset[str]:
    return frozenset(named(f"w:{local}") for part in locals_ for local in part.split())


_ALLOWED = AllowList(
    rules=dict((*word_rules(), *drawing_rules())),
    unwrapped=_names("ins moveTo sdt sdtContent smartTag customXml hyperlink dir bdo"),
    inseparable=frozenset((named("v:imagedata"),)),
)
_ROOTS = {"header": named("w:hdr"), "footer": named("w:ftr")}
_STORIES = _names("hdr ftr txbxContent tc")
_SEEN = _STORIES | _names("p r tbl tr")
"""In these everything shows but for what is named below; elsewhere what is not known is a matter of looks."""
_UNSEEN = _names(
    "del moveFrom delText delInstrText commentReference annotationRef footnoteRef endnoteRef footnoteReference",
    "endnoteReference separator continuationSeparator proofErr lastRenderedPageBreak sdtPr sdtEndPr smartTagPr",
    "customXmlPr permStart permEnd tblPrEx",
)
_MARK_OF_RANGE = re.compile(r"(bookmark|\w+Range)(Start|End)|\w+Change")
_OBJECTS = _names("object control altChunk subDoc contentPart movie")
_SHOWN = ("{*}blip", "{*}imagedata", "{*}imgLayer", "{*}svgBlip")
_MOST_PICTURES = 100


def adopted_margin(
    archive: Archive,
    name: str,
    kind: Literal["header", "footer"],
    where: Where,
) -> tuple[Margin, list[LeftOut]]:
    """A header or footer, and what of it is not taken over.

    Raises:
        UnfitStyleError: it is damaged.
    """
    pictures, left_out = _Pictures(archive, archive.relations(name)), list[LeftOut]()
    rebuilding = Rebuilding(
        _ALLOWED,
        picture=pictures.taken,
        children=children_of,
        dropped=lambda item, within: left_out.extend(_told(item, within)),
    )
    root = rebuilding.rebuilt(archive.tree(name))
    if root is None or root.tag != _ROOTS[kind]:
        raise UnfitStyleError("damaged")
    left_out += (LeftOut("field", keyword) for keyword in without_other_fields(root))
    _end_with_paragraphs(root)
    etree.cleanup_namespaces(root)
    tags = (named(f"w:{tag}") for tag in ("pStyle", "rStyle", "tblStyle"))
    styles = tuple(sorted({str(style.get(named("w:val"))) for tag in tags for style in root.iter(tag)}))
    return Margin(kind, where, "".join(map(written, root)), pictures.asked_for(root), styles), left_out


class _Pictures:
    """The pictures of a header or footer, by ids of our own."""

    def __init__(self, archive: Archive, relations: Mapping[str, Relationship]) -> None:
        self._archive, self._relations = archive, relations
        self._ids: dict[str, str | None] = {}
        self._images: dict[str, Image] = {}
        self._dots_left = MOST_DOTS

    def taken(self, key: str) -> str | None:
        """The id of a picture for that of a relationship; None where that leads to none that can be taken."""
        relation = self._relations.get(key)
        if relation is None or relation.is_external or relation.kind != "image":
            return None
        if relation.target not in self._ids:
            self._ids[relation.target] = self._read(relation.target)
        return self._ids[relation.target]

    def _read(self, target: str) -> str | None:
        if not self._archive.has(target) or len(self._ids) >= _MOST_PICTURES:
            return None
        shown = shown_picture(self._archive.part(target))
        if shown is None or shown.dots > self._dots_left:
            return None
        self._dots_left -= shown.dots
        own = f"picture{len(self._images) + 1}"
        self._images[own] = Image(shown.ending, shown.data)
        return own

    def asked_for(self, root: etree._Element) -> tuple[tuple[str, Image], ...]:
        """Those that are still asked for."""
        asked = {item.get(name) for item in root.iter() for name in (named("r:embed"), named("r:id"))}
        return tuple((key, image) for key, image in self._images.items() if key in asked)


def _told(item: etree._Element, within: str) -> list[LeftOut]:
    """What an office would miss, of something that is not taken over."""
    name = str(item.tag)
    local = name.rpartition("}")[2]
    if item.tag == named("v:imagedata"):
        return [LeftOut("picture")]
    if within not in _SEEN or name in _UNSEEN or _MARK_OF_RANGE.fullmatch(local):
        return []
    if name in _OBJECTS:
        return [LeftOut("object")]
    if local in ("drawing", "pict", "AlternateContent"):
        return [LeftOut("picture" if any(True for _ in item.iter(*_SHOWN)) else "shape")]
    if name in _ALLOWED.rules:  # a table without a cell, a mark without its kind
        return []
    return [LeftOut("other", local if re.fullmatch(r"\w{1,30}", local) else "?")]


def _end_with_paragraphs(root: etree._Element) -> None:
    """Every cell and every text ends with a paragraph, or Word offers to repair the file."""
    for story in root.iter(*_STORIES):
        if len(story) == 0 or story[-1].tag != named("w:p"):
            etree.SubElement(story, named("w:p"))
