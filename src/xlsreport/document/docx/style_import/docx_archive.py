"""Reads an untrusted Word file: parts are unpacked on demand, within limits."""

from __future__ import annotations

import io
import posixpath
from collections.abc import Callable, Mapping
from typing import TypeVar

from lxml import etree

from xlsreport.document.docx.style_document import InvalidStyleError
from xlsreport.opc.invalid_file import InvalidFileError
from xlsreport.opc.relationships import Relationship, content_types_in, relationships_in, relationships_part
from xlsreport.opc.zip_reader import ENCRYPTED, ZipReader, unpacked

MAX_UNPACKED = 16_000_000
"""Bytes of all parts that are unpacked: the text of a hundred pages has one million, a letterhead one more."""
_MAX_REBUILT = 4_000_000
"""Bytes of a part that is rebuilt element by element: styles have a tenth of a million."""
_MAX_TAGS = 100_000
"""Tags of such a part: styles have five thousand; each takes a thousand bytes of memory, old and new together."""
_MAX_TAGS_READ = 600_000
"""Tags of a part that is only read: the text of a hundred pages has fifty thousand."""
_MAX_DIRECTORY = 1_000_000
"""Bytes of the zip directory, for some ten thousand members."""
_TOO_MUCH = ("archive_bomb", "bomb", "too_many_cells")
"""Reasons of the archive reader that share one message here."""
_Read = TypeVar("_Read")


class DocxArchive:
    """The parts of a file by name, regardless of case ([ECMA-376] part 2, 6.2.2).

    Raises:
        InvalidStyleError: it is no archive, or holds too much; also raised by methods that read a part.
    """

    def __init__(self, data: bytes) -> None:
        members = _with_style_errors(lambda: ZipReader(io.BytesIO(data), _MAX_DIRECTORY)).members
        self._data, self._left = data, MAX_UNPACKED
        self._members = {member.filename.lower(): member for member in members}
        if len(self._members) < len(members):  # programs disagree on which of two equal names counts
            raise InvalidStyleError("damaged")

    def has(self, name: str) -> bool:
        """Whether there is a part."""
        return name.lower() in self._members

    def part(self, name: str, most: int = MAX_UNPACKED) -> bytes:
        """The bytes of a part; their number must be that of the directory."""
        member = self._members.get(name.lower())
        if member is None or member.flag_bits & ENCRYPTED:
            raise InvalidStyleError("damaged")
        if member.file_size > min(most, self._left):
            raise InvalidStyleError("too_much")
        self._left -= member.file_size
        return _with_style_errors(lambda: unpacked(self._data, member))

    def tree(self, name: str, most: int = _MAX_REBUILT) -> etree._Element:
        """The root of an XML part of at most ``most`` bytes."""
        data = self.part(name, most)
        if data.count(b"<") > (_MAX_TAGS if most <= _MAX_REBUILT else _MAX_TAGS_READ):
            raise InvalidStyleError("too_much")
        if b"<!DOCTYPE" in data or b"\0" in data:  # no part of a Word file has a DOCTYPE or is UTF-16
            raise InvalidStyleError("damaged")
        parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
        try:
            root = etree.fromstring(data, parser)
        except etree.XMLSyntaxError:
            raise InvalidStyleError("damaged") from None
        if root.getroottree().docinfo.internalDTD is not None:  # a DOCTYPE in another encoding
            raise InvalidStyleError("damaged")
        return root

    def relations(self, name: str) -> Mapping[str, Relationship]:
        """The relationships of a part by id; those of the file for an empty name."""
        own = relationships_part(name)
        if not self.has(own):
            return {}
        part = self.part(own, _MAX_REBUILT)
        found = _with_style_errors(lambda: relationships_in(part, posixpath.dirname(name), is_strict=False))
        return {relation.id: relation for relation in found}

    def content_type(self, name: str) -> str:
        """The content type of a part that is listed by name; empty otherwise."""
        part = self.part("[Content_Types].xml", _MAX_REBUILT)
        by_name, _ = _with_style_errors(lambda: content_types_in(part))
        return by_name.get(name.lower(), "")


def _with_style_errors(read: Callable[[], _Read]) -> _Read:
    """Call a function and turn an InvalidFileError into an InvalidStyleError."""
    try:
        return read()
    except InvalidFileError as error:
        raise InvalidStyleError("too_much" if error.key in _TOO_MUCH else "damaged") from None
