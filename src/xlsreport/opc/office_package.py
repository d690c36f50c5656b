"""Reads the parts of an untrusted Word, OpenDocument or OFD file: unpacked on demand, within limits."""

from __future__ import annotations

import io
import posixpath
from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from xlsreport.opc.invalid_file import InvalidFileError
from xlsreport.opc.relationships import Relationship, content_types_in, relationships_in, relationships_part
from xlsreport.opc.zip_reader import ENCRYPTED, ZipReader, unpacked

_MAX_DIRECTORY = 2_000_000
"""Bytes of the zip directory, for some twenty thousand members, where nothing else is said."""
_MAX_INDEX = 4_000_000
"""Bytes of a part with relationships or content types, some ten thousand of them."""
_CONTENT_TYPES = "[Content_Types].xml"


@dataclass(frozen=True, slots=True)
class PartLimits:
    """How much of a file is read.

    Attributes:
        size: bytes.
        tags: tags of one part, beginnings and ends; lxml takes some hundred bytes of memory for each.
        directory: bytes of the zip directory.
    """

    size: int
    tags: int
    directory: int = _MAX_DIRECTORY


class OfficePackage:
    """The parts of a file by name, regardless of case ([ECMA-376] part 2, 6.2.2).

    Args:
        data: the file.
        limits: of all parts that are unpacked, and of each that is parsed.
        namespaces: what to read another namespace as, before a part is parsed.

    Raises:
        InvalidFileError: it is no archive, or holds too much (:attr:`~InvalidFileError.is_too_much`); also raised by
            methods that read a part.
    """

    def __init__(self, data: bytes, limits: PartLimits, namespaces: Mapping[bytes, bytes] | None = None) -> None:
        members = ZipReader(io.BytesIO(data), limits.directory).members
        self._data, self._limits, self._left = data, limits, limits.size
        self._namespaces = namespaces or {}
        self._members = {member.filename.lower(): member for member in members}
        if len(self._members) < len(members):  # programs disagree on which of two equal names counts
            raise InvalidFileError("duplicate_members")

    def has(self, name: str) -> bool:
        """Whether there is a part."""
        return name.lower() in self._members

    def part(self, name: str, max_size: int | None = None) -> bytes:
        """The bytes of a part; their number must be that of the directory."""
        member = self._members.get(name.lower())
        if member is None:
            raise InvalidFileError("damaged")
        if member.flag_bits & ENCRYPTED:
            raise InvalidFileError("locked_archive")
        if member.file_size > (self._left if max_size is None else min(max_size, self._left)):
            raise InvalidFileError("bomb")
        self._left -= member.file_size
        return unpacked(self._data, member)

    def tree(self, name: str, limits: PartLimits | None = None) -> etree._Element:
        """The root of an XML part, within the limits of the package or closer ones."""
        limits = limits or self._limits
        data = self.part(name, limits.size)
        if data.count(b"<") > limits.tags:
            raise InvalidFileError("bomb")
        for other, usual in self._namespaces.items():
            data = data.replace(other, usual)
        return _parsed(data)

    def relations(self, name: str) -> Mapping[str, Relationship]:
        """The relationships of a part by id; those of the file for an empty name."""
        own = relationships_part(name)
        if not self.has(own):
            return {}
        found = relationships_in(self.part(own, _MAX_INDEX), posixpath.dirname(name), is_strict=False)
        return {relation.id: relation for relation in found}

    def content_type(self, name: str) -> str:
        """The content type of a part that is listed by name; empty otherwise."""
        by_name, _ = content_types_in(self.part(_CONTENT_TYPES, _MAX_INDEX))
        return by_name.get(name.lower(), "")


def _parsed(data: bytes) -> etree._Element:
    """The root of XML in UTF-8, as programs write it, without a document type, where alone entities can be declared."""
    if b"<!DOCTYPE" in data:
        raise InvalidFileError("entities")
    if b"\0" in data:
        raise InvalidFileError("encoding")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True, huge_tree=False
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise InvalidFileError("damaged") from None
    if root.getroottree().docinfo.internalDTD is not None:  # in another encoding
        raise InvalidFileError("entities")
    return root
