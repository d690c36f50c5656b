"""Relationships between the parts of a package ([ECMA-376] part 2, 9.3), and the kinds of parts."""

from __future__ import annotations

import posixpath
from collections.abc import Sequence
from typing import NamedTuple

from xlsreport.opc.invalid_file import InvalidFileError
from xlsreport.opc.safe_xml import Element, parse_xml

_VOCABULARY = "http://schemas.openxmlformats.org/package/2006/relationships"
_CONTENT_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_FAMILIES = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "http://purl.oclc.org/ooxml/officeDocument/relationships",
)
"""The namespaces of relationship types ([ECMA-376] part 1, 12.3, and part 4)."""
_LEADING = ("officeDocument", "worksheet", "sharedStrings", "styles")
"""The types of relationships that lead to parts with figures."""
PACKAGE_RELATIONSHIPS = "_rels/.rels"


class Relationship(NamedTuple):
    """A relationship from one part to another, or to something outside the package.

    Attributes:
        id: by which the source part refers to it.
        kind: the last word of its type, such as ``worksheet``.
        target: the name of the target part in lower case, or the address outside the package.
        is_external: whether the target is outside the package.
        written: the target in its original spelling.
    """

    id: str
    kind: str
    target: str
    is_external: bool
    written: str = ""


def relationships_part(name: str) -> str:
    """The name of the part with the relationships of a part."""
    folder, file = posixpath.split(name)
    return posixpath.join(folder, "_rels", f"{file}.rels")


def relationships_in(part: bytes, folder: str, *, is_strict: bool = True) -> Sequence[Relationship]:
    """The relationships that a part declares for one in a folder.

    Args:
        part: the bytes of the part that declares them.
        folder: that of the part which they are for.
        is_strict: whether to refuse targets such as ``./a/../b``, which no program writes and not all resolve.

    Raises:
        InvalidFileError: it is no XML, or can be read in more than one way.
    """
    root = parse_xml(part)
    if root.name != f"{_VOCABULARY} Relationships":
        raise InvalidFileError("ambiguous")
    found = [_relationship(item, folder, is_strict=is_strict) for item in root.children]
    if len({one.id for one in found}) < len(found):
        raise InvalidFileError("ambiguous")
    return found


def _relationship(item: Element, folder: str, *, is_strict: bool) -> Relationship:
    if item.name != f"{_VOCABULARY} Relationship" or item.children:
        raise InvalidFileError("ambiguous")
    target, mode = item.attributes.get("Target", ""), item.attributes.get("TargetMode", "Internal")
    if mode not in ("Internal", "External"):
        raise InvalidFileError("ambiguous")
    family, _, kind = item.attributes.get("Type", "").rpartition("/")
    if kind in _LEADING and family not in _FAMILIES:
        raise InvalidFileError("ambiguous")  # some programs go by the last word
    if mode == "Internal":
        if is_strict and _is_roundabout(target, folder):
            raise InvalidFileError("ambiguous")
        target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
    is_external = mode == "External"
    return Relationship(
        item.attributes.get("Id", ""), kind, target if is_external else target.lower(), is_external, target
    )


def _is_roundabout(target: str, folder: str) -> bool:
    """Whether a target has empty, ``.`` or needless ``..`` segments, which not every program resolves."""
    pieces = target.removeprefix("/").split("/")
    depth = len(folder.split("/")) if folder and not target.startswith("/") else 0
    while depth and pieces[0] == "..":
        pieces.pop(0)
        depth -= 1
    return any(piece in (".", "..") for piece in pieces) or "" in pieces[:-1]


def content_types_in(part: bytes) -> tuple[dict[str, str], dict[str, str]]:
    """The kinds of parts by their names, and by their endings, both in lower case.

    Raises:
        InvalidFileError: it is no XML.
    """
    by_name, by_ending = {}, {}
    for item in parse_xml(part).children:
        kind = item.attributes.get("ContentType", "")
        if item.name == f"{_CONTENT_TYPES} Override":
            by_name[item.attributes.get("PartName", "").lstrip("/").lower()] = kind
        elif item.name == f"{_CONTENT_TYPES} Default":
            by_ending[item.attributes.get("Extension", "").lower()] = kind
    return by_name, by_ending
