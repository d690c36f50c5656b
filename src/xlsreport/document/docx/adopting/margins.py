"""Headers and footers of an office's document: their words, pictures and page numbers, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal

from lxml import etree

from xlsreport.document.docx.adopting.archive import Archive, Relation, W, relation_ids
from xlsreport.document.docx.adopting.cleaning import local_name, remove, unwrapped, without, without_traces, written
from xlsreport.document.docx.markup import quoted
from xlsreport.document.docx.page import IMAGE_TYPES, MAIN, Image, Margin, Where

_LEFT_OUT = (
    *("del", "moveFrom", "delText", "commentRangeStart", "commentRangeEnd", "commentReference", "annotationRef"),
    *("bookmarkStart", "bookmarkEnd", "permStart", "permEnd", "proofErr", "lastRenderedPageBreak"),
    *("moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd"),
    *("object", "altChunk", "footnoteReference", "endnoteReference", "sdtPr", "sdtEndPr", "extLst"),
)
_UNWRAPPED = ("ins", "moveTo", "sdt", "sdtContent", "smartTag", "customXml", "hyperlink")
_FIELDS = ("PAGE", "NUMPAGES", "SECTIONPAGES", "SECTION", "IF", "=")
"""Fields that count; all others can tell a name, a path or a text of the document they come from."""
_TOLD = ("descr", "title", "alt")
"""Attributes of pictures in which programs note the path of a file."""
_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"


def adopted_margin(
    archive: Archive,
    name: str,
    kind: Literal["header", "footer"],
    where: Where,
) -> Margin:
    """A header or footer.

    Raises:
        UnfitStyleError: it, or a picture in it, is damaged.
    """
    root = archive.tree(name)
    without(root, _LEFT_OUT)
    unwrapped(root, _UNWRAPPED)
    without_traces(root)
    _without_telling_fields(root)
    _without_told_names(root)
    images = tuple(_images(archive, root, archive.relations(name)))
    content = "".join(map(written, root))
    return Margin(kind, where, content, _root_attributes(root), images)


def _root_attributes(root: etree._Element) -> str:
    """The namespaces, and those that programs that do not know them may ignore."""
    spaces = {**{prefix: uri for prefix, uri in root.nsmap.items() if prefix}, "w": MAIN}
    ignorable = root.get(f"{_COMPATIBILITY}Ignorable")
    said = [f'xmlns:{prefix}="{quoted(uri)}"' for prefix, uri in sorted(spaces.items())]
    if ignorable is not None and "mc" in spaces:
        said.append(f'mc:Ignorable="{quoted(ignorable)}"')
    return " ".join(said)


def _without_telling_fields(root: etree._Element) -> None:
    for simple in list(root.iter(f"{W}fldSimple")):
        if not _is_counting(simple.get(f"{W}instr", "")):
            remove(simple)
    for field in list(_fields(root)):
        instruction = "".join(text.text or "" for run in field for text in run.iter(f"{W}instrText"))
        if not _is_counting(instruction):
            for run in field:
                remove(run)


def _fields(root: etree._Element) -> Iterator[list[etree._Element]]:
    """The runs of each field, those of fields within it among them."""
    runs: list[etree._Element] = []
    depth = 0
    for run in list(root.iter(f"{W}r")):
        marks = [mark.get(f"{W}fldCharType") for mark in run.iter(f"{W}fldChar")]
        depth += marks.count("begin")
        if depth > 0:
            runs.append(run)
        depth -= marks.count("end")
        if runs and depth <= 0:
            yield runs
            runs, depth = [], 0
    if runs:  # it has no end
        yield runs


def _is_counting(instruction: str) -> bool:
    words = instruction.split()
    return bool(words) and (words[0].upper() in _FIELDS or words[0].startswith("="))


def _without_told_names(root: etree._Element) -> None:
    for item in root.iter():
        for key in list(item.attrib):
            if local_name(key) in _TOLD:
                del item.attrib[key]
        if local_name(item.tag) in ("docPr", "cNvPr"):
            item.set("name", "Picture")


def _images(archive: Archive, root: etree._Element, relations: Mapping[str, Relation]) -> Iterator[tuple[str, Image]]:
    """The pictures that are still asked for; what asks for anything else is taken out."""
    given: set[str] = set()
    for item in list(root.iter()):
        for key in relation_ids(item):
            relation = relations.get(key)
            ending = "" if relation is None else relation.target.rpartition(".")[2].lower()
            if relation is None or relation.kind != "image" or relation.is_external or ending not in IMAGE_TYPES:
                remove(next(item.iterancestors(f"{W}r"), item))
            elif key not in given:
                given.add(key)
                yield key, Image(ending, archive.part(relation.target))
