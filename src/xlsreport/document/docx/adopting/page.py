"""The page of an office's document: its section's properties, its headers and footers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal, cast

from lxml import etree

from xlsreport.document.docx.adopting.archive import Archive, R, Relation, W, relation_ids
from xlsreport.document.docx.adopting.cleaning import written
from xlsreport.document.docx.adopting.margins import adopted_margin
from xlsreport.document.docx.page import Margin, PageSetup, Where
from xlsreport.document.docx.style_document import UnfitStyleError

_KEPT = ("pgSz", "pgMar", "pgBorders", "pgNumType", "vAlign", "titlePg", "docGrid")
"""Of a section's properties, in the schema's order. Not its columns, since tables fill the whole width."""
_SETTINGS = ("mirrorMargins", "gutterAtTop", "evenAndOddHeaders")
"""What the page needs of the document's settings, in the schema's order."""
_LONGEST_SPACE = 7
"""Digits; LibreOffice writes negative numbers here as very large ones, which no number of the schema can be."""
_NARROWEST = 2000
"""Twips, 35 mm; what is left for the text of a narrower page is a mistake."""


def adopted_page(
    archive: Archive, document: etree._Element, relations: Mapping[str, Relation], settings: etree._Element | None
) -> PageSetup:
    """The page of a document's last section.

    Raises:
        UnfitStyleError: it has none, or one on which nothing could stand.
    """
    # Not what a section was before somebody changed it, which stands within it as a tracked change.
    old = {old for change in document.iter(f"{W}sectPrChange") for old in change.iter(f"{W}sectPr")}
    sections = [section for section in document.iter(f"{W}sectPr") if section not in old]
    if not sections:
        raise UnfitStyleError("damaged")
    section = sections[-1]
    said = {tag for tag in _SETTINGS if settings is not None and _is_on(settings.find(f"{W}{tag}"))}
    kinds: list[Where] = ["default"]
    kinds += ["even"] if "evenAndOddHeaders" in said else []
    kinds += ["first"] if _is_on(section.find(f"{W}titlePg")) else []
    return PageSetup(
        properties="".join(_properties(section)),
        type_width=_type_width(section, "gutterAtTop" in said),
        settings="".join(f"<w:{tag}/>" for tag in _SETTINGS if tag in said),
        margins=tuple(_margins(archive, sections, relations)),
        kinds=tuple(kinds),
    )


def _is_on(flag: etree._Element | None) -> bool:
    return flag is not None and flag.get(f"{W}val", "1") not in ("0", "false", "off")


def _properties(section: etree._Element) -> Iterator[str]:
    for grid in section.iterchildren(f"{W}docGrid"):
        if len(grid.get(f"{W}charSpace", "")) > _LONGEST_SPACE:
            del grid.attrib[f"{W}charSpace"]
    for item in section:
        is_kept = item.tag in {f"{W}{tag}" for tag in _KEPT}
        if is_kept and not any(map(relation_ids, item.iter())):
            yield written(item)
        if item.tag == f"{W}cols":
            yield '<w:cols w:space="0"/>'


def _type_width(section: etree._Element, is_gutter_at_top: bool) -> int:
    size, margins = section.find(f"{W}pgSz"), section.find(f"{W}pgMar")
    if size is None or margins is None:
        raise UnfitStyleError("damaged")
    sides = ("left", "right") if is_gutter_at_top else ("left", "right", "gutter")
    try:
        width = int(size.get(f"{W}w", "")) - sum(int(margins.get(f"{W}{side}", "0")) for side in sides)
    except ValueError:
        raise UnfitStyleError("damaged") from None
    if width < _NARROWEST:
        raise UnfitStyleError("narrow")
    return width


def _margins(archive: Archive, sections: list[etree._Element], relations: Mapping[str, Relation]) -> Iterator[Margin]:
    """The headers and footers; a section has those of the one before it where it names none."""
    named: dict[tuple[str, str], str] = {}
    for section in sections:
        for kind in ("header", "footer"):
            for reference in section.iterchildren(f"{W}{kind}Reference"):
                named[kind, reference.get(f"{W}type", "default")] = reference.get(f"{R}id", "")
    for (kind, where), key in sorted(named.items()):
        relation = relations.get(key)
        if relation is not None and where in ("default", "even", "first") and archive.has(relation.target):
            yield adopted_margin(archive, relation.target, cast(Literal["header", "footer"], kind), cast(Where, where))
