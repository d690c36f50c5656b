"""Imports headers and footers of an office's document: text, pictures and page numbers, rebuilt."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal

from lxml import etree

from xlsreport.document.docx.page_setup import Margin, MarginImage, Where
from xlsreport.document.docx.style_document import InvalidStyleError, UnsupportedMarkup
from xlsreport.document.docx.style_import.allow_list.allowed_markup import (
    REBUILT_PART,
    AllowList,
    MarkupFilter,
    qualified_name,
    serialised,
)
from xlsreport.document.docx.style_import.allow_list.drawing_rules import drawing_rules
from xlsreport.document.docx.style_import.allow_list.word_rules import word_rules
from xlsreport.document.docx.style_import.header_footer.flattening import children_of
from xlsreport.document.docx.style_import.header_footer.hidden_content import HiddenContent
from xlsreport.document.docx.style_import.header_footer.picture_bytes import MAX_PIXELS, clean_picture
from xlsreport.document.docx.style_import.header_footer.word_fields import without_other_fields
from xlsreport.opc.office_package import OfficePackage
from xlsreport.opc.relationships import Relationship


def _names(*locals_: str) -> frozenset[str]:
    return frozenset(qualified_name(f"w:{local}") for part in locals_ for local in part.split())


_ALLOWED = AllowList(
    rules=dict((*word_rules(), *drawing_rules())),
    unwrapped=_names("ins moveTo sdt sdtContent smartTag customXml hyperlink dir bdo"),
    inseparable=frozenset((qualified_name("v:imagedata"),)),
)
_ROOTS = {"header": qualified_name("w:hdr"), "footer": qualified_name("w:ftr")}
_STORIES = _names("hdr ftr txbxContent tc")
_SEEN = _STORIES | _names("p r tbl tr")
"""All children of these are visible, except the ones below; elsewhere unknown elements affect formatting only."""
_UNSEEN = _names(
    "del moveFrom delText delInstrText commentReference annotationRef footnoteRef endnoteRef footnoteReference",
    "endnoteReference separator continuationSeparator proofErr lastRenderedPageBreak sdtPr sdtEndPr smartTagPr",
    "customXmlPr permStart permEnd tblPrEx",
)
_MARK_OF_RANGE = re.compile(r"(bookmark|\w+Range)(Start|End)|\w+Change")
_OBJECTS = _names("object control altChunk subDoc contentPart movie")
_SHOWN = ("{*}blip", "{*}imagedata", "{*}imgLayer", "{*}svgBlip")
_MAX_PICTURES = 100


def import_margin(
    archive: OfficePackage,
    name: str,
    kind: Literal["header", "footer"],
    where: Where,
    hidden: HiddenContent,
) -> tuple[Margin, list[UnsupportedMarkup]]:
    """A rebuilt header or footer, without what is hidden, and the parts that are not taken over.

    Raises:
        InvalidStyleError: it is damaged.
    """
    pictures, left_out = _Pictures(archive, archive.relations(name)), list[UnsupportedMarkup]()
    rebuilding = MarkupFilter(
        _ALLOWED,
        picture=pictures.taken,
        children=lambda item: children_of(item, hidden),
        dropped=lambda item, within: left_out.extend(_unsupported_in(item, within)),
    )
    root = rebuilding.rebuilt(archive.tree(name, REBUILT_PART))
    if root is None or root.tag != _ROOTS[kind]:
        raise InvalidStyleError("damaged")
    left_out += (UnsupportedMarkup("field", keyword) for keyword in without_other_fields(root))
    _end_with_paragraphs(root)
    etree.cleanup_namespaces(root)
    tags = (qualified_name(f"w:{tag}") for tag in ("pStyle", "rStyle", "tblStyle"))
    styles = tuple(sorted({str(style.get(qualified_name("w:val"))) for tag in tags for style in root.iter(tag)}))
    return Margin(kind, where, "".join(map(serialised, root)), pictures.referenced_by(root), styles), left_out


class _Pictures:
    """The pictures of a header or footer, by new ids."""

    def __init__(self, archive: OfficePackage, relations: Mapping[str, Relationship]) -> None:
        self._archive, self._relations = archive, relations
        self._ids: dict[str, str | None] = {}
        self._images: dict[str, MarginImage] = {}
        self._dots_left = MAX_PIXELS

    def taken(self, key: str) -> str | None:
        """The new id of a picture for the id of a relationship; None if it cannot be taken over."""
        relation = self._relations.get(key)
        if relation is None or relation.is_external or relation.kind != "image":
            return None
        if relation.target not in self._ids:
            self._ids[relation.target] = self._read(relation.target)
        return self._ids[relation.target]

    def _read(self, target: str) -> str | None:
        if not self._archive.has(target) or len(self._ids) >= _MAX_PICTURES:
            return None
        shown = clean_picture(self._archive.part(target))
        if shown is None or shown.pixels > self._dots_left:
            return None
        self._dots_left -= shown.pixels
        own = f"picture{len(self._images) + 1}"
        self._images[own] = MarginImage(shown.ending, shown.data)
        return own

    def referenced_by(self, root: etree._Element) -> tuple[tuple[str, MarginImage], ...]:
        """The pictures that the rebuilt content refers to."""
        keys = {item.get(name) for item in root.iter() for name in (qualified_name("r:embed"), qualified_name("r:id"))}
        return tuple((key, image) for key, image in self._images.items() if key in keys)


def _unsupported_in(item: etree._Element, within: str) -> list[UnsupportedMarkup]:
    """What to report about an element that is left out."""
    name = str(item.tag)
    local = name.rpartition("}")[2]
    if item.tag == qualified_name("v:imagedata"):
        return [UnsupportedMarkup("picture")]
    if within not in _SEEN or name in _UNSEEN or _MARK_OF_RANGE.fullmatch(local):
        return []
    if name in _OBJECTS:
        return [UnsupportedMarkup("object")]
    if local in ("drawing", "pict", "AlternateContent"):
        return [UnsupportedMarkup("picture" if any(True for _ in item.iter(*_SHOWN)) else "shape")]
    if name in _ALLOWED.rules:  # an incomplete element, such as a table without cells
        return []
    return [UnsupportedMarkup("other", local if re.fullmatch(r"\w{1,30}", local) else "?")]


def _end_with_paragraphs(root: etree._Element) -> None:
    """End every cell and story with a paragraph, without which Word offers to repair the file."""
    for story in root.iter(*_STORIES):
        if len(story) == 0 or story[-1].tag != qualified_name("w:p"):
            etree.SubElement(story, qualified_name("w:p"))
