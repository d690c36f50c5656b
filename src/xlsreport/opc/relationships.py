"""Relationships between the parts of a package ([ECMA-376] part 2, 9.3), and the kinds of parts."""

from __future__ import annotations

import posixpath
from collections.abc import Sequence
from dataclasses import dataclass

from xlsreport.opc.safe_xml import Element, parse_xml
from xlsreport.opc.unfit_file import UnfitFileError

_VOCABULARY = "http://schemas.openxmlformats.org/package/2006/relationships"
_CONTENT_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
PACKAGE_RELATIONSHIPS = "_rels/.rels"


@dataclass(frozen=True, slots=True)
class Relationship:
    """Where a part leads to.

    ``kind`` is the last word of its type, such as ``worksheet``; ``target`` is the name of a part in lower case, or the
    address outside the package where ``is_external``.
    """

    id: str
    kind: str
    target: str
    is_external: bool


def relationships_part(name: str) -> str:
    """The name of the part with the relationships of a part."""
    folder, file = posixpath.split(name)
    return posixpath.join(folder, "_rels", f"{file}.rels")


def relationships_in(part: bytes, folder: str) -> Sequence[Relationship]:
    """The relationships that a part declares for one in a folder.

    Raises:
        UnfitFileError: it is no XML, or can be read in more than one way.
    """
    root = parse_xml(part)
    if root.name != f"{_VOCABULARY} Relationships":
        raise UnfitFileError("ambiguous")
    found = [_relationship(item, folder) for item in root.children]
    if len({one.id for one in found}) < len(found):
        raise UnfitFileError("ambiguous")
    return found


def _relationship(item: Element, folder: str) -> Relationship:
    if item.name != f"{_VOCABULARY} Relationship" or item.children:
        raise UnfitFileError("ambiguous")
    target, mode = item.attributes.get("Target", ""), item.attributes.get("TargetMode", "Internal")
    if mode not in ("Internal", "External"):
        raise UnfitFileError("ambiguous")
    kind = item.attributes.get("Type", "").rpartition("/")[2]
    if mode == "Internal":
        target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/").lower()
    return Relationship(item.attributes.get("Id", ""), kind, target, mode == "External")


def content_types_in(part: bytes) -> tuple[dict[str, str], dict[str, str]]:
    """The kinds of parts by their names, and by their endings, both in lower case.

    Raises:
        UnfitFileError: it is no XML.
    """
    by_name, by_ending = {}, {}
    for item in parse_xml(part).children:
        kind = item.attributes.get("ContentType", "")
        if item.name == f"{_CONTENT_TYPES} Override":
            by_name[item.attributes.get("PartName", "").lstrip("/").lower()] = kind
        elif item.name == f"{_CONTENT_TYPES} Default":
            by_ending[item.attributes.get("Extension", "").lower()] = kind
    return by_name, by_ending
