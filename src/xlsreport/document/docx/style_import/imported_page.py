"""Imports the page set-up of an office's document: section properties, headers and footers."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Literal, cast

from lxml import etree

from xlsreport.document.docx.page_setup import Margin, PageSetup, SectionSetup, Where
from xlsreport.document.docx.style_document import InvalidStyleError, UnsupportedMarkup
from xlsreport.document.docx.style_import.allow_list.allowed_markup import (
    WORD,
    AllowList,
    MarkupFilter,
    qualified_name,
    serialised,
)
from xlsreport.document.docx.style_import.allow_list.word_rules import word_rules
from xlsreport.document.docx.style_import.header_footer.hidden_content import HiddenContent
from xlsreport.document.docx.style_import.header_footer.imported_margin import import_margin
from xlsreport.opc.office_package import OfficePackage
from xlsreport.opc.relationships import Relationship

_ALLOWED = AllowList(dict(word_rules()))
_SETTINGS = ("mirrorMargins", "gutterAtTop", "evenAndOddHeaders")
"""Settings of the document that the page needs, in the schema's order."""
_TURNED_MARGINS = {"top": "left", "right": "top", "bottom": "right", "left": "bottom"}
"""The margins of paper across, each with the one that it was before the paper was turned to the left."""
_MIN_TYPE_WIDTH = 2000
"""Twips (35 mm); a narrower type area is a mistake."""
_MAX_REPORTED = 40
"""Unsupported parts that one sentence names at most."""
_MAX_TYPE_WIDTH = 100_000
"""Twips; Word's widest page has 31,680."""


def import_page(
    archive: OfficePackage,
    document: etree._Element,
    relations: Mapping[str, Relationship],
    settings: etree._Element | None,
    hidden: HiddenContent,
) -> tuple[PageSetup, tuple[UnsupportedMarkup, ...]]:
    """The page set-up of a document's last section, and the parts of headers and footers that are left out.

    Raises:
        InvalidStyleError: there is no section, or its type area is too narrow.
    """
    # A tracked change within a section holds its former properties, which do not count.
    old = {old for change in document.iter(f"{WORD}sectPrChange") for old in change.iter(f"{WORD}sectPr")}
    sections = [section for section in document.iter(f"{WORD}sectPr") if section not in old]
    if not sections:
        raise InvalidStyleError("damaged")
    section = MarkupFilter(_ALLOWED).rebuilt(sections[-1])
    assert section is not None  # the rule for sections needs no child
    etree.cleanup_namespaces(section)
    switched_on = {tag for tag in _SETTINGS if settings is not None and _is_on(settings.find(f"{WORD}{tag}"))}
    kinds: list[Where] = ["default"]
    kinds += ["even"] if "evenAndOddHeaders" in switched_on else []
    kinds += ["first"] if _is_on(section.find(f"{WORD}titlePg")) else []
    margins = list(_margins(archive, sections, relations, kinds, hidden))
    page = PageSetup(
        upright=_section_setup(section, is_gutter_at_top="gutterAtTop" in switched_on),
        across=_section_setup(_turned(section), is_gutter_at_top="gutterAtTop" in switched_on),
        settings="".join(f"<w:{tag}/>" for tag in _SETTINGS if tag in switched_on),
        margins=tuple(margin for margin, _ in margins),
        kinds=tuple(kinds),
    )
    left_out = dict.fromkeys(one for _, found in margins for one in found)
    return page, tuple(islice(left_out, _MAX_REPORTED))


def _section_setup(section: etree._Element, *, is_gutter_at_top: bool) -> SectionSetup:
    width = _type_width(section, is_gutter_at_top)
    return SectionSetup(
        first="".join(map(serialised, section)),
        later="".join(serialised(child) for child in map(_later, section) if child is not None),
        type_width=width,
    )


def _later(child: etree._Element) -> etree._Element | None:
    """A property of a section as a further one has it, which has no title page and goes on counting its pages."""
    if child.tag in (f"{WORD}titlePg", f"{WORD}type"):
        return None
    if child.tag != f"{WORD}pgNumType":
        return child
    counted = copy.copy(child)
    for name in [name for name in counted.attrib if name == f"{WORD}start"]:
        del counted.attrib[name]
    return counted


def _turned(section: etree._Element) -> etree._Element:
    """The section on paper across; one whose paper lies across already stays as it is."""
    turned = copy.deepcopy(section)
    size, margins = turned.find(f"{WORD}pgSz"), turned.find(f"{WORD}pgMar")
    if size is None or margins is None or size.get(f"{WORD}orient") == "landscape":
        return turned
    width, height = size.get(f"{WORD}w", ""), size.get(f"{WORD}h", "")
    if not (width.isdigit() and height.isdigit()) or int(width) >= int(height):
        return turned
    size.set(f"{WORD}w", height)
    size.set(f"{WORD}h", width)
    size.set(f"{WORD}orient", "landscape")
    before = {side: margins.get(f"{WORD}{side}", "0") for side in _TURNED_MARGINS}
    for side, former in _TURNED_MARGINS.items():
        margins.set(f"{WORD}{side}", before[former])
    return turned


def _is_on(flag: etree._Element | None) -> bool:
    return flag is not None and flag.get(f"{WORD}val", "1") not in ("0", "false", "off")


def _type_width(section: etree._Element, is_gutter_at_top: bool) -> int:
    size, margins = section.find(f"{WORD}pgSz"), section.find(f"{WORD}pgMar")
    if size is None or margins is None:
        raise InvalidStyleError("damaged")
    sides = ("left", "right") if is_gutter_at_top else ("left", "right", "gutter")
    try:
        width = int(size.get(f"{WORD}w", "")) - sum(int(margins.get(f"{WORD}{side}", "0")) for side in sides)
    except ValueError:
        raise InvalidStyleError("damaged") from None
    if width > _MAX_TYPE_WIDTH:
        raise InvalidStyleError("damaged")
    if width < _MIN_TYPE_WIDTH:
        raise InvalidStyleError("narrow")
    return width


def _margins(
    archive: OfficePackage,
    sections: list[etree._Element],
    relations: Mapping[str, Relationship],
    kinds: Sequence[Where],
    hidden: HiddenContent,
) -> Iterator[tuple[Margin, list[UnsupportedMarkup]]]:
    """The headers and footers; a section inherits those of the section before it.

    Those for kinds of pages that the document does not distinguish are never shown, and are left out.
    """
    relation_ids: dict[tuple[str, str], str] = {}
    for section in sections:
        for kind in ("header", "footer"):
            for reference in section.iterchildren(f"{WORD}{kind}Reference"):
                relation_ids[kind, reference.get(f"{WORD}type", "default")] = reference.get(qualified_name("r:id"), "")
    for (kind, where), key in sorted(relation_ids.items()):
        relation = relations.get(key)
        is_there = relation is not None and relation.kind == kind and archive.has(relation.target)
        if is_there and relation is not None and where in kinds:
            named = cast(Literal["header", "footer"], kind)
            yield import_margin(archive, relation.target, named, cast(Where, where), hidden)
