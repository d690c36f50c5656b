"""Reads the parts of an untrusted Word, OpenDocument or OFD file: unpacked on demand, within limits."""

from __future__ import annotations

import io
import posixpath
from collections.abc import Callable, Mapping
from typing import TypeVar

from lxml import etree

from xlsreport.opc.invalid_file import InvalidFileError
from xlsreport.opc.relationships import Relationship, relationships_in, relationships_part
from xlsreport.opc.zip_reader import ENCRYPTED, ZipReader, unpacked
from xlsreport.published.publication.unreadable import UnreadablePublicationError

_MAX_UNPACKED = 64_000_000
"""Bytes of all parts that are unpacked; the text of a report of a hundred pages has five million."""
_MAX_DIRECTORY = 1_000_000
"""Bytes of the zip directory, for some ten thousand members."""
_MAX_TAGS = 3_000_000
"""Tags of a part; each takes some hundred bytes of memory. The text of a hundred pages has two hundred thousand."""
_STRICT = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
)
"""Namespaces of the strict form, and those of the usual form (ISO/IEC 29500-1 and -4)."""
_TOO_MUCH = ("archive_bomb", "bomb", "too_many_cells", "too_many_members")
_Read = TypeVar("_Read")


class OfficePackage:
    """The parts of a file by name, regardless of case ([ECMA-376] part 2, 6.2.2).

    Raises:
        UnreadablePublicationError: it is no archive, or holds too much; also raised by methods that read a part.
    """

    def __init__(self, data: bytes) -> None:
        members = _refusing(lambda: ZipReader(io.BytesIO(data), _MAX_DIRECTORY)).members
        self._data, self._left = data, _MAX_UNPACKED
        self._members = {member.filename.lower(): member for member in members}
        if len(self._members) < len(members):  # programs disagree on which of two equal names counts
            raise UnreadablePublicationError("damaged")

    @property
    def names(self) -> frozenset[str]:
        """The names of all parts, in lower case."""
        return frozenset(self._members)

    def part(self, name: str) -> bytes:
        """The bytes of a part; their number must be that of the directory."""
        member = self._members.get(name.lower())
        if member is None:
            raise UnreadablePublicationError("damaged")
        if member.flag_bits & ENCRYPTED:
            raise UnreadablePublicationError("encrypted")
        if member.file_size > self._left:
            raise UnreadablePublicationError("too_much")
        self._left -= member.file_size
        return _refusing(lambda: unpacked(self._data, member))

    def tree(self, name: str) -> etree._Element:
        """The root of an XML part, in the namespaces of the usual form."""
        return parsed_part(self.part(name))

    def relations(self, name: str) -> Mapping[str, Relationship]:
        """The relationships of a part by id; those of the file for an empty name."""
        own = relationships_part(name).lower()
        if own not in self._members:
            return {}
        part = self.part(own)
        found = _refusing(lambda: relationships_in(part, posixpath.dirname(name), is_strict=False))
        return {relation.id: relation for relation in found}


def parsed_part(data: bytes) -> etree._Element:
    """The root of an XML part.

    Raises:
        UnreadablePublicationError: it is damaged, too large, or XML that no office program writes.
    """
    if data.count(b"<") > _MAX_TAGS:
        raise UnreadablePublicationError("too_much")
    for strict, usual in _STRICT:
        data = data.replace(strict, usual)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True, huge_tree=False
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise UnreadablePublicationError("damaged") from None
    if root.getroottree().docinfo.internalDTD is not None:  # entities can be declared only there
        raise UnreadablePublicationError("damaged")
    return root


def _refusing(read: Callable[[], _Read]) -> _Read:
    """Call a function of ``opc/`` and turn its refusal into that of a publication."""
    try:
        return read()
    except InvalidFileError as error:
        key = "too_much" if error.key in _TOO_MUCH else "encrypted" if error.key == "locked_archive" else "damaged"
        raise UnreadablePublicationError(key) from None
