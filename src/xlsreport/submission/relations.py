"""Makes sure that the parts of a workbook are bound together in one way, so that every reader takes the same ones.

A workbook names its sheets, strings and formats by relationships; a reader that goes by the usual names of parts must
not see others than one that follows them.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from xml.parsers import expat

from xlsreport.opc.unfit_file import UnfitFileError
from xlsreport.submission.memory import Memory

_MOST_SHEETS = 100
"""A workbook of ours has nine; each costs time and memory."""
WORKBOOK = "xl/workbook.xml"
_PACKAGE_RELATIONS = "_rels/.rels"
_WORKBOOK_RELATIONS = "xl/_rels/workbook.xml.rels"
_USUAL = {"sharedStrings": "xl/sharedStrings.xml", "styles": "xl/styles.xml"}
"""Kinds of parts of which a workbook has one at most, and where programs keep them ([ECMA-376] part 1, 12.3)."""
VOCABULARIES = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
)
"""The vocabulary of workbooks and sheets: the usual one and the strict one ([ECMA-376] parts 4 and 1)."""
_RELATIONSHIP = "http://schemas.openxmlformats.org/package/2006/relationships Relationship"
_RELATION_ID = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships id",
    "http://purl.oclc.org/ooxml/officeDocument/relationships id",
)

_FOUND: Memory[tuple[str | bytes, ...], Mapping[str, str]] = Memory(2_000_000)
"""The sheets, by the names of all parts and by those parts that decide about them."""


@dataclass(frozen=True, slots=True)
class _Relation:
    """One relationship: its id, the last word of its type, and the part that it leads to."""

    id: str
    kind: str
    part: str


def sheet_parts(parts: Mapping[str, bytes]) -> Mapping[str, str]:
    """The name of the part of every sheet, by the sheet's name, as far as it is among the parts.

    Raises:
        UnfitFileError: readers could find different parts.
    """
    known = {name.lower(): name for name in parts}
    deciding = [parts.get(known.get(name, ""), b"") for name in (_PACKAGE_RELATIONS, _WORKBOOK_RELATIONS, WORKBOOK)]
    key: tuple[str | bytes, ...] = (*parts, *deciding)
    found = _FOUND.get(key)
    return found or _FOUND.add(key, _sheet_parts(parts, known), sum(map(len, key)) + 2_000)


def _sheet_parts(parts: Mapping[str, bytes], known: Mapping[str, str]) -> Mapping[str, str]:
    package = list(_relations(parts, known, _PACKAGE_RELATIONS, "/"))
    books = [relation.part for relation in package if relation.kind == "officeDocument"]
    if books != [WORKBOOK]:
        raise UnfitFileError("ambiguous" if books else "damaged")
    workbook = list(_relations(parts, known, _WORKBOOK_RELATIONS, "/xl"))
    for kind, usual in _USUAL.items():
        expected = [usual.lower()] if usual.lower() in known else []
        if [r.part for r in workbook if r.kind == kind] != expected:
            raise UnfitFileError("ambiguous")
    targets = {relation.id: relation.part for relation in workbook}
    sheets = _sheets(parts[known[WORKBOOK]])
    if len(sheets) > _MOST_SHEETS:
        raise UnfitFileError("too_many_sheets")
    found = {name: known.get(targets.get(key, "")) for name, key in sheets}
    if len(set(found.values())) < len(sheets):
        raise UnfitFileError("ambiguous")
    return {name: part for name, part in found.items() if part is not None}


def _relations(parts: Mapping[str, bytes], known: Mapping[str, str], name: str, folder: str) -> Iterator[_Relation]:
    """The relationships that a part declares; parts are named in lower case, as programs find them."""
    ids: set[str] = set()
    for depth, tag, attributes in _elements(parts[known[name]] if name in known else b"<none/>"):
        if tag.rpartition(" ")[2] == "Relationship":
            if depth != 1 or tag != _RELATIONSHIP:
                raise UnfitFileError("ambiguous")
            one, target = attributes.get("Id", ""), attributes.get("Target", "")
            if one in ids:
                raise UnfitFileError("ambiguous")
            ids.add(one)
            part = posixpath.normpath(posixpath.join(folder, target)).lstrip("/").lower()
            yield _Relation(one, attributes.get("Type", "").rpartition("/")[2], part)


def _sheets(workbook: bytes) -> list[tuple[str, str]]:
    """The sheets with the ids of their relationships; one with two ids can be taken for either."""
    found = []
    for depth, tag, attributes in _elements(workbook):
        vocabulary, _, kind = tag.rpartition(" ")
        if kind in ("workbook", "sheet") and vocabulary not in VOCABULARIES:
            raise UnfitFileError("ambiguous")
        if kind == "sheet":
            ids = [value for name, value in attributes.items() if name.rpartition(" ")[2] == "id"]
            if depth != 2 or len(ids) != 1 or not any(name in attributes for name in _RELATION_ID):
                raise UnfitFileError("ambiguous")
            found.append((attributes.get("name", ""), ids[0]))
    return found


def _elements(part: bytes) -> list[tuple[int, str, dict[str, str]]]:
    """All elements: how deep, and name and attributes with their namespaces; the part is known to be well-formed."""
    found: list[tuple[int, str, dict[str, str]]] = []
    path: list[str] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        found.append((len(path), tag, attributes))
        path.append(tag)

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = start
    parser.EndElementHandler = lambda _: path.pop()
    try:
        parser.Parse(part, True)
    except expat.ExpatError:  # a prefix without a namespace is well-formed for parsers that know of none
        raise UnfitFileError("damaged") from None
    return found
